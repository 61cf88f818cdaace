/** Images with very many parts: sniffing runs in the extension host and must not block it. */
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
/** Maximum milliseconds of work on any machine. */
const maxWork = 50;

/** The shortest of several runs, because garbage of other tests may be collected meanwhile. */
function workOf(run: () => unknown): number {
  let shortest = Infinity;
  for (let turn = 0; turn < 5 && shortest > maxWork; turn += 1) {
    const start = processorTime();
    run();
    shortest = Math.min(shortest, processorTime() - start);
  }
  return shortest;
}

describe('an image with very many parts', () => {
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
    it(`is sniffed in less than ${maxWork} ms: ${name}`, () => {
      for (const sniff of [sniffImage, imageTypeOf]) {
        const work = workOf(() => sniff(bytes));
        assert.ok(work < maxWork, `${sniff.name}: ${Math.round(work)} ms`);
      }
    });
  }

  it('is not accepted as an image', () => {
    assert.equal(sniffImage(large), undefined);
    assert.equal(imageTypeOf(large), undefined);
  });

  it('is accepted with as many parts as a real image may have', () => {
    const parts = pngOfChunks(10_000 * 12);
    assert.deepEqual([sniffImage(parts)?.isWhole, imageTypeOf(parts)], [true, 'image/png']);
    const fillings = jpegOfSegments(1_000, [0xff]);
    assert.deepEqual([sniffImage(fillings)?.isWhole, imageTypeOf(fillings)], [true, 'image/jpeg']);
  });

  it('in a small ZIP takes no longer than any other entry', async () => {
    const parts = pngOfChunks(16 * megabyte);
    const zip = zipSync({ 'a.png': parts, 'b.png': pngOf(64, 64) });
    assert.ok(zip.length < 64 * 1024, `${zip.length} bytes`);
    const entries = await readZip(zip);
    assert.deepEqual(
      entries.map(({ bytes }) => imageTypeOf(bytes)),
      [undefined, 'image/png'],
    );
    const work = workOf(() => entries.forEach(({ bytes }) => imageTypeOf(bytes)));
    assert.ok(work < maxWork, `${Math.round(work)} ms`);
  });
});
