/** The browser of a window is gone, and its extension host lives on: another window starts jobs and gets their images. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openPrompt } from '../harness/easel/easel';
import { report } from '../harness/reporting/report';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { openWorkbench } from '../harness/workbench/workbench';
import { waitForFiles } from '../harness/files/workspace';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';

/** Milliseconds from Enter to the file. */
const mostTime = 10_000;

describe('window without its browser', () => {
  const fixture = useWorkbench();
  let service: QwenImageServiceSimulator;
  before(async () => {
    service = await startQwenImageService({ auth: 'open', secondsPerImage: 0.1 });
    const entry = {
      type: 'qwen-image-service',
      hosts: { domestic: service.url },
      default: true,
      pollSeconds: 0.2,
    };
    fixture.server.updateSettings({ 'easel.providers': [entry] });
  });
  after(() => service.stop());

  it('leaves the jobs of another window to that window at once, and each is submitted once', async () => {
    const images = path.join(fixture.workspace, 'images');
    const lost = await openWorkbench(fixture.server);
    // It opens Easel first, so it runs the jobs.
    await openPrompt(lost);
    await lost.quickInput.answer('a lighthouse');
    await waitForFiles(images, 1, { timeout: 60_000 });
    await lost.close();
    const { workbench } = fixture;
    await openPrompt(workbench);
    await workbench.quickInput.type('a windmill in the rain');
    const began = performance.now();
    await workbench.quickInput.answer('a windmill in the rain');
    await waitForFiles(images, 2, { timeout: 240_000 });
    const took = performance.now() - began;
    report([`A window whose browser is gone: another window had its image after ${took.toFixed(0)} ms`]);
    assert.equal(service.received['/text-to-image'], 2);
    assert.ok(took < mostTime, `took ${took.toFixed(0)} ms`);
    await until('nothing to show', async () => !(await workbench.statusBar.texts()).some((text) => /^1$/.test(text)));
  });
});
