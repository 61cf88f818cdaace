/** Images that Easel turns upright, compared with what the browser shows. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { createCodecs } from '../../src/engine/images/pixels/codecs';
import { convert } from '../../src/engine/images/pixels/convert';
import { avifWithProperties, jpegWithExif, pngWithExif } from '../fixtures/oddImages';
import { projectRoot } from '../harness/files/paths';
import { openBrowser, type OpenBrowser } from '../harness/workbench/browser';
import { wasmOfPackages } from '../unit/images/pixelSources';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(projectRoot, 'test/fixtures/images', name)));
const decoders = { codecs: createCodecs(wasmOfPackages), drawSvg: () => Promise.reject(new Error('nothing is drawn')) };

/** Size, and the colors in the middle of the four quarters. */
interface Shown {
  size: string;
  colors: number[];
}

const files: [name: string, type: string, bytes: Uint8Array][] = [];
for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
  files.push([`JPEG, orientation ${orientation}`, 'image/jpeg', jpegWithExif(fixture('plain.jpg'), orientation)]);
  files.push([`PNG, orientation ${orientation}`, 'image/png', pngWithExif(fixture('opaque.png'), orientation)]);
}
for (const irot of [undefined, 0, 1, 2, 3]) {
  for (const imir of [undefined, 0, 1]) {
    const properties = { ...(irot !== undefined && { irot }), ...(imir !== undefined && { imir }) };
    const name = `AVIF, irot ${irot ?? 'left out'}, imir ${imir ?? 'left out'}`;
    files.push([name, 'image/avif', avifWithProperties(fixture('plain.avif'), properties)]);
  }
}

describe('an upright image', () => {
  let browser: OpenBrowser;
  before(async function () {
    this.timeout(240_000);
    browser = await openBrowser({ width: 200, height: 200, scale: 1 });
  });
  after(() => browser.close());

  function shownByBrowser(bytes: Uint8Array, type: string): Promise<Shown> {
    const url = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
    return browser.page.evaluate<Shown>(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(url)};
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      context.drawImage(image, 0, 0);
      const colorAt = (x, y) => [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data];
      const colors = [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]].flatMap(([x, y]) => colorAt(x, y));
      return { size: width + ' × ' + height, colors };
    })()`);
  }

  for (const [name, type, bytes] of files) {
    it(`looks as in the browser: ${name}`, async () => {
      const made = await convert(bytes, { to: 'image/png' }, decoders);
      const [own, browsers] = [await shownByBrowser(made.bytes, made.mimeType), await shownByBrowser(bytes, type)];
      assert.equal(own.size, browsers.size);
      const isNear = own.colors.every((value, index) => Math.abs(value - browsers.colors[index]!) <= 6);
      assert.ok(isNear, `${own.colors.join()} instead of ${browsers.colors.join()}`);
    });
  }
});
