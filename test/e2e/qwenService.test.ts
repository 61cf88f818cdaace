/** A service with a sign-in and a queue: added through the steps of the command, and a job that outlives its window. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { generate, openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { waitForFiles } from '../harness/files/workspace';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const submitPath = '/text-to-image';

describe('Qwen Image Service', () => {
  const fixture = useWorkbench();
  let simulator: QwenImageServiceSimulator;

  before(async () => {
    simulator = await startQwenImageService({ secondsPerImage: 0.2 });
  });

  after(() => simulator.stop());

  it('is added in steps with its password in secret storage, tested, and made the default', async () => {
    const { server, workbench } = fixture;
    const { quickInput, notifications } = workbench;
    await workbench.runCommand('easel.addProvider');
    await quickInput.waitForText('Select a service type');
    await quickInput.select('Qwen Image Service');
    await quickInput.waitForText('Address of the service');
    await quickInput.answer(simulator.url);
    await quickInput.waitForText('User name');
    await quickInput.answer('demo');
    await quickInput.waitForText('Password');
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.answer('demo-password');
    await quickInput.waitForText('Enter a name for this provider');
    await quickInput.answer('Our GPU');
    const message = await notifications.waitFor(/Our GPU.*1\.3\.0/);
    assert.ok(message.buttons.includes('Set as Default'), message.buttons.join(', '));
    const settings = JSON.stringify(server.settings());
    assert.ok(settings.includes(simulator.url) && settings.includes('Our GPU'));
    assert.ok(!settings.includes('demo-password'));
    await notifications.click(/Our GPU/, 'Set as Default');
    await until('the default in the settings', () => JSON.stringify(server.settings()).includes('"default":true'));
  });

  it('generates an image as the default provider', async () => {
    const { workspace, workbench } = fixture;
    await until('the input to name the service', async () => {
      await openPrompt(workbench);
      const line = await workbench.quickInput.message();
      await workbench.quickInput.close();
      return line.includes('Our GPU');
    });
    const made = await generate(workbench, { prompt: 'a lighthouse at dawn', workspace });
    assert.equal(made.files.length, 1);
    assert.equal(simulator.received[submitPath], 1);
    await workbench.notifications.waitFor(/lighthouse.*Our GPU/);
  });

  it('finishes a job after a reload, and submits it once', async () => {
    const { workspace, workbench } = fixture;
    simulator.holdTasks();
    await openPrompt(workbench);
    await workbench.quickInput.answer('a harbour in the fog');
    await until('the service to have the job', () => simulator.received[submitPath] === 2);
    await workbench.reload();
    simulator.releaseTasks();
    const files = await waitForFiles(path.join(workspace, 'images'), 2, { timeout: 120_000 });
    assert.ok(
      files.some((file) => path.basename(file).includes('harbour')),
      files.join(', '),
    );
    assert.equal(simulator.received[submitPath], 2);
  });
});
