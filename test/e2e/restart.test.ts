/** What outlives a restart of VS Code: the password, the provider, the history. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { generate, startEasel } from '../harness/easel/easel';
import { removeFolder, temporaryFolder } from '../harness/files/paths';
import type { VsCodeServer } from '../harness/vscode/server';
import { openWorkbench, type Workbench } from '../harness/workbench/workbench';
import { sampleWorkspace } from '../harness/files/workspace';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

describe('restart of VS Code', () => {
  const home = temporaryFolder('restart');
  const workspace = sampleWorkspace(path.join(home, 'workspace'));
  let simulator: QwenImageServiceSimulator;
  let port = 0;

  before(async () => {
    simulator = await startQwenImageService({ secondsPerImage: 0 });
  });

  after(async () => {
    await simulator.stop();
    removeFolder(home);
  });

  /** Each session is a VS Code of its own over the same data; secrets stand in the browser's profile, bound to the port. */
  async function inSession(work: (workbench: Workbench) => Promise<void>): Promise<void> {
    const server = await start();
    try {
      const workbench = await openWorkbench(server, { profileFolder: path.join(home, 'profile') });
      try {
        await work(workbench);
      } finally {
        await workbench.close();
      }
    } finally {
      await server.stop();
    }
  }

  async function start(): Promise<VsCodeServer> {
    const entry = {
      type: 'qwen-image-service',
      default: true,
      hosts: { domestic: simulator.url },
      options: { username: 'demo' },
    };
    const server = await startEasel({
      workspace,
      dataFolder: path.join(home, 'server'),
      port,
      settings: { 'easel.providers': [entry] },
    });
    port = server.port;
    return server;
  }

  it('keeps the password', async () => {
    await inSession(async (workbench) => {
      await workbench.runCommand('easel.setProviderKey');
      // There is only one that wants a password, so it is asked for at once.
      await workbench.quickInput.waitForText('Password');
      await workbench.quickInput.answer('demo-password');
      await generate(workbench, { prompt: 'a windmill', workspace });
    });
    await inSession(async (workbench) => {
      const made = await generate(workbench, { prompt: 'a watermill', workspace, count: 2 });
      assert.equal(made.files.length, 2);
    });
  });

  it('keeps the history', async () => {
    await inSession(async (workbench) => {
      await workbench.runCommand('easel.insertImage');
      await workbench.quickInput.waitForText('Insert Image');
      await workbench.quickInput.waitForItems();
      const labels = (await workbench.quickInput.items()).map((item) => item.label);
      assert.deepEqual(labels.sort(), ['a-watermill.png', 'a-windmill.png']);
    });
  });
});
