/** The history in a real browser: rows of true ratios, keys, menu and what is carried out of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { until } from '../harness/until';
import { shown, useComponents } from './stage';

interface Box {
  index: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the tiles stand that are in the page. */
function boxes(page: Page): Promise<Box[]> {
  return page.locator('.tile').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const { left, top, width, height } = tile.getBoundingClientRect();
      return { index: Number(tile.id.replace('entry-', '')), left, top, width, height };
    }),
  );
}

const list = (page: Page): Locator => page.getByRole('listbox');
const entry = (page: Page, index: number): Locator => page.locator(`#entry-${index}`);
const menu = (page: Page): Locator => page.getByRole('menu');

describe('History page', () => {
  const components = useComponents();

  it('renders a hundred thousand entries with a few hundred elements at any scroll position', async () => {
    const { page } = await components.open({ entries: 100_000 });
    await shown(page);
    for (const key of ['End', 'Home']) {
      await list(page).press(key);
      const index = key === 'End' ? 99_999 : 0;
      await until(`entry ${index}`, async () => (await entry(page, index).getAttribute('aria-selected')) === 'true');
      assert.ok((await page.locator('.tile').count()) < 200);
      const box = await entry(page, index).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 700, 'it is in sight');
    }
  });

  it('fills rows from edge to edge with the true ratios, below the heading of the day', async () => {
    const { page } = await components.open({ entries: 120 });
    await shown(page);
    const tiles = (await boxes(page)).filter(({ index }) => index < 30 && index % 20 !== 19);
    const ratios = [1664 / 928, 928 / 1664, 1, 1.5];
    for (const { index, width, height } of tiles) {
      assert.ok(Math.abs(width - ratios[index % 4]! * height) <= 2, `entry ${index}: ${width} × ${height}`);
    }
    const wide = (await list(page).evaluate((element) => element.clientWidth)) - 24;
    const all = await boxes(page);
    for (const top of [...new Set(all.map((box) => box.top))].slice(0, 2)) {
      const row = all.filter((box) => box.top === top);
      const left = Math.min(...row.map((box) => box.left));
      assert.equal(Math.round(Math.max(...row.map((box) => box.left + box.width)) - left), wide);
    }
    assert.equal(await page.locator('.heading').first().innerText(), 'Today');
  });

  it('moves nothing when the images load', async () => {
    const { page } = await components.open({ entries: 200 });
    await page.locator('.tile').first().waitFor();
    const before = await boxes(page);
    await shown(page);
    await until('all pictures in sight', () =>
      page.locator('.tile img').evaluateAll((images) => images.every((image) => (image as HTMLImageElement).complete)),
    );
    assert.deepEqual(await boxes(page), before);
  });

  it('shows a prompt with markup, control characters and bidi controls as plain text', async () => {
    const prompt = '<img src=x onerror="document.title=1"> \u202e\u0007<b>fox</b> \u05e9\u05dc\u05d5\u05dd';
    const { page, stage } = await components.open({ entries: 3, prompt });
    await shown(page);
    await entry(page, 0).click();
    const text = page.getByRole('region', { name: 'Details' }).locator('.prompt');
    await until('the prompt', async () => (await text.innerText()).includes('<b>fox</b>'));
    assert.equal(await text.innerText(), '<img src=x onerror="document.title=1"> <b>fox</b> \u05e9\u05dc\u05d5\u05dd');
    assert.equal(await text.locator('*').count(), 0);
    assert.equal(await text.getAttribute('dir'), 'auto');
    assert.ok(!(await entry(page, 0).getAttribute('title'))?.includes('\u202e'));
    assert.equal(await page.title(), 'Easel');
    assert.deepEqual(await stage(({ violations }) => violations), []);
  });

  it('opens the menu of an entry by right-click and Shift+F10, and returns the focus', async () => {
    const { page, calls } = await components.open({ entries: 60 });
    await shown(page);
    await entry(page, 2).click({ button: 'right' });
    const lines = await menu(page).getByRole('menuitem').allInnerTexts();
    const keys = lines.map((line) => line.replace(/\s+/g, ' '));
    for (const line of ['Insert I', 'Edit Again E', 'Use as Reference U', 'Reuse Parameters R', 'Compare C']) {
      assert.ok(keys.includes(line), `${line} in ${keys.join(', ')}`);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await calls('open'), [['image-2']]);
    assert.equal(await menu(page).count(), 0);

    await list(page).press('Home');
    await list(page).press('Shift+F10');
    await menu(page).waitFor();
    await page.keyboard.press('f');
    assert.deepEqual(await calls('setFavorite'), [[['image-0'], true]]);

    // A job without an image offers only what it can do.
    await list(page).press('End');
    await until('the last entry', async () => (await entry(page, 59).getAttribute('aria-selected')) === 'true');
    await page.keyboard.press('Shift+F10');
    assert.deepEqual(
      (await menu(page).getByRole('menuitem').allInnerTexts()).map((line) => line.replace(/\s+/g, ' ')),
      ['Reuse Parameters R', 'Regenerate G', 'Delete Delete'],
    );
    await page.keyboard.press('Escape');
    await until('the list to have the focus', () =>
      list(page).evaluate((element) => element.ownerDocument.activeElement === element),
    );
  });

  it('opens a new edit, its parameters or the comparison by key', async () => {
    const { page, stage } = await components.open({
      entries: 60,
      compared: [0, 1].map((index) => ({
        url: `/images/${index}.png?width=64&height=64`,
        name: `${index}.png`,
        width: 64,
        height: 64,
        hasAlpha: false,
      })),
    });
    const tabIs = (name: string): Promise<unknown> =>
      until(
        `the tab ${name}`,
        async () => (await page.getByRole('tab', { name }).getAttribute('aria-selected')) === 'true',
      );
    await shown(page);
    for (const key of ['e', 'u', 'r']) {
      await page.getByRole('tab', { name: 'History' }).click();
      await shown(page);
      await list(page).press('Home');
      await list(page).press(key);
      await tabIs('Create');
    }
    await page.getByRole('tab', { name: 'History' }).click();
    await shown(page);
    await entry(page, 0).click();
    await entry(page, 1).click({ modifiers: ['ControlOrMeta'] });
    await list(page).press('c');
    await page.getByRole('slider').waitFor();
    assert.deepEqual(await stage(({ calls }) => calls.find(({ method }) => method === 'comparison')?.values), [
      [{ imageId: 'image-0' }, { imageId: 'image-1' }],
    ]);
    await page.keyboard.press('Escape');
    await shown(page);
  });

  it('puts only the IDs of dragged images into the drag data', async () => {
    const { page } = await components.open({ entries: 5 });
    await shown(page);
    const carried = await entry(page, 1).evaluate((element) => {
      const data = new DataTransfer();
      element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: data }));
      return Object.fromEntries(data.types.map((type) => [type, data.getData(type)]));
    });
    assert.deepEqual(carried, { 'application/vnd.easel.pictures': '["image-1"]' });
  });

  it('copies an image to the clipboard as PNG', async () => {
    const { page } = await components.open({ entries: 4 });
    await shown(page);
    await entry(page, 3).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Copy Image' }).click();
    const size = await until('a picture on the clipboard', () =>
      page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const bitmap = await createImageBitmap(await item!.getType('image/png'));
        return [bitmap.width, bitmap.height];
      }),
    );
    assert.deepEqual(size, [300, 200]);
  });

  it('reports a copy only when it succeeded', async () => {
    const { page, stage } = await components.open({ entries: 4, answers: { copyPath: true, copyMarkdown: false } });
    await shown(page);
    const copied = page.getByRole('status').getByText('Copied to clipboard.');
    const choose = async (name: string): Promise<void> => {
      await entry(page, 3).click({ button: 'right' });
      await menu(page).getByRole('menuitem', { name }).click();
    };
    await choose('Copy Path');
    await copied.waitFor();
    await choose('Copy Markdown');
    await copied.waitFor({ state: 'detached' });
    await choose('Copy Image');
    await copied.waitFor();
    await stage(({ options }) => Object.assign(options, { refused: { copyPath: 'No folder is open.' } }));
    await choose('Copy Path');
    await page.getByRole('alert').getByText('No folder is open.').waitFor();
    assert.equal(await copied.count(), 0);
  });

  it('zooms the large image by wheel, keys and button', async () => {
    const { page } = await components.open({ entries: 8 });
    await shown(page);
    await entry(page, 0).click();
    const detail = page.getByRole('region', { name: 'Details' });
    const image = detail.locator('.zoomable img');
    const width = async (): Promise<number> => (await image.boundingBox())?.width ?? 0;
    await image.waitFor();
    const fitted = await width();
    assert.ok(fitted <= 1000 && fitted > 100);
    await detail.getByRole('button', { name: '100%' }).click();
    await until('its own pixels', async () => Math.round(await width()) === 1664);
    await detail.locator('.zoomable').press('0');
    await until('the whole', async () => (await width()) === fitted);
    await detail.locator('.zoomable').hover();
    await page.mouse.wheel(0, -200);
    await until('larger', async () => (await width()) > fitted * 1.3);
    await entry(page, 1).evaluate((element) => (element as HTMLElement).click());
    await until('the next, whole again', async () => (await detail.innerText()).includes('picture number 1'));
  });

  it('shows why reading or an action failed, and retries', async () => {
    const refused = { outline: 'The history is locked by another program.' };
    const { page, stage } = await components.open({ entries: 9, refused });
    await page.getByRole('alert').getByText('The history is locked').waitFor();
    await stage(({ options }) => delete options.refused);
    await page.getByText('Try Again').click();
    await shown(page);
    await stage(({ options }) => Object.assign(options, { refused: { insert: 'No file is open.' } }));
    await list(page).press('i');
    await page.getByRole('alert').getByText('No file is open.').waitFor();
  });

  it('keeps the active entry in place while new images arrive, without a gap', async () => {
    const { page, stage } = await components.open({ entries: 400 });
    await shown(page);
    await entry(page, 5).click();
    const prompt = page.getByRole('region', { name: 'Details' }).locator('.prompt');
    await until('the entry', async () => (await prompt.innerText()) === 'picture number 5');
    await list(page).evaluate((element) => element.scrollBy(0, 150));
    const selected = page.locator('.tile[aria-selected=true]');
    const place = async (): Promise<number> => Math.round((await selected.boundingBox())?.y ?? 0);
    await until('the scrolling', async () => (await list(page).evaluate((element) => element.scrollTop)) === 150);
    const before = await place();
    await stage(({ options, tell }) => {
      options.newer = 7;
      tell('history-changed');
    });
    await until('the new ones', async () => (await page.locator('.count').innerText()) === 'Entries: 407');
    await until('the same entry', async () => (await selected.getAttribute('id')) === 'entry-12');
    await until('the same place', async () => (await place()) === before, { seen: async () => `${await place()}` });
    assert.equal(await prompt.innerText(), 'picture number 5');
    assert.equal(await page.locator('.tile .skeleton').count(), 0);
  });

  it('opens the Clean Up dialog when the page is opened for it', async () => {
    const { page } = await components.open({ entries: 20, route: { page: 'history', cleanUp: true } });
    await page.getByRole('heading', { name: 'Clean Up History' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('shows the entry that the page was opened for', async () => {
    const route = { page: 'history', jobId: 'job-1200', imageId: 'image-1200' };
    const { page } = await components.open({ entries: 5_000, route });
    await until('the entry', async () => (await entry(page, 1200).getAttribute('aria-selected')) === 'true');
    await page.getByRole('region', { name: 'Details' }).getByText('picture number 1200').waitFor();
  });

  it('makes a missing thumbnail once, even when it scrolls into view repeatedly', async () => {
    const { page, calls } = await components.open({ entries: 2_000, withoutThumbnails: true });
    await shown(page);
    const made = async (): Promise<unknown[]> => (await calls('keepThumbnail')).map(([imageId]) => imageId);
    await until('the first ones to be made', async () => (await made()).includes('image-0'));
    await list(page).press('End');
    await until('the first ones to be gone', async () => (await entry(page, 0).count()) === 0);
    await list(page).press('Home');
    await shown(page);
    const all = await made();
    assert.equal(all.filter((imageId) => imageId === 'image-0').length, 1);
    assert.equal(new Set(all).size, all.length);
  });

  it('fetches entries with their thumbnails in one call, at most three screenfuls at a time', async () => {
    const { page, stage, calls } = await components.open({ entries: 100_000 });
    await shown(page);
    const before = (await calls('entriesWithThumbnails')).length;
    await stage(({ options }) => (options.silent = ['entriesWithThumbnails']));
    await list(page).evaluate(async (element) => {
      for (let step = 0; step < 200; step += 1) {
        element.scrollTop = step * 5_000;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    assert.equal((await calls('entriesWithThumbnails')).length - before, 3);
    assert.equal((await calls('thumbnails')).length, 0);
  });

  it('restores everything deleted within ten seconds, and keeps offering it when that fails', async () => {
    const { page, stage, calls } = await components.open({ entries: 40 });
    await shown(page);
    await list(page).press('Home');
    await list(page).press('Delete');
    await page.getByText('Deleted from history: 1').waitFor();
    await list(page).press('ArrowRight');
    await list(page).press('Delete');
    await page.getByText('Deleted from history: 2').waitFor();
    await stage(({ options }) => Object.assign(options, { refused: { restore: 'The disk is full.' } }));
    await list(page).press('ControlOrMeta+z');
    await page.getByRole('alert').getByText('The disk is full.').waitFor();
    await stage(({ options }) => delete options.refused);
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('no offer', async () => (await page.getByRole('button', { name: 'Undo' }).count()) === 0);
    const chosen = { imageIds: ['image-0', 'image-1'], jobIds: [] };
    assert.deepEqual(await calls('restore'), [[chosen], [chosen]]);
  });

  it('runs actions on several selected entries, and says why others are unavailable', async () => {
    const { page, calls } = await components.open({ entries: 60 });
    await shown(page);
    await entry(page, 0).click();
    await page.keyboard.press('Escape');
    for (const index of [1, 2]) await entry(page, index).click({ modifiers: ['ControlOrMeta'] });
    await page.getByText('Selected: 3').waitFor();
    await page.locator('footer').getByText('Select one or two images to compare.').waitFor();
    await list(page).press('c');
    await page.getByRole('alert').getByText('Select one or two images to compare.').waitFor();
    await entry(page, 1).click({ button: 'right' });
    const compare = menu(page).getByRole('menuitem', { name: /Compare/ });
    assert.equal(await compare.getAttribute('aria-disabled'), 'true');
    await menu(page).getByRole('menuitem', { name: /^Open/ }).click();
    await until('the one that was pressed', async () => (await calls('open')).length === 1);
    assert.deepEqual(await calls('open'), [['image-1']]);
    await list(page).press('ControlOrMeta+a');
    await page.getByText('Selected: 60').waitFor();
    await list(page).press('e');
    await page.getByRole('alert').getByText('at most 16 input images').waitFor();
  });

  it('keeps its entries when a refresh fails', async () => {
    const { page, stage } = await components.open({ entries: 40 });
    await shown(page);
    await stage(({ options, tell }) => {
      options.refused = { outline: 'The history is locked by another program.' };
      tell('history-changed');
    });
    await page.getByRole('alert').getByText('The history is locked').waitFor();
    assert.ok((await page.locator('.tile img.shown').count()) > 5);
  });

  it('follows its route once, not each time its tab is chosen', async () => {
    const { page } = await components.open({ entries: 20, route: { page: 'history', cleanUp: true } });
    await page.getByRole('heading', { name: 'Clean Up History' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    await shown(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  it('offers to generate an image while it is empty, with a button of normal height', async () => {
    const { page } = await components.open({ entries: 0 });
    const button = page.getByRole('button', { name: 'Generate Image…' });
    const box = await button.boundingBox();
    assert.ok(box && box.height < 40, `${box?.height} px`);
  });
});
