/** Malicious files: small ones that decode to huge images, ones that are two formats at once, ones that never end. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { after, before, describe, it } from 'mocha';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { convert } from '../../../src/engine/images/pixels/convert';
import { PixelError } from '../../../src/engine/images/formats/pixelImage';
import { safeSvg } from '../../../src/engine/images/formats/safeSvg';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { openImageStore } from '../../../src/engine/storage/imageStore';
import { pngOf } from '../../fixtures/png';
import { processorTime } from '../../harness/processes/processorTime';
import { assertFailure, failureOf } from '../../providers/harness/expect';
import { wasmOfPackages } from './pixelSources';

const decoders = {
  codecs: createCodecs(wasmOfPackages),
  drawSvg: () => Promise.reject(new Error('nothing is drawn')),
};

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([number(data.length), body, number(crc32(body))]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function png(width: number, height: number, ...chunks: Buffer[]): Uint8Array {
  const header = Buffer.concat([number(width), number(height), Buffer.of(8, 6, 0, 0, 0)]);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', header), ...chunks, chunk('IEND', Buffer.alloc(0))]));
}

const zeros = (bytes: number): Buffer => deflateSync(Buffer.alloc(bytes));
const pixels = (bytes: number): Buffer => chunk('IDAT', zeros(bytes));

function gif(screen: [number, number], frame: [number, number]): Uint8Array {
  const words = (...values: number[]): number[] => values.flatMap((value) => [value & 255, value >> 8]);
  const data = [2, 2, 0x84, 0x51, 0, 0x3b];
  return Uint8Array.from([
    ...Buffer.from('GIF89a'),
    ...words(...screen),
    ...[0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c],
    ...words(0, 0, ...frame),
    ...[0, ...data],
  ]);
}

function riff(...chunks: [name: string, data: Uint8Array][]): Uint8Array {
  const little = (value: number): Buffer => number(value).reverse();
  const parts = chunks.map(([name, data]) =>
    Buffer.concat([Buffer.from(name, 'latin1'), little(data.length), data, Buffer.alloc(data.length % 2)]),
  );
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
  return new Uint8Array(Buffer.concat([Buffer.from('RIFF', 'latin1'), little(body.length), body]));
}

const three = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255];
const sized = (width: number, height: number): number[] => [...three(width - 1), ...three(height - 1)];
const vp8x = (flags: number, width: number, height: number): [string, Uint8Array] => [
  'VP8X',
  Uint8Array.from([flags, 0, 0, 0, ...sized(width, height)]),
];
/** A lossless image of this size whose pixels are all equal and take no bytes. */
function vp8l(width: number, height: number): [string, Uint8Array] {
  const bits = ((width - 1) | ((height - 1) << 14)) >>> 0;
  return ['VP8L', Uint8Array.from([0x2f, ...number(bits).reverse(), 0x88, 0x88, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0])];
}

function animated(canvas: [number, number], frame: [number, number]): Uint8Array {
  const [name, data] = vp8l(...frame);
  const inner = Buffer.from(riff([name, data])).subarray(12);
  const head = [0, 0, 0, 0, 0, 0, ...sized(...frame), 0, 0, 0, 0];
  return riff(vp8x(2, ...canvas), ['ANIM', new Uint8Array(6)], ['ANMF', Uint8Array.from([...head, ...inner])]);
}

function box(type: string, data: Uint8Array, size = data.length + 8): Buffer {
  return Buffer.concat([number(size), Buffer.from(type, 'latin1'), data]);
}

const avifHead = box('ftyp', Buffer.from('avif\0\0\0\0avifmif1', 'latin1'));

function avif(width: number, height: number, ...rest: Buffer[]): Uint8Array {
  const ispe = box('ispe', Buffer.concat([number(0), number(width), number(height)]));
  return new Uint8Array(Buffer.concat([avifHead, box('meta', Buffer.concat([number(0), ispe])), ...rest]));
}

function jpeg(width: number, height: number): Uint8Array {
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3];
  const rest = [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0, 0xff, 0xd9];
  return Uint8Array.from([0xff, 0xd8, ...frame, ...rest]);
}

/** The refusal, which must take neither time nor memory. */
async function refusalOf(file: Uint8Array): Promise<string> {
  const started = processorTime();
  const before = process.memoryUsage().rss;
  let outcome = 'converted';
  try {
    await convert(file, { to: 'image/webp' }, decoders);
  } catch (thrown) {
    assert.ok(thrown instanceof PixelError, String(thrown));
    outcome = thrown.refusal;
  }
  const grown = (process.memoryUsage().rss - before) / 1024 ** 2;
  assert.ok(grown < 300, `${Math.round(grown)} MB more memory`);
  assert.ok(processorTime() - started < 8_000, `${Math.round(processorTime() - started)} ms`);
  return outcome;
}

describe('decompression bombs', function () {
  this.timeout(60_000);

  const absurd: [what: string, file: Uint8Array][] = [
    ['PNG of 60000 × 60000', png(60_000, 60_000, pixels(1000))],
    ['PNG of 2³¹ − 1 pixels in a row', png(0x7fffffff, 1, pixels(1000))],
    ['PNG with a size that is negative', png(0xffffffff, 0xffffffff, pixels(1000))],
    ['PNG of 20000 × 20000', png(20_000, 20_000, pixels(1000))],
    ['JPEG of 65500 × 65500', jpeg(65_500, 65_500)],
    ['GIF of 65535 × 65535', gif([65_535, 65_535], [65_535, 65_535])],
    ['WebP of 16777216 × 16777216', riff(vp8x(0, 16_777_216, 16_777_216), vp8l(16_384, 16_384))],
    ['AVIF of 2³² − 1', avif(0xffffffff, 0xffffffff)],
    ['AVIF of 60000 × 60000', avif(60_000, 60_000)],
  ];
  for (const [what, file] of absurd) {
    it(`refuses a ${what} (${file.length} bytes)`, async () => {
      const imageStore = openImageStore(join(tmpdir(), 'easel-bombs-never-written'));
      assertFailure(await failureOf(imageStore.keep(file)), { kind: 'bad-answer', reason: 'not-an-image' });
      assert.notEqual(await refusalOf(file), 'converted');
    });
  }

  const large: [what: string, file: Uint8Array][] = [
    ['PNG', png(16_000, 16_000, pixels(1000))],
    ['JPEG', jpeg(16_000, 16_000)],
    ['GIF', gif([16_000, 16_000], [16_000, 16_000])],
    ['WebP', riff(vp8l(16_000, 16_000))],
    ['WebP with a canvas', riff(vp8x(0, 16_000, 16_000), vp8l(16_000, 16_000))],
    ['AVIF', avif(16_000, 16_000, box('mdat', new Uint8Array(64)))],
  ];
  for (const [what, file] of large) {
    it(`refuses a ${what} of 16000 × 16000 without decompressing it`, async () => {
      assert.equal(await refusalOf(file), 'too-many-pixels');
    });
  }

  const hidden: [what: string, file: Uint8Array][] = [
    ['a GIF whose frame is larger than its screen', gif([10, 10], [65_535, 65_535])],
    ['a WebP whose frame is larger than its canvas', animated([10, 10], [16_000, 16_000])],
    ['an AVIF with a second, huge image', avif(10, 10, box('moov', Buffer.from(avif(30_000, 30_000))))],
  ];
  for (const [what, file] of hidden) {
    it(`refuses ${what} without decompressing it`, async () => assert.equal(await refusalOf(file), 'too-many-pixels'));
  }

  it('refuses a WebP whose canvas is smaller than its image', async () => {
    assert.equal(await refusalOf(riff(vp8x(0, 10, 10), vp8l(16_000, 16_000))), 'unreadable');
  });

  it('reads a PNG with excess data only as far as its size needs', async () => {
    const bomb = png(10, 10, pixels(300_000_000));
    assert.ok(bomb.length < 400_000);
    await refusalOf(bomb);
  });

  it('reads a PNG without decompressing its texts and color profile', async () => {
    const text = Buffer.concat([Buffer.from('Comment\0\0'), zeros(200_000_000)]);
    const profile = Buffer.concat([Buffer.from('icc\0\0'), zeros(200_000_000)]);
    await refusalOf(png(2, 2, chunk('iCCP', profile), chunk('zTXt', text), pixels(18)));
  });
});

describe('files that never end', () => {
  it('are answered within a quarter of a second', () => {
    const loops: Uint8Array[] = [
      new Uint8Array(Buffer.concat([avifHead, box('meta', new Uint8Array(40), 0)])),
      new Uint8Array(Buffer.concat([avifHead, box('free', new Uint8Array(40), 4)])),
      new Uint8Array(
        Buffer.concat([avifHead, ...Array.from({ length: 200_000 }, () => box('free', new Uint8Array(0)))]),
      ),
      png(4, 4, ...Array.from({ length: 100_000 }, () => chunk('tEXt', new Uint8Array(0)))),
      Uint8Array.from([0xff, 0xd8, ...new Array<number>(1_000_000).fill(0xff)]),
      riff(...Array.from({ length: 100_000 }, (): [string, Uint8Array] => ['JUNK', new Uint8Array(0)])),
      new Uint8Array(Buffer.concat([Buffer.from(gif([4, 4], [4, 4])).subarray(0, 13), Buffer.alloc(1_000_000, 0x21)])),
    ];
    for (const file of loops) {
      // The best of three, because the machine may be busy.
      const times = [1, 2, 3].map(() => {
        const started = processorTime();
        sniffImage(file);
        return processorTime() - started;
      });
      assert.ok(Math.min(...times) < 250, `${Math.round(Math.min(...times))} ms`);
    }
  });
});

describe('files that are valid in two formats', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'easel-bombs-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const page = strToU8('<!DOCTYPE html><script>alert(1)</script>');
  const script = strToU8('=1;alert(document.cookie)//');
  const archive = zipSync({ 'x.html': page });
  const image = pngOf(8, 8);
  const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

  it('are stored with the name and type of an image, or not at all', async () => {
    const imageStore = openImageStore(join(folder, 'vault'));
    for (const tail of [page, script, archive]) {
      const kept = await imageStore.keep(joined(image, tail));
      assert.deepEqual([kept.mimeType, kept.extension], ['image/png', 'png']);
    }
    for (const head of [page, script, archive, strToU8('\n'), strToU8('%PDF-1.7\n'), strToU8('#!/bin/sh\n')]) {
      assertFailure(await failureOf(imageStore.keep(joined(head, image))), {
        kind: 'bad-answer',
        reason: 'not-an-image',
      });
    }
    const names = readdirSync(join(folder, 'vault'), { recursive: true, encoding: 'utf8' });
    assert.ok(
      names.every((name) => !/\.(?!png$)\w+$/.test(name)),
      names.join(' '),
    );
  });

  it('are not stored as SVG, HTML, PDF, XML, scripts or programs', async () => {
    const imageStore = openImageStore(join(folder, 'documents'));
    const documents = [
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"/>',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>',
      '<html><body>sign in</body></html>',
      '%PDF-1.7',
      'MZ\u0090\u0000',
      '\u007fELF',
      'GIF89a',
      'BM is a car, and this is a text that is long enough',
    ];
    for (const text of documents) {
      const reason = text.includes('<svg') ? 'svg-result' : 'not-an-image';
      assertFailure(await failureOf(imageStore.keep(strToU8(text))), { kind: 'bad-answer', reason });
    }
  });
});

describe('an SVG from outside', () => {
  const size = { width: 9, height: 9 };
  const written = (inner: string, preface = ''): string =>
    safeSvg(
      `${preface}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">${inner}<rect width="3" height="3"/></svg>`,
      { drawn: size, own: size },
    ).svg;

  it('is drawn without anything that runs or loads', () => {
    const active = [
      '<script>alert(1)</script>',
      '<script href="https://evil.example/x.js"/>',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example"/></body></foreignObject>',
      '<image href="https://evil.example/x.png" width="9" height="9"/>',
      '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
      '<image href="http://169.254.169.254/latest" width="9" height="9"/>',
      '<use href="https://evil.example/x.svg#a"/>',
      '<a href="javascript:alert(1)"><text>x</text></a>',
      '<rect onload="alert(1)" onclick="alert(1)" width="1" height="1"/>',
      '<animate attributeName="href" values="javascript:alert(1)"/>',
      '<set attributeName="onload" to="alert(1)"/>',
      '<style>@import url(https://evil.example/x.css); rect { fill: url(https://evil.example/f.svg#a) }</style>',
      '<rect style="fill: url(https://evil.example/f.svg#a)" width="1" height="1"/>',
      '<feImage href="https://evil.example/x.png"/>',
      '<iframe src="https://evil.example"/><embed src="x"/><object data="x"/><audio src="x"/><video src="x"/>',
    ];
    for (const inner of active) {
      const svg = written(inner);
      assert.doesNotMatch(
        svg,
        /script|foreignObject|evil|passwd|169\.254|javascript|onload|onclick|import|iframe/i,
        inner,
      );
      assert.match(svg, /<rect/);
    }
  });

  it('is refused if it declares entities, which can read files and expand', () => {
    const prefaces = [
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/x.dtd"> %x;]>',
      '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    ];
    for (const preface of prefaces) assert.throws(() => written('<text>&x;&c;</text>', preface), PixelError);
  });
});
