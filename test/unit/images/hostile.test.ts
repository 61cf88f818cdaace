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
/** Small, so that thousands of spoilt files are done in seconds: what is above is refused, which is an answer too. */
const decoders = { codecs, maxPixels: 200_000, drawSvg: () => Promise.reject(new Error('nothing is drawn')) };

const place = fc.nat(999_999).map((part) => part / 1_000_000);
const spoil = fc.oneof(
  fc.record({ kind: fc.constant('bit' as const), at: place, value: fc.nat(7) }),
  fc.record({ kind: fc.constant('set' as const), at: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant('fill' as const), at: place, value: fc.constantFrom(0, 255) }),
);
type Spoil = typeof spoil extends fc.Arbitrary<infer Value> ? Value : never;

function spoilt(bytes: Uint8Array, steps: readonly Spoil[]): Uint8Array {
  let out = Buffer.from(bytes);
  for (const step of steps) {
    const at = Math.floor(step.at * out.length);
    if (step.kind === 'set') out[at] = step.value;
    else if (step.kind === 'bit') out[at] = (out[at] ?? 0) ^ (1 << step.value);
    else if (step.kind === 'cut') out = out.subarray(0, at);
    else if (step.kind === 'fill') out.fill(step.value, at, Math.min(at + 4, out.length));
    else out = Buffer.concat([out.subarray(0, at), step.bytes, out.subarray(at)]);
  }
  return new Uint8Array(out);
}

describe('spoilt pictures', function () {
  this.timeout(480_000);

  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.md'))) {
    it(`${name}: converted or refused, nothing else`, async () => {
      let reached = 0;
      const original = new Uint8Array(readFileSync(join(folder, name)));
      await fc.assert(
        fc.asyncProperty(fc.array(spoil, { minLength: 1, maxLength: 3 }), async (steps) => {
          const file = spoilt(original, steps);
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

describe('spoilt SVGs', () => {
  it('become a drawing without script and address, or are refused', () => {
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
          // Inside of tags: words in a text are harmless.
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
