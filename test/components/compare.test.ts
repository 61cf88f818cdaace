/** Two images held against each other, by pointer and by keys alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import type { ComparedImage } from '../../src/shared/protocol/pages/compare';
import { until } from '../harness/until';
import { useComponents, type OpenPage } from './stage';

const image = (text: string, width = 640, height = 360): ComparedImage => ({
  url: `/images/x.png?width=${width}&height=${height}&text=${text}`,
  name: `${text}.png`,
  width,
  height,
  hasAlpha: false,
});
const kept = { tab: 'history', compared: [{ imageId: 'one' }] };
const line = (page: Page): Locator => page.getByRole('slider');
const valueOf = async (page: Page): Promise<number> => Number(await line(page).getAttribute('aria-valuenow'));

describe('comparison', () => {
  const components = useComponents();
  const open = (...compared: ComparedImage[]): Promise<OpenPage> => components.open({ entries: 0, kept, compared });

  it('moves the dividing line by arrow keys, in large steps with Shift, and by pointer', async () => {
    const { page, stage } = await open(image('original'), image('result'));
    await line(page).focus();
    for (const [key, value] of [
      ['ArrowRight', 51],
      ['Shift+ArrowLeft', 41],
      ['PageUp', 51],
      ['Home', 0],
      ['ArrowLeft', 0],
      ['End', 100],
    ] as const) {
      await line(page).press(key);
      assert.equal(await valueOf(page), value, key);
    }
    const cut = await page.locator('.cut').evaluate((element) => getComputedStyle(element).clipPath);
    assert.equal(cut, 'inset(0px 0px 0px 100%)');
    const box = (await page.locator('.stage').boundingBox())!;
    await page.mouse.move(box.x + box.width - 1, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 4, box.y + 40);
    await page.mouse.up();
    assert.equal(await valueOf(page), 25);
    assert.equal(await line(page).getAttribute('aria-label'), 'Divider');
    assert.deepEqual(await stage(({ violations }) => violations), []);
  });

  it('shows the same part of both images side by side when either is zoomed or panned', async () => {
    const { page } = await open(image('original'), image('result', 1280, 720));
    await page.getByRole('button', { name: 'Side by Side' }).click();
    const images = page.locator('.zoomable img');
    const places = (): Promise<string[]> =>
      images.evaluateAll((all) => all.map((one) => one.getAttribute('style') ?? ''));
    await until('two pictures', async () => (await images.count()) === 2);
    const before = await places();
    await page.locator('.zoomable').first().press('+');
    await page.locator('.zoomable').first().press('ArrowRight');
    const [one, other] = await until('both', async () => {
      const now = await places();
      return now[0] !== before[0] && now[1] !== before[1] ? now : undefined;
    });
    const geometry = (style = ''): number[] =>
      [...style.matchAll(/: (-?[\d.]+)px/g)].map((match) => Math.round(Number(match[1])));
    assert.deepEqual(geometry(one), geometry(other));
    await page.getByRole('button', { name: 'Fit' }).click();
    await until('the whole', async () => (await places())[0] === before[0]);
  });

  it('shows how many pixels differ, and that none do', async () => {
    const { page } = await open(image('original'), image('result'));
    await page.locator('.stage').waitFor();
    await page.keyboard.press('d');
    await page.getByText(/% of pixels differ/).waitFor();
    const same = await open(image('original'), image('original'));
    await same.page.locator('.stage').waitFor();
    await same.page.keyboard.press('d');
    await same.page.getByText('All pixels match').waitFor();
  });

  it('reports different sizes and ratios', async () => {
    const sizes = await open(image('original', 640, 360), image('result', 1280, 720));
    await sizes.page.getByText('640 × 360 and 1280 × 720, shown at the same size').waitFor();
    const ratios = await open(image('original', 400, 400), image('result', 640, 360));
    await ratios.page.getByText(/The aspect ratios differ, so each image is shown in full/).waitFor();
    await ratios.page.keyboard.press('d');
    await until(
      'the mode',
      async () =>
        (await ratios.page.getByRole('button', { name: 'Difference' }).getAttribute('aria-pressed')) === 'true',
    );
    assert.equal(await ratios.page.getByText(/pixels differ/).count(), 0);
  });

  it('swaps the sides, and closes on Escape', async () => {
    const { page, stage } = await open(image('original'), image('result'));
    const names = (): Promise<string[]> => page.locator('.caption strong').allInnerTexts();
    await until('names', async () => (await names()).join() === 'original.png,result.png');
    await page.keyboard.press('x');
    await until('the other way round', async () => (await names()).join() === 'result.png,original.png');
    await page.keyboard.press('Escape');
    await page.getByText('No images yet').waitFor();
    assert.ok(!('compared' in ((await stage((one) => one.kept)) as object)));
  });

  it('shows a skeleton, takes the focus, and returns it to the history', async () => {
    const { page } = await components.open({
      ...{ entries: 3, compared: [image('original'), image('result')] },
    });
    const isWithin = (place: string) => (): Promise<boolean> =>
      page.evaluate((one) => document.activeElement?.closest(one) !== null, place);
    await page.getByRole('listbox').press('c');
    await line(page).waitFor();
    await until('the focus in the comparison', isWithin('.stage'));
    await page.keyboard.press('Escape');
    await page.locator('.tile').first().waitFor();
    await until('the focus at the history', isWithin('[role=listbox], #tab-history'));
    const waiting = await components.open({ entries: 0, kept, silent: ['comparison'] });
    await waiting.page.getByRole('group', { name: 'Loading…' }).waitFor();
  });

  it('restores mode, order and zoom', async () => {
    const { page, stage } = await open(image('original'), image('result'));
    await page.locator('.stage').waitFor();
    await page.keyboard.press('b');
    await page.keyboard.press('x');
    await page.locator('.zoomable').first().press('+');
    const styleOf = (one: Page): Promise<string | null> => one.locator('.zoomable img').first().getAttribute('style');
    await until('larger', async () => /left: ?-/.test((await styleOf(page)) ?? ''));
    const [style, state] = [await styleOf(page), await stage((one) => one.kept)];
    const back = await components.open({
      ...{ entries: 0, kept: state, compared: [image('original'), image('result')] },
    });
    await back.page.locator('.zoomable').first().waitFor();
    const side = back.page.getByRole('button', { name: 'Side by Side' });
    assert.equal(await side.getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await back.page.locator('.caption strong').allInnerTexts(), ['result.png', 'original.png']);
    await until('as large', async () => (await styleOf(back.page)) === style);
  });

  it('shows other images unzoomed and unswapped, in the last mode', async () => {
    const look = {
      of: '[{"imageId":"other"}]',
      mode: 'side',
      isSwapped: true,
      line: 3,
      zoom: { scale: 9, x: 0, y: 0 },
    };
    const compared = [image('original'), image('result')];
    const { page } = await components.open({ entries: 0, kept: { ...kept, look }, compared });
    await page.locator('.zoomable').first().waitFor();
    const side = page.getByRole('button', { name: 'Side by Side' });
    assert.equal(await side.getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await page.locator('.caption strong').allInnerTexts(), ['original.png', 'result.png']);
    assert.equal(await page.locator('.movable').count(), 0);
  });

  for (const mode of ['Slider', 'Side by Side', 'Difference']) {
    it(`says which image can't be loaded, as ${mode}`, async () => {
      const { page } = await open(image('original'), { ...image('gone'), url: '/gone.png' });
      await page.locator('.stage').waitFor();
      await page.getByRole('button', { name: mode }).click();
      await page.getByText("Can't show gone.png").waitFor();
      assert.equal(await page.getByText("Can't show original.png").count(), 0);
      if (mode === 'Difference') await page.getByText("Can't compare the pixels").waitFor();
    });
  }

  it('distinguishes a deleted image from one without an original', async () => {
    const two = { tab: 'history', compared: [{ hash: 'a'.repeat(64) }, { imageId: 'one' }] };
    const { page } = await components.open({ entries: 0, kept: two, compared: [image('alone')] });
    await page.getByText('One of the two images is no longer available').waitFor();
    assert.equal(await page.getByText('generated from text only').count(), 0);
  });

  it('says that there is no original, and why images failed to load', async () => {
    const { page } = await open(image('alone'));
    await page.getByText('This image was generated from text only').waitFor();
    const refused = { comparison: 'The picture is gone.' };
    const failed = await components.open({ entries: 0, kept, refused });
    await failed.page.getByRole('alert').getByText('The picture is gone.').waitFor();
  });
});
