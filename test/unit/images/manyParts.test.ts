/** Pictures of very many parts: whoever looks at what came in stands in the extension host, where everybody waits. */
import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import { describe, it } from 'mocha';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { readZip } from '../../../src/http/files/zip';
import { avifOfBoxes, jpegOfSegments, pngOfChunks } from '../../fixtures/manyChunks';
import { pngOf } from '../../fixtures/png';
import { processorTime } from '../../harness/processes/processorTime';

const megabyte = 1024 * 1024;
/** Milliseconds of work, on whatever machine. */
const longest = 50;

/** What it takes at best: others may have left garbage to be collected. */
function workOf(run: () => unknown): number {
  let least = Infinity;
  for (let turn = 0; turn < 5 && least > longest; turn += 1) {
    const start = processorTime();
    run();
    least = Math.min(least, processorTime() - start);
  }
  return least;
}

describe('a picture of very many parts', () => {
  const large = pngOfChunks(64 * megabyte);
  const cases: [name: string, bytes: Uint8Array][] = [
    ['PNG, 64 MB of empty texts', large],
    ['PNG, 64 MB of empty pixels', pngOfChunks(64 * megabyte, 'IDAT')],
    ['JPEG, 64 MB of marks without content', jpegOfSegments(64 * megabyte, [0xff, 0x01])],
    ['JPEG, 64 MB of filling', jpegOfSegments(64 * megabyte, [0xff])],
    ['JPEG, 64 MB of empty comments', jpegOfSegments(64 * megabyte, [0xff, 0xfe, 0, 2])],
    ['AVIF, 64 MB of empty boxes', avifOfBoxes(64 * megabyte)],
  ];
  for (const [name, bytes] of cases) {
    it(`${name}: is looked at in less than ${longest} ms`, () => {
      for (const look of [sniffImage, imageTypeOf]) {
        const work = workOf(() => look(bytes));
        assert.ok(work < longest, `${look.name}: ${Math.round(work)} ms`);
      }
    });
  }

  it('is none', () => {
    assert.equal(sniffImage(large), undefined);
    assert.equal(imageTypeOf(large), undefined);
  });

  it('is one, when the parts are as many as a real one may have', () => {
    const parts = pngOfChunks(10_000 * 12);
    assert.deepEqual([sniffImage(parts)?.isWhole, imageTypeOf(parts)], [true, 'image/png']);
    const fillings = jpegOfSegments(1_000, [0xff]);
    assert.deepEqual([sniffImage(fillings)?.isWhole, imageTypeOf(fillings)], [true, 'image/jpeg']);
  });

  it('in a small ZIP costs no more than any other entry of that size', async () => {
    const parts = pngOfChunks(16 * megabyte);
    const zip = zipSync({ 'a.png': parts, 'b.png': pngOf(64, 64) });
    assert.ok(zip.length < 64 * 1024, `${zip.length} bytes`);
    const entries = await readZip(zip);
    assert.deepEqual(
      entries.map(({ bytes }) => imageTypeOf(bytes)),
      [undefined, 'image/png'],
    );
    const work = workOf(() => entries.forEach(({ bytes }) => imageTypeOf(bytes)));
    assert.ok(work < longest, `${Math.round(work)} ms`);
  });
});
