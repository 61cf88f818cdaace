/** Search and filters of the history in a real browser: what is asked for, and what is kept of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { until } from '../harness/until';
import { shown, useComponents } from './stage';

describe('search of the history', () => {
  const components = useComponents();

  it('searches from every tab and filters by a range of dates', async () => {
    const { page, calls } = await components.open({ entries: 300, ended: 2 });
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await page.locator('.job').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('number 29');
    await until('eleven entries', async () => (await page.locator('.count').innerText()) === 'Entries: 11');
    await page.getByRole('combobox', { name: 'Date' }).selectOption('between');
    await page.getByLabel('From').fill('2026-03-01');
    await page.getByLabel('To', { exact: true }).fill('2026-03-31');
    const wanted = await page.evaluate(() => [new Date(2026, 2, 1).getTime(), new Date(2026, 3, 1).getTime()]);
    await until('the range to be asked for', async () => {
      const [query] = ((await calls('outline')).at(-1) ?? []) as { from?: number; before?: number; text?: string }[];
      return query?.from === wanted[0] && query?.before === wanted[1] && query?.text === 'number 29';
    });
  });

  it('restores the chosen span, counted from today', async () => {
    const { page, stage, calls } = await components.open({ entries: 30 });
    const date = (one: Page): Locator => one.getByRole('combobox', { name: 'Date' });
    await date(page).selectOption({ label: 'Last 7 days' });
    const wanted = await page.evaluate(() => new Date().setHours(0, 0, 0, 0));
    const sixDaysBefore = await page.evaluate(
      (today) => new Date(today).setDate(new Date(today).getDate() - 6),
      wanted,
    );
    await until('the week to be asked for', async () => {
      const [query] = ((await calls('outline')).at(-1) ?? []) as { from?: number }[];
      return query?.from === sixDaysBefore;
    });
    const state = (await stage((one) => one.kept)) as { query: object };
    // It was kept some days ago.
    const old = { ...state, query: { ...state.query, from: sixDaysBefore - 5 * 86_400_000 } };
    const back = await components.open({ entries: 30, kept: old });
    assert.equal(await date(back.page).inputValue(), '7');
    assert.equal(await back.page.getByLabel('From').count(), 0);
    const [query] = ((await back.calls('outline'))[0] ?? []) as { from?: number }[];
    assert.equal(query?.from, sixDaysBefore);
    await date(back.page).selectOption('between');
    await back.page.getByLabel('From').fill('2026-03-01');
    const between = await components.open({ entries: 30, kept: await back.stage((one) => one.kept) });
    assert.equal(await date(between.page).inputValue(), 'between');
    assert.equal(await between.page.getByLabel('From').inputValue(), '2026-03-01');
  });

  it('drops pending input when the search is cleared', async () => {
    const { page } = await components.open({ entries: 40 });
    await shown(page);
    const box = page.getByRole('searchbox', { name: 'Search prompts' });
    await box.fill('nothing');
    await page.getByText('Clear Search and Filters').waitFor();
    await page.evaluate(async () => {
      const typed = document.querySelector<HTMLInputElement>('input[type=search]')!;
      typed.value = 'nothing like it';
      typed.dispatchEvent(new InputEvent('input', { bubbles: true }));
      [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Clear Search'))!.click();
      // Timers come in their order: after this one of the same length the search has had its pause.
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    assert.equal(await box.inputValue(), '');
    await shown(page);
  });
});
