import { startEasel } from './test/harness/easel';
import { openWorkbench } from './test/harness/workbench';
import { sampleWorkspace } from './test/harness/workspace';
import { temporaryFolder } from './test/harness/paths';
const profileFolder = process.argv[2] === 'warm' ? temporaryFolder('profile') : undefined;
for (let run = 0; run < 4; run += 1) {
  const a = performance.now();
  const server = await startEasel({ workspace: sampleWorkspace(), ...(process.argv[2] === 'warm' ? { port: 45871 } : {}) });
  const b = performance.now();
  const workbench = await openWorkbench(server, { width: 1400, height: 900, ...(profileFolder ? { profileFolder } : {}) } as any);
  const c = performance.now();
  await workbench.runCommand('easel.openAdmin');
  await workbench.webview().locator('#easel').waitFor();
  console.log(process.argv[2], run, 'server', Math.round(b - a), 'workbench', Math.round(c - b), 'page', Math.round(performance.now() - c));
  await workbench.close(); await server.stop();
}
