/** Two windows of one VS Code: what one starts the other shows, and goes on with when the one that ran it is gone. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openPrompt } from '../harness/easel/easel';
import { cacheFolder } from '../harness/files/paths';
import { report } from '../harness/reporting/report';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { openWorkbench, type Workbench } from '../harness/workbench/workbench';
import { filesIn, waitForFiles } from '../harness/files/workspace';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';

describe('two windows', () => {
  const fixture = useWorkbench();
  let service: QwenImageServiceSimulator;
  let second: Workbench;
  /** Process id of the second window's extension host. */
  let secondHost: number;
  before(async () => {
    service = await startQwenImageService({ auth: 'open', secondsPerImage: 0.1 });
    const entry = {
      type: 'qwen-image-service',
      hosts: { domestic: service.url },
      default: true,
      pollSeconds: 0.2,
    };
    fixture.server.updateSettings({ 'easel.providers': [entry] });
    second = await openWorkbench(fixture.server);
  });
  after(async () => {
    await second.close();
    await service.stop();
  });

  const images = (): string => path.join(fixture.workspace, 'images');
  const tasks = (): number => service.received['/text-to-image'] ?? 0;

  /** Process id of the window that runs the jobs of both. */
  function runner(): number {
    const file = path.join(fixture.server.userDataFolder, 'User', 'globalStorage', 'easel.easel', 'easel.db');
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return Number(/~(\d+)~/.exec(String(database.prepare('SELECT holder FROM lease').get()?.['holder']))?.[1]);
    } finally {
      database.close();
    }
  }

  async function openEngine(workbench: Workbench): Promise<void> {
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

  const showsJob = ({ statusBar }: Workbench): Promise<string> => statusBar.waitFor(/^1$/);
  const showsNone = ({ statusBar }: Workbench): Promise<unknown> =>
    until('nothing to show', async () => !(await statusBar.texts()).some((text) => /^1$/.test(text)), {
      seen: async () => (await statusBar.texts()).join(' | '),
    });

  it('show the jobs of the other window, each once', async () => {
    const { workbench } = fixture;
    // The window that opens Easel first runs the jobs.
    await openEngine(second);
    secondHost = await until('a window that runs the jobs', runner);
    await openEngine(workbench);
    service.holdTasks();
    await start(workbench, 'a windmill in the rain');
    await showsJob(workbench);
    const began = performance.now();
    await showsJob(second);
    const heard = performance.now() - began;
    await second.screenshot(path.join(cacheFolder, 'shots', 'two-windows.png'));
    service.releaseTasks();
    await waitForFiles(images(), 1, { timeout: 120_000 });
    await showsNone(second);
    await showsNone(workbench);
    report([`Two real windows: the second one showed the job ${heard.toFixed(0)} ms after the first`]);
    assert.equal(tasks(), 1);
    assert.equal(runner(), secondHost);
  });

  it('take over the jobs of a window that was closed', async () => {
    const { workbench } = fixture;
    service.holdTasks();
    await start(second, 'a harbour in the fog');
    await until('the service to have the job', () => tasks() === 2);
    await showsJob(workbench);
    // Without its page nothing brings the extension host back.
    await second.close();
    const began = performance.now();
    process.kill(secondHost, 'SIGKILL');
    service.releaseTasks();
    await waitForFiles(images(), 2, { timeout: 120_000 });
    const taken = performance.now() - began;
    await showsNone(workbench);
    await workbench.screenshot(path.join(cacheFolder, 'shots', 'two-windows-one-gone.png'));
    report([`Two real windows, the one that ran the job killed: the picture was there ${taken.toFixed(0)} ms later`]);
    assert.notEqual(runner(), secondHost);
    assert.equal(tasks(), 2);
    assert.equal(filesIn(images()).length, 2);
  });
});
