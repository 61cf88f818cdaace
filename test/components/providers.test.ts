/** The page Providers in a real browser: by keys alone, in narrow places, with what goes wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ProviderForm, ProviderRow, ProvidersView } from '../../src/shared/protocol/pages/providers';
import { until } from '../harness/until';
import type { Stage } from './page/options';
import { faultsOf, useComponents, widerThanTheirPlace, type OpenPage } from './stage';

const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);
const hostile = '<img src=x onerror=alert(1)> \u202ereversed';
const row = (id: string, name: string, change: Partial<ProviderRow> = {}): ProviderRow => ({
  ...{ id, name, facts: [`${id} · 10.0.0.1:8000`], priority: 1, state: 'ready', stateLabel: 'ready', revision: '1' },
  ...{ isOn: { enabled: true, fallback: true, default: false }, isBuiltIn: false, tellsBalance: true },
  ...change,
});
const view: ProvidersView = {
  rows: [
    row('gpu', 'Our GPU'),
    row('kie', long, { state: 'failing', stateLabel: 'Last request failed', problem: { text: hostile, steps: [] } }),
    row('slow', '服务商'.repeat(40), { state: 'cooling', stateLabel: 'cooling down {time}', coolingFor: 40_000 }),
  ],
  invalid: [{ entry: 3, name: long, problems: [`${hostile} ${long}`], hasForm: true }],
  types: [
    { type: 'kie', label: 'KIE', help: long },
    { type: 'gpu', label: 'Our GPU' },
  ],
};
const form: ProviderForm = {
  title: long,
  fields: [
    { path: 'name', label: 'Name', value: 'Our GPU', usual: '' },
    { path: 'baseUrl', label: long, value: '', usual: 'https://a.example', error: long },
  ],
  secrets: [{ name: 'apiKey', label: 'Key', isSet: true, isNeeded: true }],
  address: 'https://a.example',
};

describe('Providers page', () => {
  const components = useComponents();
  const answers = { providers: view, providerForm: form, providerTest: { isGood: false, text: long, steps: [] } };
  const open = (change: object = {}, width = 1000): Promise<OpenPage> =>
    components.open({ entries: 0, kept: { tab: 'providers' }, answers, ...change }, { width, height: 800 });
  const add = (page: Page) => page.getByRole('button', { name: 'Add Provider…' });
  const focused = (page: Page): Promise<string> =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );

  for (const width of [300, 500, 900, 2000]) {
    it(`fits a width of ${width} pixels with long words, without accessibility violations: list, types and form`, async () => {
      const { page, stage } = await open({}, width);
      await add(page).waitFor();
      await page.getByRole('button', { name: /^Test/ }).first().click();
      await page.locator('.report').first().waitFor();
      const fits = async (what: string): Promise<void> => {
        assert.deepEqual(await widerThanTheirPlace(page), [], what);
        assert.deepEqual(await faultsOf(page), [], what);
      };
      await fits('list');
      await add(page).click();
      await page.getByRole('button', { name: /^KIE/ }).waitFor();
      await fits('types');
      await page.getByRole('button', { name: /^KIE/ }).click();
      await page.locator('aside form').waitFor();
      await fits('form');
      assert.equal(await page.locator('.page img, aside img').count(), 0, 'text stays text');
      assert.deepEqual(await stage(({ violations }) => violations), []);
    });
  }

  it('keeps the focus with the current step, also where list and form take turns', async () => {
    for (const width of [700, 1200]) {
      const { page } = await open({}, width);
      await add(page).press('Enter');
      await until('the first type', async () => (await focused(page)).startsWith('KIE'), { seen: () => focused(page) });
      await page.keyboard.press('Escape');
      await until('the way there', async () => (await focused(page)) === 'Add Provider…', {
        seen: () => focused(page),
      });
      await page.getByRole('button', { name: 'Edit Our GPU' }).press('Enter');
      await until('the first field', () => page.evaluate(() => document.activeElement?.id === 'field-name'));
      await page.keyboard.press('Escape');
      await until('the line', async () => (await focused(page)).includes('Our GPU'), { seen: () => focused(page) });
    }
  });

  it('closes a form that fails to load, and says why', async () => {
    const { page } = await open({ refused: { providerForm: 'The setting can not be read.' } }, 700);
    await page.getByRole('button', { name: 'Edit Our GPU' }).press('Enter');
    await page.getByRole('alert').getByText('The setting can not be read.').waitFor();
    await until('a button', async () => (await focused(page)) === 'Cancel', { seen: () => focused(page) });
  });

  const setRow = async ({ page, stage }: OpenPage, change: Partial<ProviderRow>): Promise<void> => {
    await page.evaluate(
      (rows) => {
        const { options } = (globalThis as unknown as { stage: Stage }).stage;
        Object.assign(options.answers?.['providers'] ?? {}, { rows });
      },
      [row('gpu', 'Our GPU', change)],
    );
    await stage((one) => one.tell('job-changed'));
  };

  it('shows what the last test or job failed with, also after a reload, and drops a result of other settings', async () => {
    const problem = { text: 'Our GPU rejected the key.', steps: [{ action: 'set-key', label: 'Set Key' }] };
    const failing = row('gpu', 'Our GPU', { state: 'failing', stateLabel: 'Key rejected', problem });
    const providerTest = { isGood: true, text: 'Our GPU is working', steps: [] };
    const opened = await open({ answers: { ...answers, providers: { ...view, rows: [failing] }, providerTest } });
    const { page } = opened;
    await page.getByText('✗ Our GPU rejected the key.').waitFor();
    await page.getByRole('button', { name: 'Set Key' }).waitFor();
    await setRow(opened, {});
    await page.getByText('rejected').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Test Our GPU' }).click();
    await page.getByText('✓ Our GPU is working').waitFor();
    await setRow(opened, { revision: '2', state: 'untested', stateLabel: 'Not tested' });
    await page.getByText('Not tested').waitFor();
    assert.equal(await page.locator('.report').count(), 0);
  });

  it('leaves the state as it is when the balance query fails', async () => {
    const providerBalance = { isGood: false, text: 'The balance is out of reach.', steps: [] };
    const rows = [row('gpu', 'Our GPU', { stateLabel: 'Ready' })];
    const { page } = await open({ answers: { ...answers, providers: { ...view, rows }, providerBalance } });
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Balance' }).click();
    await page.getByText('✗ The balance is out of reach.').waitFor();
    assert.equal(await page.locator('.state').innerText(), 'Ready');
  });

  it('moves a provider by keys and announces its position', async () => {
    const { page, calls } = await open();
    await page.getByRole('button', { name: /Our GPU \(number 1 of 3\)/ }).press('Alt+ArrowDown');
    await until('the order', async () => (await calls('providerOrder')).length === 1);
    assert.deepEqual((await calls('providerOrder'))[0], [['kie', 'gpu', 'slow']]);
    assert.match(await page.locator('[aria-live]').allInnerTexts().then(String), /Our GPU is now number 2 of 3/);
  });

  it('shows a skeleton, why loading failed, and retries', async () => {
    const { page } = await open({ silent: ['providers'] });
    await page.getByRole('group', { name: 'Loading…' }).waitFor();
    const failed = await open({ refused: { providers: 'The settings can not be read.' } });
    await failed.page.getByRole('alert').getByText('The settings can not be read.').waitFor();
    await failed.page.getByRole('button', { name: 'Try Again' }).press('Enter');
    await until('another question', async () => (await failed.calls('providers')).length === 2);
  });

  it('isolates bidi controls in a name, in its menu too', async () => {
    const rows = [row('gpu', hostile)];
    const { page } = await open({ answers: { ...answers, providers: { ...view, rows, invalid: [] } } });
    await page.getByRole('button', { name: /^More/ }).click();
    const label = await page.getByRole('menu').getAttribute('aria-label');
    assert.equal(label, hostile.replace('\u202e', ''));
    assert.doesNotMatch(await page.content(), /\u202e/);
  });
});
