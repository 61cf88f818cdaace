import assert from 'node:assert/strict';
import { strToU8, zipSync, type ZippableFile } from 'fflate';
import { describe, it } from 'mocha';
import { readZip } from '../../../src/http/files/zip';
import { assertFailure, failureOf } from '../harness/expect';

const limits = { entries: 8, entryBytes: 10_000, totalBytes: 30_000 };
const stored = (text: string): ZippableFile => [strToU8(text), { level: 0 }];

/** A copy with a little-endian number at an offset. */
function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

function documentAnchorOf(bytes: Uint8Array, signature: number): number {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 4 <= bytes.length; at += 1) if (data.getUint32(at, true) === signature) return at;
  assert.fail('no such record');
}

describe('reading a ZIP', () => {
  it('returns the files in natural order, without folders', async () => {
    const zip = zipSync({
      'b/10.png': strToU8('ten'),
      'b/9.png': stored('nine'),
      'b/': new Uint8Array(),
      a2: strToU8(''),
    });
    const entries = await readZip(zip);
    assert.deepEqual(
      entries.map((entry) => entry.name),
      ['a2', 'b/9.png', 'b/10.png'],
    );
    assert.deepEqual(
      entries.map((entry) => Buffer.from(entry.bytes).toString()),
      ['', 'nine', 'ten'],
    );
  });

  it('reads a ZIP with a comment at its end', async () => {
    const zip = zipSync({ a: strToU8('x') });
    const end = zip.length - 22;
    const commented = new Uint8Array([...zip, ...strToU8('hello')]);
    new DataView(commented.buffer).setUint16(end + 20, 5, true);
    assert.equal((await readZip(commented)).length, 1);
  });

  it('rejects names that lead out of their folder', async () => {
    for (const name of ['../a', 'a/../../b', '/etc/passwd', 'C:\\x', '..\\x', 'a\u0000b']) {
      assertFailure(await failureOf(readZip(zipSync({ [name]: strToU8('x') }))), {
        kind: 'bad-answer',
        detail: 'ZIP: name',
      });
    }
  });

  it('rejects too many entries, too large entries, and too many bytes in total', async () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, strToU8('x')]));
    const large = { a: new Uint8Array(10_001) };
    const sum = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`f${index}`, new Uint8Array(9_000)]));
    for (const files of [many, large, sum]) {
      assertFailure(await failureOf(readZip(zipSync(files), limits)), { kind: 'bad-answer', reason: 'too-large' });
    }
  });

  it('rejects entries that are larger than declared', async () => {
    const bomb = zipSync({ a: new Uint8Array(5_000_000) });
    const central = documentAnchorOf(bomb, 0x02014b50);
    assertFailure(await failureOf(readZip(patched(bomb, central + 24, 100), limits)), {
      kind: 'bad-answer',
      reason: 'too-large',
    });
    const plain = zipSync({ a: stored('abcdef') });
    const place = documentAnchorOf(plain, 0x02014b50);
    assertFailure(await failureOf(readZip(patched(plain, place + 24, 3))), { kind: 'bad-answer', detail: 'ZIP: size' });
  });

  it('rejects entries that share their bytes, as in a zip bomb', async () => {
    const one = zipSync({ a: new Uint8Array(5_000), b: strToU8('x') });
    const first = documentAnchorOf(one, 0x02014b50);
    const second = first + 46 + 1;
    const data = new DataView(one.buffer, one.byteOffset);
    const twice = one.slice();
    // The second entry of the directory refers to the bytes of the first one.
    for (const at of [16, 20, 24, 42]) {
      new DataView(twice.buffer).setUint32(second + at, data.getUint32(first + at, true), true);
    }
    new DataView(twice.buffer).setUint16(second + 10, data.getUint16(first + 10, true), true);
    assertFailure(await failureOf(readZip(twice)), { kind: 'bad-answer', detail: 'ZIP: overlap' });
  });

  it('does not unpack a ZIP inside a ZIP', async () => {
    const inner = zipSync({ 'deep.png': strToU8('x') });
    const [entry, ...others] = await readZip(zipSync({ 'inner.zip': inner }));
    assert.deepEqual([entry?.name, entry?.bytes, others], ['inner.zip', inner, []]);
  });

  it('rejects damaged, encrypted and unsupported ZIPs', async () => {
    const zip = zipSync({ a: stored('abcdef') });
    const central = documentAnchorOf(zip, 0x02014b50);
    const damaged = zip.slice();
    damaged[31] = 0x7a;
    assertFailure(await failureOf(readZip(damaged)), { kind: 'bad-answer', detail: 'ZIP: checksum' });
    assertFailure(await failureOf(readZip(patched(zip, central + 6, 0x0001_0014))), { detail: 'ZIP: encrypted' });
    assertFailure(await failureOf(readZip(patched(zip, central + 10, 0x000c))), { detail: 'ZIP: method' });
    assertFailure(await failureOf(readZip(patched(zip, central + 42, 0xffff_ffff))), { detail: 'ZIP: entry' });
    assertFailure(await failureOf(readZip(zip.subarray(0, zip.length - 3))), { reason: 'cut-answer' });
    assertFailure(await failureOf(readZip(new Uint8Array())), { reason: 'cut-answer' });
  });
});
