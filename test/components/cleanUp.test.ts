/** The clean-up of the history: what would go at each age, one deletion for two presses, and errors that do not stick. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { until } from '../harness/until';
import { useComponents, type OpenPage } from './stage';

describe('Clean Up dialog', () => {
  const components = useComponents();
  const route = { page: 'history', cleanUp: true };
  const old = { images: 1200, jobs: 34, bytes: 5e9 };
  const open = (more: object = {}): Promise<OpenPage> =>
    components.open({ entries: 20, route, answers: { old }, ...more });

  it('shows for each age how much would be deleted', async () => {
    const { page, calls } = await open();
    await page.getByText('Images: 1,200').waitFor();
    const choices = await page.getByRole('dialog').getByRole('option').allInnerTexts();
    assert.deepEqual(
      choices.map((choice) => choice.trim()),
      ['7 days', '30 days', '90 days', 'a year']
        .map((age) => `Older than ${age} (1,234)`)
        .concat('All entries (1,234)'),
    );
    const asked = (await calls('old')).map(([age]) => (age as { days: number }).days);
    assert.deepEqual(asked, [7, 30, 90, 365, 0]);
  });

  it('deletes once when the button is pressed repeatedly', async () => {
    const { page, calls } = await open({ silent: ['cleanUp'] });
    await page.getByText('Images: 1,200').waitFor();
    const button = page.getByRole('dialog').getByRole('button', { name: 'Delete' });
    await button.evaluate((element) => {
      (element as HTMLElement).click();
      (element as HTMLElement).click();
    });
    await until('the button to rest', () => button.isDisabled());
    assert.deepEqual(await calls('cleanUp'), [[{ days: 90, keepFavorites: true }]]);
  });

  it('clears the error when another age is chosen', async () => {
    const { page, stage } = await open({ refused: { cleanUp: 'The history is locked.' } });
    await page.getByText('Images: 1,200').waitFor();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('alert').getByText('The history is locked.').waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'Delete' }).isDisabled(), false);
    await stage(({ options }) => delete options.refused);
    await dialog.getByRole('combobox').selectOption('7');
    await until('no complaint', async () => (await dialog.getByRole('alert').count()) === 0);
    await dialog.getByText('Images: 1,200').waitFor();
  });

  it('counts again when another age is chosen after counting failed', async () => {
    const { page, stage } = await open({ refused: { old: 'The history is locked.' } });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').waitFor();
    await stage(({ options }) => delete options.refused);
    await dialog.getByRole('combobox').selectOption('7');
    await dialog.getByText('Images: 1,200').waitFor();
  });
});
