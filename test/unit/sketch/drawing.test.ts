import assert from 'node:assert/strict';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { EaselError } from '../../../src/shared/model/easelError';
import { defaultConfig } from '../../../src/engine/providers/configuration';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { submitFitted } from '../../providers/harness/expect';
import { sketch } from '../../../src/providers/sketch';
import { drawScene } from '../../../src/sketch/drawing/drawScene';
import { generateLimits } from '../../../src/providers/sketch/models';
import { withText } from '../../../src/sketch/drawing/raster/png';
import { describeScene } from '../../../src/sketch/scene/describeScene';
import { compositions, type Style } from '../../../src/sketch/scene/model';
import { recolor } from '../../../src/sketch/drawing/canvas/figure';
import type { SketchData } from '../../../src/sketch/reading/data';
import { readCoverage } from './fontCoverage';
import { assets, drawWith, rasterizer, readPng, sceneOf, sketchData, type Rasterizer } from './parts';
import { runs } from '../../fuzz/runs';

const hostile = [
  'x'.repeat(10_000),
  '雪'.repeat(10_000),
  '<script>alert(1)</script> & "quotes" \'apostrophes\' ]]> <!-- -->',
  '</text></svg><image href="file:///etc/passwd"/>',
  '\u0000\u0001\u0008\u000b\u001f\ufffe\uffff\ud800 lone',
  'مرحبا بالعالم ثعلب أحمر في الثلج',
  'שועל אדום בשלג',
  '빨간 여우 눈 속에서',
  'ཀཁག ꙮ 𒀀 𓀀',
  '\u202eevil\u202c \u200b\u200d\ufeff',
  '👨‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽',
  'e\u0301\u0301\u0301\u0301'.repeat(300),
  '   \n\t  ',
  '&amp;&lt;&#0;',
  '%s %d ${x} {{y}} url(#d0)',
];

describe('sketch: drawing', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  let data: SketchData;
  let raster: Rasterizer;
  let context: ProviderContext<Record<string, never>>;

  before(async function () {
    this.timeout(120_000);
    data = await sketchData();
    raster = await rasterizer();
    context = {
      config: defaultConfig(sketch),
      options: {},
      codec: {
        draw: drawWith(Promise.resolve(raster)),
        convert: () => Promise.reject(new Error('nothing is converted here')),
      },
      assets,
      signal: new AbortController().signal,
      now: () => 0,
    } as Partial<ProviderContext> as ProviderContext<Record<string, never>>;
  });

  async function generate(change: Partial<ImageRequest>): Promise<Uint8Array[]> {
    const request: ImageRequest = { kind: 'generate', prompt: 'a fox', count: 1, references: [], seed: 1, ...change };
    const submission = await submitFitted(sketch, request, context);
    assert.ok(submission.kind === 'outputs');
    return submission.outputs.map(({ source }) => ('bytes' in source ? source.bytes : assert.fail('a URL')));
  }

  const small = { width: 240, height: 160 };

  it('draws the same bytes for the same request', async () => {
    const request = { prompt: 'a red fox in the snow', seed: 7, size: small };
    assert.deepEqual(await generate(request), await generate(request));
  });

  it('draws other bytes for another seed, prompt or size', async () => {
    const base = { prompt: 'a red fox in the snow', seed: 7, size: small };
    const [one] = await generate(base);
    for (const change of [{ seed: 8 }, { prompt: 'a grey wolf in the snow' }, { size: { width: 241, height: 160 } }]) {
      assert.notDeepEqual((await generate({ ...base, ...change }))[0], one);
    }
  });

  it('draws four different images, each with a seed that is 1 higher', async () => {
    const images = await generate({ seed: 20, count: 4, size: small });
    assert.equal(new Set(images.map((bytes) => Buffer.from(bytes).toString('base64'))).size, 4);
    assert.deepEqual((await generate({ seed: 22, size: small }))[0], images[2]);
  });

  it('draws every aspect ratio in its size', async function () {
    this.timeout(240_000);
    for (const ratio of generateLimits.ratios) {
      const [bytes] = await generate({ prompt: 'mountain lake at dawn', aspectRatio: ratio });
      const { width, height } = readPng(bytes!);
      assert.deepEqual([width, height], generateLimits.sizes[ratio as '1:1'], ratio);
      const [across = 0, down = 0] = ratio.split(':').map(Number);
      assert.ok(Math.abs(width / height / (across / down) - 1) < 0.02, ratio);
    }
  });

  it('draws the smallest and the narrowest sizes', async () => {
    for (const size of [
      { width: 64, height: 64 },
      { width: 64, height: 2048 },
      { width: 2048, height: 64 },
      { width: 333, height: 77 },
    ]) {
      const { width, height } = readPng((await generate({ size }))[0]!);
      assert.deepEqual({ width, height }, size);
    }
  });

  it('says in the file that it is a placeholder, without the prompt', async () => {
    const [bytes] = await generate({ prompt: 'my very secret prompt', size: small });
    const { texts, chunks } = readPng(bytes!);
    assert.match(texts['Software'] ?? '', /Easel/);
    assert.match(texts['Comment'] ?? '', /[Pp]laceholder.*not by an AI/);
    assert.match(texts['Description'] ?? '', /占位图/);
    assert.ok(chunks.indexOf('iTXt') < chunks.indexOf('IDAT'));
    assert.ok(!Buffer.from(bytes!).toString('latin1').includes('secret'));
  });

  it('has an alpha channel only for a transparent background', async () => {
    assert.equal(readPng((await generate({ size: small }))[0]!).colorType, 2);
    const { colorType, rows } = readPng((await generate({ size: small, background: 'transparent' }))[0]!);
    assert.equal(colorType, 6);
    assert.ok(rows.length > 0);
  });

  it('refuses requests outside its limits before it draws', async () => {
    for (const change of [
      { prompt: '' },
      { aspectRatio: '5:7' },
      { size: { width: 10, height: 10 } },
      { seed: -1 },
      { outputFormat: 'webp' as const },
    ]) {
      await assert.rejects(
        generate(change),
        (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'bad-request',
      );
    }
  });

  it('stops when the request is aborted', async () => {
    context = { ...context, signal: AbortSignal.abort() };
    await assert.rejects(generate({}), (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'cancelled');
    context = { ...context, signal: new AbortController().signal };
  });

  for (const [index, prompt] of hostile.entries()) {
    it(`draws hostile prompt ${index} without letting it into the SVG`, async () => {
      for (const form of ['', ' icon', ' pattern']) {
        const scene = describeScene({ prompt: prompt + form, seed: index, ...small }, data);
        const svg = drawScene(scene, data);
        assert.ok(!/<script|<image|file:|javascript:/i.test(svg.replace(/<text.*?<\/text>/gs, '')));
        readPng(await raster.draw({ svg, ...small }));
      }
    });
  }

  it('composes well-formed SVG for any string', async function () {
    this.timeout(240_000);
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(anything, fc.nat(100), async (prompt, seed) => {
        const size = { width: 180, height: 150 };
        const svg = drawScene(describeScene({ prompt, seed, ...size }, data), data);
        // resvg's parser is a strict XML parser: it refuses what is not well-formed.
        readPng(await raster.draw({ svg, ...size }));
      }),
      runs(60),
    );
  });

  it('draws every composition of every style', async function () {
    this.timeout(240_000);
    for (const [style, names] of Object.entries(compositions)) {
      for (const composition of names) {
        for (const prompt of ['fox and moon', 'xqzzt']) {
          const scene = { ...(await sceneOf(prompt, small)), style: style as Style, composition };
          readPng(await raster.draw({ svg: drawScene(scene, data), ...small }));
        }
      }
    }
  });

  it('draws every location in every weather and at every hour', async function () {
    this.timeout(240_000);
    const places = [
      'meadow',
      'garden',
      'field',
      'mountains',
      'lake',
      'river',
      'sea',
      'beach',
      'underwater',
      'forest',
      'city',
      'desert',
      'space',
      'sky',
      'room',
    ];
    const moods = [
      'snow',
      'rain',
      'storm',
      'fog',
      'autumn',
      'sakura',
      'party',
      'aurora',
      'rainbow',
      'fireworks',
      'neon',
      'dark',
      'pastel',
      'monochrome',
    ];
    for (const [index, place] of places.entries()) {
      for (const mood of moods) {
        const prompt = `a dog, ${place}, ${mood}, ${['day', 'dawn', 'sunset', 'night'][index % 4]!}`;
        const svg = drawScene(await sceneOf(prompt, { width: 96, height: 64, seed: index }), data);
        assert.ok(!/NaN|undefined|Infinity/.test(svg), prompt);
        readPng(await raster.draw({ svg, width: 96, height: 64 }));
      }
    }
  });

  it('refers only to identifiers that it defines', async () => {
    for (const prompt of [
      'a fox',
      'city at night',
      'login page',
      'space',
      'abstract',
      'lemon pattern',
      'a violin',
      'a bear icon',
    ]) {
      for (let seed = 0; seed < 6; seed++) {
        const svg = drawScene(await sceneOf(prompt, { seed }), data);
        const ids = new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
        for (const [, id] of svg.matchAll(/(?:url\(#|href="#)([^)"]+)/g)) assert.ok(ids.has(id), `${prompt}: ${id}`);
        assert.ok(!/(?:href|src)="(?!#)/.test(svg), 'nothing from outside');
      }
    }
  });

  it('recolors a drawing and leaves its eyes black', () => {
    const fox = data.drawings.get('fox')!.body;
    const blue = recolor(fox, '#2f7de1');
    assert.notEqual(blue, fox);
    assert.ok(blue.includes('#212121'));
    assert.ok(!blue.includes('#ff822d'));
  });
});

describe('sketch: caption', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  const textOf = async (prompt: string): Promise<string> => {
    return (await sceneOf(prompt)).caption!.prompt;
  };

  it('contains the prompt and the size', async () => {
    const { caption } = await sceneOf('雪地里的红狐狸');
    assert.equal(caption?.prompt, '雪地里的红狐狸');
    assert.equal(caption.note, 'sketch · 1664 × 928');
  });

  it('cuts long prompts with an ellipsis so that they fit', async () => {
    for (const prompt of ['word '.repeat(200), '雪'.repeat(500), 'W'.repeat(500)]) {
      assert.match(await textOf(prompt), /…$/);
      for (const [width, height] of [
        [1664, 928],
        [928, 1664],
        [200, 200],
      ] as const) {
        const { caption } = await sceneOf(prompt, { width, height });
        assert.ok(
          caption!.promptWidth + caption!.noteWidth + caption!.fontSize * 5 < width + 1,
          `${width}: ${caption!.promptWidth}`,
        );
      }
    }
  });

  it('leaves out emoji and control characters', async () => {
    assert.equal(await textOf('a 🦊\u0007 fox\u200b 👍🏽'), 'a fox');
  });

  it('is left out of small images', async () => {
    assert.equal((await sceneOf('a fox', { width: 100, height: 900 })).caption, undefined);
  });

  it('contains only characters of its font, so that no boxes are drawn', async () => {
    const covers = readCoverage(await assets.read('sketch/caption.ttf'))!;
    const { glyphs } = await sketchData();
    for (let point = 0x20; point < 0xffff; point++) {
      assert.equal(glyphs.covers(point), covers(point), point.toString(16));
    }
    for (const prompt of hostile) {
      const { caption } = await sceneOf(prompt);
      for (const character of caption!.prompt + caption!.note)
        assert.ok(covers(character.codePointAt(0)!), `${prompt}: ${character}`);
    }
    assert.equal(await textOf('한국어 abc عربي'), 'abc');
    assert.equal(await textOf('Ελληνικά'), 'Ελληνικα');
  });

  it('contains European languages, Chinese and Japanese unchanged', async () => {
    for (const prompt of ['Größe, naïve, Ελληνικα, Русский, ひらがな カタカナ', '一只鲸鱼、两棵樱花树;“你好”!']) {
      assert.equal(await textOf(prompt), prompt);
    }
  });
});

describe('sketch: text in a PNG', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  it('inserts Latin-1 and other text behind the header and keeps the pixels', async () => {
    const raster = await rasterizer();
    const plain = await raster.draw({
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2" fill="#123456"/></svg>',
      width: 2,
      height: 2,
    });
    const told = readPng(withText(plain, { Software: 'Easel é', Comment: '雪' }));
    assert.deepEqual(told.texts, { Software: 'Easel é', Comment: '雪' });
    assert.deepEqual(told.chunks, ['IHDR', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
    assert.deepEqual(told.rows, readPng(plain).rows);
    assert.deepEqual([...told.rows.subarray(1, 4)], [0x12, 0x34, 0x56]);
  });
});
