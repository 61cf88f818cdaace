/** The page Statistics: counted, drawn, told as tables, and up to date. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { addQwenService, AdminPage } from '../harness/adminPages/adminPage';
import { generate } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

describe('Statistics page', () => {
  const fixture = useWorkbench({
    // Prices are the user's own settings, which a browser reads only once.
    server: { settings: { 'easel.prices': [{ provider: 'qwen-image-service', amount: 0.25, currency: 'CNY' }] } },
    workbench: { width: 1300, height: 900 },
  });
  let simulator: QwenImageServiceSimulator;
  let page: AdminPage;
  const view = (): Locator => page.view();
  const figure = (name: string): Promise<string> =>
    view()
      .locator('.figures > div')
      .filter({ has: fixture.workbench.webview().getByText(name, { exact: true }) })
      .locator('dd')
      .first()
      .innerText();
  const figureIs = (name: string, value: RegExp): Promise<unknown> =>
    until(`${name} ${String(value)}`, async () => value.test(await figure(name)), { seen: () => figure(name) });

  before(async () => {
    simulator = await startQwenImageService();
    page = new AdminPage(fixture.workbench);
  });

  after(() => simulator.stop());

  it('says that there is no data, and offers to generate an image', async () => {
    await page.open('Statistics');
    await view().getByRole('combobox', { name: 'Period', exact: true }).selectOption({ label: 'All time' });
    await view().getByText('No statistics yet. Generate an image to get started.').waitFor();
    await view().getByRole('button', { name: 'Generate Image…' }).click();
    await fixture.workbench.quickInput.waitForText('→');
    await fixture.workbench.quickInput.close();
  });

  it('updates while images are generated, here and at a service with a price', async () => {
    const { workbench, workspace, server } = fixture;
    await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    await addQwenService(workbench, { url: simulator.url, user: 'demo', password: 'demo-password', name: 'Our GPU' });
    await workbench.notifications.click(/Our GPU/, 'Set as Default');
    await until('the default in the settings', () => JSON.stringify(server.settings()).includes('"default":true'));
    await generate(workbench, { prompt: 'mountain lake at dawn', workspace, count: 2 });
    await generate(workbench, { prompt: 'a cup of coffee', workspace, count: 3 });
    await page.open('Statistics');
    await figureIs('Jobs', /^3$/);
    await figureIs('Images', /^3$/);
    await figureIs('Success rate', /^100%$/);
    await figureIs('Average time', /^[\d.]+ s$/);
  });

  it('draws jobs over time by the selected grouping, with a table', async () => {
    const region = page.region(/^Jobs per /);
    await region.getByRole('img', { name: /Done: 3/ }).waitFor();
    await region.getByLabel('Group by').selectOption('provider');
    await region.getByRole('img', { name: /Our GPU: 2, Sketch: 1|sketch: 1/i }).waitFor();
    const bars = await region
      .locator('svg[role=img] rect')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    const tall = bars.filter((height) => height > 6).sort((a, b) => a - b);
    assert.equal(tall.length, 2);
    assert.ok(Math.abs((tall[1] ?? 0) / (tall[0] ?? 1) - 2) < 0.05, `twice as tall: ${tall.join(' and ')}`);
    await region.getByText('Show as table').press('Enter');
    const total = region.locator('tfoot tr');
    assert.match((await total.innerText()).replace(/\s+/g, ' '), /^Total 2 1 3$/);
  });

  it('shows providers with their durations and spending', async () => {
    const providers = page.region('By provider');
    await providers.getByText('Show as table').press('Enter');
    const line = providers.getByRole('row', { name: /Our GPU/ });
    assert.match((await line.innerText()).replace(/\s+/g, ' '), /^Our GPU 2 2 0 100% [\d.]+ s [\d.]+ s$/);
    const spent = page.region(/^Spending/);
    // The total, and the amount of the only provider.
    await until('both amounts', async () => (await spent.getByText('¥0.50').count()) === 2);
    await spent.getByRole('img', { name: /CNY: 0\.5/ }).waitFor();
  });

  it('checks balances only on request', async () => {
    const before = simulator.exchanges.length;
    const left = page.region('Balance and quota');
    await left.getByRole('button', { name: 'Check Balances' }).click();
    await left.getByText(/Our GPU: \d+ of 100 images left today/).waitFor();
    assert.ok(simulator.exchanges.length > before);
  });

  it('remembers the time span, and switches it immediately', async () => {
    const region = page.region(/^Jobs per /);
    await view().getByRole('combobox', { name: 'Period', exact: true }).selectOption({ label: '7 days' });
    await until('a bar for each of seven days', async () => {
      return (await region.locator('svg[role=img] g').count()) === 7;
    });
    await view().getByRole('combobox', { name: 'Period', exact: true }).selectOption({ label: '90 days' });
    await page.region('Jobs per week (from Monday)').waitFor();
    await view().getByRole('tab', { name: 'Jobs' }).click();
    await view().getByRole('tab', { name: 'Statistics' }).click();
    await figureIs('Jobs', /^3$/);
    assert.equal(await view().getByRole('combobox', { name: 'Period', exact: true }).inputValue(), '90');
  });

  it('has no serious accessibility violations, and fits a narrow page', async () => {
    assert.deepEqual(await page.seriousFaults(), []);
    await fixture.workbench.page.setViewportSize({ width: 700, height: 800 });
    await until('a narrow page', async () => (await (await page.frame()).evaluate(() => innerWidth)) < 500);
    assert.equal(await page.overflows(), false);
    assert.deepEqual(await page.seriousFaults(), []);
  });
});
