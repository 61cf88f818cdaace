import { readdirSync, readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { convert } from '../../../src/engine/images/pixels/convert';
import { PixelError } from '../../../src/engine/images/formats/pixelImage';
import { safeSvg } from '../../../src/engine/images/formats/safeSvg';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { sniffSvg } from '../../../src/engine/images/formats/svg';
import { root, wasmOfPackages } from './pixelSources';
import { runs } from '../../fuzz/runs';

const folder = join(root, 'test/fixtures/images');
const codecs = createCodecs(wasmOfPackages);
/**
 * A low limit, so that thousands of corrupted files take seconds: larger ones are refused, which is a valid outcome.
 */
const decoders = { codecs, maxPixels: 200_000, drawSvg: () => Promise.reject(new Error('nothing is drawn')) };

const position = fc.nat(999_999).map((part) => part / 1_000_000);
const corruption = fc.oneof(
  fc.record({ kind: fc.constant('bit' as const), at: position, value: fc.nat(7) }),
  fc.record({ kind: fc.constant('set' as const), at: position, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: position }),
  fc.record({ kind: fc.constant('insert' as const), at: position, bytes: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant('fill' as const), at: position, value: fc.constantFrom(0, 255) }),
);
type Corruption = typeof corruption extends fc.Arbitrary<infer Value> ? Value : never;

function corrupt(bytes: Uint8Array, changes: readonly Corruption[]): Uint8Array {
  let out = Buffer.from(bytes);
  for (const change of changes) {
    const at = Math.floor(change.at * out.length);
    if (change.kind === 'set') out[at] = change.value;
    else if (change.kind === 'bit') out[at] = (out[at] ?? 0) ^ (1 << change.value);
    else if (change.kind === 'cut') out = out.subarray(0, at);
    else if (change.kind === 'fill') out.fill(change.value, at, Math.min(at + 4, out.length));
    else out = Buffer.concat([out.subarray(0, at), change.bytes, out.subarray(at)]);
  }
  return new Uint8Array(out);
}

describe('corrupted images', function () {
  this.timeout(480_000);

  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.md'))) {
    it(`converts or refuses ${name}, and never crashes`, async () => {
      let reached = 0;
      const original = new Uint8Array(readFileSync(join(folder, name)));
      await fc.assert(
        fc.asyncProperty(fc.array(corruption, { minLength: 1, maxLength: 3 }), async (changes) => {
          const file = corrupt(original, changes);
          if (sniffImage(file)) reached += 1;
          try {
            const { bytes, width, height } = await convert(file, { to: 'image/webp' }, decoders);
            const facts = sniffImage(bytes);
            assert.deepEqual([facts?.width, facts?.height, facts?.isWhole], [width, height, true]);
          } catch (thrown) {
            assert.ok(thrown instanceof PixelError, String(thrown));
          }
        }),
        runs(120),
      );
      assert.ok(reached > 15, `only ${reached} reached a decoder`);
    });
  }
});

const words = [
  ...[
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">',
    '</svg>',
    '<g>',
    '</g>',
    '<script>',
    '</script>',
  ],
  ...[
    '<image href="http://a/"/>',
    '<use href="#a"/>',
    ' onload="x"',
    '<style>',
    '</style>',
    '@import "x";',
    'url(http://a)',
  ],
  ...[
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&x;',
    '&#0;',
    '&#x3c;script&#x3e;',
    '<?',
    '?>',
    '<!DOCTYPE svg>',
    '"',
    "'",
    '<',
    '>',
  ],
  ...['<a xlink:href="javascript:x">', '<svg:rect id="a"/>', 'text', '\u0000', '\ufeff'],
];

describe('corrupted SVGs', () => {
  it('become a drawing without scripts and URLs, or are refused', () => {
    const svg = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 30 });
    let passed = 0;
    const size = { width: 9, height: 9 };
    fc.assert(
      fc.property(svg, fc.boolean(), (parts, isWrapped) => {
        const text = isWrapped ? `${words[0]}${parts.join('')}</svg>` : parts.join('');
        sniffSvg(new TextEncoder().encode(text));
        try {
          const written = safeSvg(text, { drawn: size, own: size }).svg;
          passed += 1;
          // Only within tags: text content may contain anything.
          const tags = written.match(/<[^>]*>/g) ?? [];
          for (const tag of tags) assert.doesNotMatch(tag, /script|onload|http:\/\/a|import/i);
          assert.doesNotMatch(written.replaceAll(/<[^>]*>/g, ''), /[<>"]/);
        } catch (thrown) {
          assert.ok(thrown instanceof PixelError, String(thrown));
        }
      }),
      runs(5_000),
    );
    assert.ok(passed > 50, `${passed} were drawings`);
  }).timeout(240_000);
});
