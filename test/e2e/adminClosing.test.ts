/** The admin page is closed while services still owe it their answers: nothing goes on for it, and nothing is left of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { AdminPage } from '../harness/adminPages/adminPage';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';
import { requestWatchers, type WireRequest } from '../simulators/wire';

/** Milliseconds in which calls are stopped; by itself the first of them ends after 20 s. */
const stoppedWithin = 12_000;

describe('admin page closed during a call', () => {
  const fixture = useWorkbench();
  let simulator: QwenImageServiceSimulator;
  let page: AdminPage;
  const asked: WireRequest[] = [];
  const watch = (request: WireRequest): void => void asked.push(request);
  /** Paths of what the service was asked, does not answer, and is still waited for. */
  const open = (): string[] => asked.filter(({ signal }) => !signal.aborted).map(({ path }) => path);
  const errors = (): string[] =>
    fixture.server
      .logTail(10_000)
      .split('\n')
      .filter((line) => line.includes('[error]'));

  before(async () => {
    simulator = await startQwenImageService({ auth: 'open' });
    const entry = { type: 'qwen-image-service', name: 'Our GPU', hosts: { domestic: simulator.url } };
    // Without the question whether it wants a sign-in, GET / is the test's alone.
    fixture.server.updateSettings({ 'easel.providers': [{ ...entry, options: { auth: 'off' } }] });
    page = new AdminPage(fixture.workbench);
    requestWatchers.add(watch);
  });
  after(async () => {
    requestWatchers.delete(watch);
    await simulator.stop();
  });

  it('cancels its calls without a message, and gets the answers when reopened', async () => {
    const { workbench } = fixture;
    await page.open('Providers');
    const row = page.view().locator('[data-provider]').filter({ hasText: 'Our GPU' });
    await row.waitFor();
    simulator.misbehave({ fault: { kind: 'hang' }, times: 1_000 });
    await row.getByRole('button', { name: /^Test/ }).click();
    await until('the test of the provider to wait', () => open().includes('/'));
    await page.view().getByRole('tab', { name: 'Service' }).click();
    const parts = ['/health', '/models', '/text-to-image/aspect-ratios'];
    await until('the page Service to wait', () => parts.every((part) => open().includes(part)), {
      seen: () => open().join(', '),
    });
    assert.ok(open().includes('/'), 'the test waits as well');
    const before = errors();
    await workbench.editors.closeTab('Easel');
    await until('every call to be stopped', () => open().length === 0, {
      timeout: stoppedWithin,
      seen: () => open().join(', '),
    });
    simulator.behave();
    await page.open('Service');
    await page.region('Service status').getByText('Healthy', { exact: true }).waitFor();
    assert.deepEqual(await workbench.notifications.list(), []);
    assert.deepEqual(errors(), before);
  });
});
