/** Two windows of one VS Code: what one starts the other shows, and goes on with when the first one is killed. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openPrompt } from '../harness/easel';
import { report } from '../harness/report';
import { useStage } from '../harness/stage';
import { until } from '../harness/until';
import { openWorkbench, type Workbench } from '../harness/workbench';
import { waitForFiles } from '../harness/workspace';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';

describe('two windows', () => {
  const stage = useStage();
  let service: QwenImageServiceSimulator;
  let second: Workbench;
  /** Process id of the first window's extension host. */
  let firstHost: number | undefined;
  before(async () => {
    service = await startQwenImageService({ auth: false, secondsPerImage: 0.1 });
    const entry = {
      type: 'qwen-image-service',
      hosts: { domestic: service.url },
      default: true,
      pollSeconds: 0.2,
    };
    stage.server.updateSettings({ 'easel.providers': [entry] });
    second = await openWorkbench(stage.server);
  });
  after(async () => {
    await second.close();
    await service.stop();
  });

  /** Process ids of the windows in which Easel is open. */
  function openIn(): number[] {
    const folder = path.join(stage.server.userDataFolder, 'User', 'globalStorage', 'easel.easel', 'windows');
    return readdirSync(folder).map((name) => Number(/~(\d+)~/.exec(name)?.[1]));
  }

  async function openEasel(workbench: Workbench): Promise<void> {
    await until('the input to name the service', async () => {
      await openPrompt(workbench);
      const line = await workbench.quickInput.message();
      await workbench.quickInput.close();
      return line.includes('Qwen');
    });
  }

  async function start(workbench: Workbench, prompt: string): Promise<void> {
    await openPrompt(workbench);
    await workbench.quickInput.answer(prompt);
  }

  it('show what the other one started and finished, each job once', async () => {
    const { workbench, workspace } = stage;
    await openEasel(workbench);
    [firstHost] = openIn();
    await openEasel(second);
    service.holdTasks();
    await start(workbench, 'a windmill in the rain');
    await workbench.statusBar.waitFor(/^1\b/);
    const began = performance.now();
    await second.statusBar.waitFor(/^1\b/);
    const heard = performance.now() - began;
    service.releaseTasks();
    await waitForFiles(path.join(workspace, 'images'), 1, { timeout: 120_000 });
    await until('the second window to have nothing to show', async () => {
      return !(await second.statusBar.texts()).some((text) => /^1\b/.test(text));
    });
    report([`Two real windows: the second one showed the job ${heard.toFixed(0)} ms after the first`]);
    assert.equal(service.received['/text-to-image'], 1);
  });

  it('go on with what the other one had in hand when it is killed', async () => {
    const { workbench, workspace } = stage;
    service.holdTasks();
    await start(second, 'a harbour in the fog');
    await until('the service to have the job', () => service.received['/text-to-image'] === 2);
    await workbench.statusBar.waitFor(/^1\b/);
    assert.ok(firstHost !== undefined);
    const began = performance.now();
    for (const pid of openIn().filter((one) => one !== firstHost)) process.kill(pid, 'SIGKILL');
    service.releaseTasks();
    await waitForFiles(path.join(workspace, 'images'), 2, { timeout: 120_000 });
    const taken = performance.now() - began;
    report([`Two real windows, one killed: the picture was there ${taken.toFixed(0)} ms later`]);
    assert.equal(service.received['/text-to-image'], 2);
  });
});
