/** Painting a mask: opened from the explorer, painted with mouse and keys, and looked at where it arrives. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { createCodecs } from '../../src/engine/images/pixels/codecs';
import { AdminPage } from '../harness/adminPages/adminPage';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { waitForFiles } from '../harness/files/workspace';
import { type OpenAiImagesSimulator, startOpenAiImages } from '../simulators/openai';
import { drawPng } from '../simulators/image';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';
import { wasmOfPackages } from '../unit/images/pixelSources';

const [width, height] = [400, 300];

describe('mask dialog', () => {
  const fixture = useWorkbench({
    workbench: { width: 1400, height: 900 },
    prepare: (workspace) => writeFileSync(path.join(workspace, 'lake.png'), drawPng(width, height, 'lake')),
  });
  let simulator: OpenAiImagesSimulator;
  let service: QwenImageServiceSimulator;
  let withoutMasks: object[];
  let withMasks: object[];
  const admin = (): AdminPage => new AdminPage(fixture.workbench);
  const view = (): Locator => admin().view();
  const painter = (): Locator => view().getByRole('dialog', { name: 'Paint the area to change' });
  const room = (): Locator => painter().getByRole('application');
  const key = (keys: string): Promise<void> => fixture.workbench.page.keyboard.press(keys);

  /** How much of the veil lies over a point of the picture, 0 to 255. */
  const veilAt = (x: number, y: number): Promise<number> =>
    painter()
      .locator('canvas')
      .evaluate(
        (canvas, at) => (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(at.x, at.y, 1, 1).data[3] ?? -1,
        { x, y },
      );
  const veilIs = (x: number, y: number, alpha: number): Promise<unknown> =>
    until(`a veil of ${alpha} at ${x}, ${y}`, async () => (await veilAt(x, y)) === alpha, {
      seen: async () => String(await veilAt(x, y)),
    });

  /** Drags from one point of the picture to another. */
  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { mouse } = fixture.workbench.page;
    const box = await painter().locator('.sheet').boundingBox();
    assert.ok(box);
    const at = ([x, y]: readonly [number, number]): [number, number] => [
      box.x + (x / width) * box.width,
      box.y + (y / height) * box.height,
    ];
    await mouse.move(...at(from));
    await mouse.down();
    await mouse.move(...at(to), { steps: 8 });
    await mouse.up();
  }

  async function isOpen(): Promise<void> {
    await until('the picture in the painter', async () => {
      const box = await painter().locator('.sheet').boundingBox();
      return box !== null && box.width > 200;
    });
  }

  before(async () => {
    simulator = await startOpenAiImages({ key: false });
    service = await startQwenImageService({ auth: 'open' });
    const images = {
      type: 'nano-banana-edits',
      name: 'Images',
      hosts: { domestic: `${simulator.url}/v1` },
      model: 'gpt-image-1.5',
    };
    const qwen = { type: 'qwen-image-service', name: 'Qwen', baseUrl: service.url, default: true };
    withoutMasks = [qwen];
    withMasks = [qwen, { type: 'sketch' }, images];
    fixture.server.updateSettings({ 'easel.providers': withoutMasks });
  });

  after(async () => {
    await simulator.stop();
    await service.stop();
  });

  it('says before anything is painted that no provider supports masks, and offers the whole image', async () => {
    const { dialog, explorer, quickInput } = fixture.workbench;
    const menu = await explorer.contextMenu('lake.png');
    await menu.choose('Easel', 'Paint Mask…');
    assert.match(await dialog.waitForText(), /Add Provider…[^]*None of your providers supports masks\./);
    await dialog.press('Edit the Whole Image');
    await quickInput.waitForText('Edit Image');
    assert.match(await quickInput.message(), /lake\.png · Qwen/);
    await key('Escape');
  });

  it('opens from the menu of an image, with a provider that supports masks', async () => {
    fixture.server.updateSettings({ 'easel.providers': withMasks });
    const menu = await fixture.workbench.explorer.contextMenu('lake.png');
    await menu.choose('Easel', 'Paint Mask…');
    await isOpen();
    const provider = view().getByRole('combobox', { name: 'Provider', includeHidden: true });
    const chosen = (): Promise<string> => provider.evaluate((one) => (one as HTMLSelectElement).value);
    await until('a provider for masks', async () => (await chosen()) === 'nano-banana-edits', { seen: chosen });
    assert.equal(await painter().getByRole('button', { name: 'Use Mask' }).isDisabled(), true);
  });

  it('paints with the mouse: brush, eraser, rectangle', async () => {
    await drag([60, 150], [160, 150]);
    await veilIs(110, 150, 255);
    await veilIs(110, 40, 0);
    await key('e');
    await drag([110, 100], [110, 200]);
    await veilIs(110, 150, 0);
    await veilIs(65, 150, 255);
    await key('r');
    await drag([250, 50], [350, 100]);
    await veilIs(300, 75, 255);
    await veilIs(300, 110, 0);
  });

  it('undoes, redoes and inverts', async () => {
    await key('ControlOrMeta+Z');
    await veilIs(300, 75, 0);
    await key('ControlOrMeta+Z');
    await veilIs(110, 150, 255);
    await key('ControlOrMeta+Shift+Z');
    await key('ControlOrMeta+Y');
    await veilIs(300, 75, 255);
    await veilIs(110, 150, 0);
    await key('i');
    await veilIs(300, 75, 0);
    await veilIs(10, 10, 255);
    await key('i');
    await veilIs(10, 10, 0);
  });

  it('paints by keyboard alone', async () => {
    await room().focus();
    await key('r');
    for (let times = 0; times < 60; times += 1) await key('ArrowLeft');
    for (let times = 0; times < 60; times += 1) await key('ArrowUp');
    await painter().getByText('0, 0').waitFor();
    await key('Enter');
    for (let times = 0; times < 5; times += 1) await key('ArrowRight');
    for (let times = 0; times < 4; times += 1) await key('ArrowDown');
    await key('Enter');
    await veilIs(38, 30, 255);
    await veilIs(42, 30, 0);
    await veilIs(38, 34, 0);
    const size = painter().getByRole('slider', { name: 'Size ([ and ])' });
    const before = Number(await size.inputValue());
    await key(']');
    await until('a larger brush', async () => Number(await size.inputValue()) > before);
    await key('[');
  });

  it('zooms in and back', async () => {
    const across = async (): Promise<number> => (await painter().locator('.sheet').boundingBox())?.width ?? 0;
    const before = await across();
    await room().focus();
    await key('+');
    await until('a larger picture', async () => (await across()) > before * 1.1);
    await key('0');
    await until('the picture as it was', async () => Math.abs((await across()) - before) < 2);
  });

  it('has no serious accessibility violations', async () => {
    assert.deepEqual(await admin().seriousFaults(), []);
  });

  it('keeps the mask while the page is hidden', async () => {
    const { workbench } = fixture;
    await workbench.editors.open(path.join(fixture.workspace, 'README.md'));
    await workbench.runCommand('easel.openAdmin');
    await isOpen();
    await veilIs(300, 75, 255);
    await veilIs(110, 150, 0);
  });

  it('sends the mask as a PNG of the image’s size, transparent where it was painted', async () => {
    await painter().getByRole('button', { name: 'Use Mask' }).click();
    await until('the painter to close', async () => (await painter().count()) === 0);
    await view().getByRole('combobox', { name: 'Provider' }).selectOption({ label: 'Qwen' });
    await view().getByText("This model doesn't support masks.").waitFor();
    await view().getByRole('button', { name: 'Use Images' }).press('Enter');
    await view().getByRole('button', { name: 'Paint Mask…', pressed: true }).waitFor();
    await view().getByRole('combobox', { name: 'Provider' }).selectOption({ label: 'Images' });
    const line = view().locator('.line');
    await until('the line', async () => (await line.innerText()).startsWith('Images'));
    await view().locator('textarea').fill('a boat on the lake');
    await view().locator('textarea').press('ControlOrMeta+Enter');
    await until('the edit at the service', () => simulator.edits.length === 1);
    const [files = []] = simulator.edits;
    const mask = files.find(({ field }) => field === 'mask');
    assert.ok(mask, files.map(({ field }) => field).join(', '));
    assert.equal(mask.type, 'image/png');
    const decoded = await createCodecs(wasmOfPackages).decodePng(new Uint8Array(mask.bytes));
    assert.deepEqual([decoded.width, decoded.height], [width, height]);
    const alpha = (x: number, y: number): number | undefined => decoded.data[(y * width + x) * 4 + 3];
    assert.deepEqual([alpha(65, 150), alpha(300, 75), alpha(38, 30)], [0, 0, 0], 'open where it was painted');
    assert.deepEqual([alpha(110, 150), alpha(200, 250), alpha(300, 110)], [255, 255, 255], 'closed elsewhere');
    await waitForFiles(fixture.workspace, 1);
    await until('the result', async () => (await view().locator('li[data-job] .image img').count()) === 1);
  });

  it('sends the mask to sketch, which changes nothing outside of it', async () => {
    await view().getByRole('combobox', { name: 'Provider' }).selectOption({ label: 'sketch' });
    await until('the line', async () => (await view().locator('.line').innerText()).startsWith('sketch'));
    await view().locator('textarea').fill('invert the colours');
    await view().locator('textarea').press('ControlOrMeta+Enter');
    const images = view().locator('li[data-job] .image img');
    await until('the second result', async () => (await images.count()) === 2, { timeout: 120_000 });
    const changed = await images.first().evaluate(async (image) => {
      const shown = new Image();
      shown.crossOrigin = 'anonymous';
      shown.src = (image as HTMLImageElement).src;
      await shown.decode();
      const surface = new OffscreenCanvas(shown.naturalWidth, shown.naturalHeight).getContext('2d');
      surface?.drawImage(shown, 0, 0);
      const scale = shown.naturalWidth / 400;
      const at = (x: number, y: number): number[] => [
        ...(surface?.getImageData(x * scale, y * scale, 1, 1).data.slice(0, 3) ?? []),
      ];
      return { inside: at(300, 75), outside: at(200, 250) };
    });
    const original = await createCodecs(wasmOfPackages).decodePng(drawPng(width, height, 'lake'));
    const before = (x: number, y: number): number[] => [
      ...original.data.slice((y * width + x) * 4, (y * width + x) * 4 + 3),
    ];
    const near = (one: number[], other: number[]): boolean =>
      one.every((value, index) => Math.abs(value - (other[index] ?? 0)) < 12);
    assert.ok(near(changed.outside, before(200, 250)), `${String(changed.outside)} for ${String(before(200, 250))}`);
    assert.ok(!near(changed.inside, before(300, 75)), `${String(changed.inside)} for ${String(before(300, 75))}`);
  });
});
