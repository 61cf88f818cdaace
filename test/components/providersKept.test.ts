/** The page Providers: what was typed and what is stored is not lost by one press, and the switches show what is so. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import type { ProviderForm, ProviderRow, ProvidersView } from '../../src/shared/protocol/pages/providers';
import { until } from '../harness/until';
import { useComponents, type OpenPage } from './stage';

const row = (id: string): ProviderRow => ({
  ...{ id, name: `Name of ${id}`, facts: [], priority: 1, state: 'ready', revision: '1', stateLabel: 'Ready' },
  ...{ isOn: { enabled: true, fallback: false, default: false }, isBuiltIn: false, tellsBalance: false },
});
const providers: ProvidersView = { rows: ['one', 'two', 'three'].map(row), invalid: [], types: [] };
const providerForm: ProviderForm = {
  title: 'Name of one',
  fields: [{ path: 'name', label: 'Name', value: 'Name of one', usual: '' }],
  secrets: [{ name: 'apiKey', label: 'Key', isSet: true, isNeeded: true }],
  address: 'https://kie.example',
};
const answers = { providers, providerForm, providerSave: { id: 'one' } };

describe('unsaved changes on the Providers page', () => {
  const components = useComponents();
  const open = (more: object = {}): Promise<OpenPage> =>
    components.open({ entries: 0, kept: { tab: 'providers' }, answers, ...more });
  const line = (page: Page, id: string): Locator => page.locator(`[data-provider=${id}]`);
  const form = (page: Page): Locator => page.locator('aside form');
  const edit = (page: Page, id: string): Promise<void> => line(page, id).getByRole('button', { name: /Edit/ }).click();
  const remove = async (page: Page, id: string): Promise<void> => {
    await line(page, id)
      .getByRole('button', { name: /^More actions for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
  };

  it('deletes a stored key only when the form is saved, and lets it be kept before', async () => {
    const { page, calls } = await open();
    await edit(page, 'one');
    await form(page).getByRole('button', { name: 'Clear Saved Value' }).click();
    await form(page).getByText('deleted when you save').waitFor();
    assert.deepEqual(await calls('providerSecret'), []);
    await form(page).getByRole('button', { name: 'Undo' }).click();
    assert.equal(await form(page).getByText('deleted when you save').count(), 0);
    await form(page).getByRole('button', { name: 'Clear Saved Value' }).click();
    await form(page).getByRole('button', { name: 'Save', exact: true }).click();
    await until('the key to be deleted', async () => (await calls('providerSecret')).length === 1);
    assert.deepEqual(await calls('providerSecret'), [['one', 'apiKey', '']]);
  });

  it('closes an unchanged form on Escape, and keeps a changed one until it is discarded', async () => {
    const { page } = await open();
    await edit(page, 'one');
    await form(page).waitFor();
    await page.keyboard.press('Escape');
    await until('no form', async () => (await form(page).count()) === 0);
    await edit(page, 'one');
    await form(page).getByLabel('Name').fill('Another name');
    await page.keyboard.press('Escape');
    await form(page).getByRole('alert').getByText('unsaved changes').waitFor();
    await edit(page, 'two');
    assert.equal(await form(page).getByLabel('Name').inputValue(), 'Another name');
    await form(page).getByRole('button', { name: 'Discard Changes' }).click();
    await until('no form', async () => (await form(page).count()) === 0);
  });

  it('keeps list and form when a refresh fails, and says so', async () => {
    const { page, stage } = await open();
    await edit(page, 'one');
    await form(page).getByLabel('Name').fill('Another name');
    await stage(({ options, tell }) => {
      options.refused = { providers: 'The settings can not be read.' };
      tell('history-changed');
    });
    await page.getByRole('alert').getByText('The settings can not be read.').waitFor();
    assert.equal(await form(page).getByLabel('Name').inputValue(), 'Another name');
    assert.equal(await page.locator('[data-provider]').count(), 3);
    await stage(({ options }) => delete options.refused);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await until('no complaint', async () => (await page.getByRole('alert').count()) === 0);
  });

  it('restores each removed provider, and keeps offering it when that fails', async () => {
    const { page, stage, calls } = await open();
    await line(page, 'one').waitFor();
    await remove(page, 'one');
    await page.getByText('Removed "Name of one".').waitFor();
    await remove(page, 'two');
    await page.getByText('Removed "Name of two".').waitFor();
    const undo = page.getByRole('button', { name: 'Undo' });
    assert.equal(await undo.count(), 2);
    await stage(({ options }) => Object.assign(options, { refused: { providerRestore: 'The disk is full.' } }));
    await undo.first().click();
    await page.getByRole('alert').getByText('The disk is full.').waitFor();
    assert.equal(await undo.count(), 2);
    await stage(({ options }) => delete options.refused);
    await undo.first().click();
    await until('one offer', async () => (await undo.count()) === 1);
    await undo.click();
    await until('no offer', async () => (await undo.count()) === 0);
    const restored = (await calls('providerRestore')).map(([id]) => id);
    assert.deepEqual([...new Set(restored)].sort(), ['one', 'two']);
  });

  it('shows the real state of a switch when changing it failed', async () => {
    const { page, calls } = await open({ refused: { providerSwitch: 'The settings can not be written.' } });
    const box = line(page, 'one').getByRole('checkbox', { name: 'Name of one: Enabled' });
    await box.click();
    await page.getByRole('alert').getByText('The settings can not be written.').waitFor();
    await until('it to be on again', () => box.isChecked());
    assert.deepEqual(await calls('providerSwitch'), [['one', 'enabled', false]]);
  });

  it('keeps the form open with the reason when the test of what was saved fails', async () => {
    const providerTest = {
      ...{ isGood: false, text: 'Name of one rejected the key.' },
      steps: [{ action: 'set-key', label: 'Set Key' }],
    };
    const opened = await open({ answers: { ...answers, providerTest } });
    const { page } = opened;
    await edit(page, 'one');
    await form(page).getByLabel('Name').fill('Another name');
    await form(page).getByRole('button', { name: 'Save and Test' }).click();
    await form(page).getByRole('alert').getByText(providerTest.text).waitFor();
    assert.equal(await form(page).getByLabel('Name').inputValue(), 'Another name');
    const password = form(page).locator('input[type=password]');
    await until('the focus in the key', () => password.evaluate((one) => one === document.activeElement));
    await opened.stage(({ options }) => {
      Object.assign(options.answers ?? {}, { providerTest: { isGood: true, text: 'It is working.', steps: [] } });
    });
    await page.keyboard.type('a-better-key');
    await page.keyboard.press('Enter');
    await until('the form to close', async () => (await form(page).count()) === 0);
    await line(page, 'one').getByText('It is working.').waitFor();
    assert.deepEqual(await opened.calls('providerSecret'), [['one', 'apiKey', 'a-better-key']]);
  });

  it('tests a key at once that is saved without a test, and nothing else', async () => {
    const providerTest = { isGood: true, text: 'It is working.', steps: [] };
    const opened = await open({ answers: { ...answers, providerTest } });
    const { page } = opened;
    const save = async (): Promise<void> => {
      await form(page).getByRole('button', { name: 'Save', exact: true }).click();
      await until('the form to close', async () => (await form(page).count()) === 0);
    };
    await edit(page, 'one');
    await form(page).getByLabel('Name').fill('Another name');
    await save();
    assert.deepEqual(await opened.calls('providerTest'), []);
    await edit(page, 'one');
    await form(page).locator('input[type=password]').fill('a-better-key');
    await save();
    await line(page, 'one').getByText('It is working.').waitFor();
    assert.deepEqual(await opened.calls('providerTest'), [['one']]);
  });

  it('does not call a stored key set for an address that it is not for', async () => {
    const address = { path: 'baseUrl', label: 'Address', value: 'https://other.example', usual: '' };
    const other: ProviderForm = { ...providerForm, fields: [...providerForm.fields, address] };
    const { page } = await open({ answers: { ...answers, providerForm: other } });
    await edit(page, 'one');
    await form(page).getByText('Not for this address').waitFor();
    assert.equal(await form(page).getByRole('button', { name: 'Clear Saved Value' }).count(), 0);
  });
});
