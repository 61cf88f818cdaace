/** Generates one image through the user interface of a headless VS Code, and prints the time. */
import path from 'node:path';
import { generate, startEasel } from '../easel/easel';
import { cacheFolder, removeFolder } from '../files/paths';
import { openWorkbench } from '../workbench/workbench';
import { sampleWorkspace } from '../files/workspace';
import { plainArguments, runProgram } from './program';

async function main(argumentList: string[]): Promise<number> {
  const prompt = plainArguments(argumentList).join(' ') || 'a red fox in the snow';
  const folder = path.join(cacheFolder, 'demo');
  removeFolder(folder);
  const workspace = sampleWorkspace(path.join(folder, 'workspace'));
  const server = await startEasel({ workspace, settings: { 'easel.defaults.aspectRatio': '16:9' } });
  try {
    const workbench = await openWorkbench(server);
    try {
      await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
      const generated = await generate(workbench, { prompt, workspace });
      const image = generated.files.at(-1) ?? '';
      await workbench.notifications.waitFor(path.basename(image));
      await workbench.notifications.waitIdle();
      const screenshot = path.join(folder, 'screenshot.png');
      await workbench.screenshot(screenshot);
      console.log(`from Enter to the file on disk: ${generated.milliseconds} ms`);
      console.log(`image: ${image}`);
      console.log(`screenshot: ${screenshot}`);
      return 0;
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
}

void runProgram(() => main(process.argv.slice(2)));
