import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import type { ImageRequest, ReferenceImage } from '../../../src/shared/model/jobs';
import { EaselError } from '../../../src/shared/model/easelError';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { convert } from '../../../src/engine/images/pixels/convert';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { defaultConfig } from '../../../src/engine/providers/configuration';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { submitFitted } from '../../providers/harness/expect';
import { sketch } from '../../../src/providers/sketch';
import type { SketchData } from '../../../src/sketch/reading/data';
import type { Box } from '../../../src/sketch/drawing/canvas/svg';
import { drawEdit } from '../../../src/sketch/editing/drawEdit';
import { describeEdit, type EditScene, type EditRequest } from '../../../src/sketch/editing/describeEdit';
import { readEditWords } from '../../../src/sketch/editing/editWords';
import { maskImage, openArea } from '../../../src/sketch/editing/maskArea';
import { processorTime } from '../../harness/processes/processorTime';
import { drawPng } from '../../simulators/image';
import { wasmOfPackages } from '../images/pixelSources';
import { assets, drawWith, rasterizer, readPng, sketchData, type Rasterizer } from './parts';
import { runs } from '../../fuzz/runs';

const codecs = createCodecs(wasmOfPackages);

describe('sketch: what an edit asks for', function () {
  this.timeout(120_000);
  let data: SketchData;
  before(async () => {
    data = await sketchData();
  });
  const edit = (prompt: string, change: Partial<EditRequest> = {}): EditScene =>
    describeEdit({ prompt, seed: 1, width: 960, height: 540, reference: { width: 960, height: 540 }, ...change }, data);

  for (const [prompt, effect] of [
    ['make it black and white', 'mono'],
    ['变成黑白照片', 'mono'],
    ['a vintage photo', 'sepia'],
    ['复古风格', 'sepia'],
    ['pencil sketch', 'pencil'],
    ['水彩画', 'paint'],
    ['cartoon style', 'comic'],
    ['像素风', 'pixel'],
    ['warmer please', 'warm'],
    ['冷色调', 'cool'],
    ['blur the background', 'blurred-background'],
    ['remove the background', 'no-background'],
    ['抠图', 'no-background'],
    ['flip it', 'mirror'],
    ['赛博朋克', 'neon'],
  ] as const) {
    it(`reads “${prompt}” as the effect ${effect}, not as a subject`, () => {
      const scene = edit(prompt);
      assert.ok(scene.effects.includes(effect), scene.effects.join());
      assert.deepEqual(scene.figures, []);
      assert.equal(scene.frame, undefined);
    });
  }

  for (const prompt of ['add a red fox and make it snow at night', '夜晚，下雪，加一只红色的狐狸']) {
    it(`reads subject, weather and hour: ${prompt}`, () => {
      const { figures, weather, hour, staging } = edit(prompt);
      assert.deepEqual([figures[0]?.drawing, figures[0]?.color], ['fox', 'red']);
      assert.deepEqual([weather, hour, staging], ['snow', 'night', 'whole']);
    });
  }

  it('draws what is added, and marks what is removed', () => {
    assert.deepEqual(
      edit('replace the fox with a cat').figures.map(({ drawing }) => drawing),
      ['cat'],
    );
    assert.deepEqual(
      edit('把狐狸换成猫').figures.map(({ drawing }) => drawing),
      ['cat'],
    );
    const { figures, erased } = edit('remove the fox, add a tree');
    assert.equal(figures.length, 1);
    assert.notEqual(figures[0]?.drawing, 'fox');
    assert.equal(erased?.figure?.drawing, 'fox');
  });

  it('shows the image on an easel in the location that replaces its background', () => {
    for (const prompt of ['put it on a beach', '把背景换成海滩']) {
      assert.deepEqual([edit(prompt).staging, edit(prompt).location], ['easel', 'beach'], prompt);
    }
    assert.equal(edit('snow on the mountains').staging, 'whole');
  });

  it('takes quoted words as a label', () => {
    assert.equal(edit('add the text "SALE 50%"').label, 'SALE 50%');
    assert.equal(edit('写上“你好”').label, '你好');
    assert.equal(edit("make the dog's hat red").label, undefined);
  });

  it('tints the whole image in a color without a subject', () => {
    assert.deepEqual(edit('make it purple').tints, ['purple']);
    assert.deepEqual(edit('蓝色').tints, ['blue']);
  });

  it('frames the image when it does not understand the prompt', () => {
    for (const prompt of ['xqzzt', '嗯嗯嗯', '???']) {
      const scene = edit(prompt);
      assert.ok(scene.frame, prompt);
      assert.ok(scene.effects.length > 0, prompt);
    }
    assert.ok(edit('xqzzt', { isMasked: true }).tints.length > 0);
  });

  it('keeps the aspect ratio of the image in every format', () => {
    const { staging, imageBox } = edit('at night', { width: 500, height: 900 });
    assert.equal(staging, 'letterbox');
    assert.ok(Math.abs(imageBox.width / imageBox.height - 960 / 540) < 0.001);
    assert.ok(imageBox.width < 500.1 && imageBox.height < 900.1);
  });

  it('places figures inside the open part of a mask', () => {
    const open = { x: 0.5, y: 0.25, width: 0.25, height: 0.5 };
    const { figures } = edit('add three cats and a tree', { isMasked: true, open });
    assert.ok(figures.length >= 3);
    for (const { x, base } of figures) {
      assert.ok(x > 480 && x < 720, `x ${x}`);
      assert.ok(base > 135 && base < 405, `base ${base}`);
    }
  });

  it('describes the same scene for the same request, and another for another prompt or seed', () => {
    assert.deepEqual(edit('a fox'), edit('a fox'));
    assert.notDeepEqual(edit('a fox'), edit('a fox', { seed: 2 }));
    assert.notDeepEqual(edit('a fox'), edit('a wolf'));
  });

  it('draws an edit for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (prompt) => {
        assert.ok(Array.isArray(readEditWords(prompt).effects));
        const svg = drawEdit(edit(prompt), { main: 'data:image/png;base64,AA==', others: [] }, data);
        assert.ok(!/NaN|undefined|Infinity|<script/.test(svg.replace(/<text.*?<\/text>/gs, '')));
      }),
      runs(200),
    );
  });

  it('reads the longest prompts in less than two seconds', () => {
    for (const piece of ['blur ', 'remove a ', '把', 'change ', '背景', '"', 'a'.repeat(50)]) {
      const started = processorTime();
      edit(piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000));
      assert.ok(processorTime() - started < 2_000, piece);
    }
  });
});

describe('sketch: edits', function () {
  this.timeout(120_000);
  let raster: Rasterizer;
  const stored = new Map<string, Uint8Array>();
  before(async () => {
    raster = await rasterizer();
  });

  function store(bytes: Uint8Array): ReferenceImage {
    const hash = createHash('sha256').update(bytes).digest('hex');
    stored.set(hash, bytes);
    const { width = 0, height = 0, mimeType = '' } = sniffImage(bytes) ?? {};
    return { hash, name: 'image', mimeType, width, height, size: bytes.length };
  }

  async function submit(change: Partial<ImageRequest>) {
    const context = {
      config: defaultConfig(sketch),
      options: {},
      codec: {
        draw: drawWith(Promise.resolve(raster)),
        convert: (bytes, options) =>
          convert(bytes, options, { codecs, drawSvg: (svg, size) => raster.draw({ svg, ...size }) }),
      },
      assets,
      signal: new AbortController().signal,
      now: () => 0,
      readImage: async ({ hash }) => stored.get(hash) ?? assert.fail('no such image'),
    } as Partial<ProviderContext> as ProviderContext<Record<string, never>>;
    const request: ImageRequest = { kind: 'edit', prompt: 'at night', count: 1, references: [], seed: 1, ...change };
    const submission = await submitFitted(sketch, request, context);
    return submission.kind === 'outputs' ? submission.outputs : assert.fail('a ticket');
  }

  async function edited(change: Partial<ImageRequest>): Promise<Uint8Array> {
    const [image] = await submit(change);
    return image && 'bytes' in image.source ? image.source.bytes : assert.fail('no bytes');
  }

  const newReference = (): ReferenceImage => store(drawPng(240, 160, 'reference'));
  const pixels = async (bytes: Uint8Array): Promise<Uint8Array> => (await codecs.decodePng(bytes)).data;
  /** Share of the pixels that differ visibly. */
  async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
    const [a, b] = [await pixels(one), await pixels(other)];
    assert.equal(a.length, b.length);
    let changed = 0;
    for (let at = 0; at < a.length; at += 4) {
      const distance = [0, 1, 2].reduce((sum, channel) => sum + Math.abs(a[at + channel]! - b[at + channel]!), 0);
      if (distance > 24) changed += 1;
    }
    return changed / (a.length / 4);
  }

  it('draws the same bytes for the same request, and others for another seed', async () => {
    const request = { prompt: 'add a fox in the snow', references: [newReference()] };
    assert.deepEqual(await edited(request), await edited(request));
    assert.notDeepEqual(await edited({ ...request, seed: 2 }), await edited(request));
  });

  for (const prompt of [
    'at night',
    'snow',
    'rain',
    'fog',
    'a cat',
    '秋天',
    '去背景',
    'warmer',
    'frame',
    'xqzzt',
    'on a beach',
  ]) {
    it(`changes the image visibly for “${prompt}”`, async () => {
      const reference = newReference();
      const share = await difference(await edited({ prompt, references: [reference] }), stored.get(reference.hash)!);
      assert.ok(share > 0.05, `${(share * 100).toFixed(1)} % of the pixels`);
    });
  }

  it('still shows the image that was changed', async () => {
    const [one, other] = [store(drawPng(240, 160, 'one')), store(drawPng(240, 160, 'two'))];
    const request = { prompt: 'rain' };
    const share = await difference(
      await edited({ ...request, references: [one] }),
      await edited({ ...request, references: [other] }),
    );
    assert.ok(share > 0.3, `${share}`);
  });

  it('edits PNG, JPEG and WebP', async () => {
    const decoded = await codecs.decodePng(drawPng(240, 160, 'reference'));
    const rainy = await edited({ references: [newReference()], prompt: 'rain' });
    for (const type of ['image/jpeg', 'image/webp'] as const) {
      const reference = store(await codecs.encode(decoded, { type, quality: 95 }));
      assert.equal(reference.mimeType, type);
      assert.ok((await difference(await edited({ references: [reference], prompt: 'rain' }), rainy)) < 0.05, type);
    }
  });

  it('keeps the size of the reference up to 1600 pixels, unless a ratio or a size is requested', async () => {
    const sizeOf = async (change: Partial<ImageRequest>): Promise<[number, number]> => {
      const { width, height } = readPng(await edited(change));
      return [width, height];
    };
    assert.deepEqual(await sizeOf({ references: [newReference()] }), [240, 160]);
    assert.deepEqual(await sizeOf({ references: [newReference()], aspectRatio: 'auto' }), [240, 160]);
    assert.deepEqual(await sizeOf({ references: [newReference()], aspectRatio: '1:1' }), [1024, 1024]);
    assert.deepEqual(await sizeOf({ references: [newReference()], size: { width: 333, height: 77 } }), [333, 77]);
    assert.deepEqual(await sizeOf({ references: [store(drawPng(2400, 600, 'wide'))] }), [1600, 400]);
    assert.deepEqual(await sizeOf({ references: [store(drawPng(3, 2, 'dot'))] }), [3, 2]);
  });

  it('changes nothing outside the open part of a mask', async () => {
    const reference = newReference();
    const data = new Uint8Array(240 * 160 * 4).fill(255);
    for (let y = 40; y < 120; y++) for (let x = 60; x < 180; x++) data[(y * 240 + x) * 4 + 3] = 0;
    const mask = store(await codecs.encode({ data, width: 240, height: 160 }, { type: 'image/png', quality: 90 }));
    const before = await pixels(stored.get(reference.hash)!);
    for (const prompt of ['make it blue', 'add a cat', 'xqzzt']) {
      const after = await pixels(await edited({ prompt, references: [reference], mask }));
      let inside = 0;
      // The caption stands at the bottom.
      for (let y = 0; y < 125; y++) {
        for (let x = 0; x < 240; x++) {
          const at = (y * 240 + x) * 4;
          const distance = Math.abs(after[at]! - before[at]!) + Math.abs(after[at + 2]! - before[at + 2]!);
          const isInside = y >= 40 && y < 120 && x >= 60 && x < 180;
          if (isInside && distance > 20) inside += 1;
          if (y < 38 || x < 58 || x >= 182) assert.ok(distance <= 6, `${prompt}: ${x}, ${y} changed by ${distance}`);
        }
      }
      assert.ok(inside > 300, `${prompt}: ${inside} pixels`);
    }
  });

  it('finds where a mask is open, and nothing in a mask that is closed', async () => {
    const data = new Uint8Array(64 * 64 * 4).fill(255);
    const area = async (): Promise<Box | undefined> => {
      const png = await codecs.encode({ data, width: 64, height: 64 }, { type: 'image/png', quality: 90 });
      const uri = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
      return openArea(raster.pixels(maskImage(uri)));
    };
    assert.equal(await area(), undefined);
    for (let y = 16; y < 32; y++) for (let x = 32; x < 64; x++) data[(y * 64 + x) * 4 + 3] = 0;
    assert.deepEqual(await area(), { x: 0.5, y: 0.25, width: 0.5, height: 0.25 });
  });

  it('shows further references as prints', async () => {
    const alone = await edited({ references: [newReference()] });
    const others = [store(drawPng(80, 80, 'second')), store(drawPng(80, 80, 'third'))];
    assert.ok((await difference(await edited({ references: [newReference(), ...others] }), alone)) > 0.02);
  });

  it('edits a batch in the order of its prompts', async () => {
    const prompts = ['at night', '下雪', 'add a fox'];
    const images = await submit({
      kind: 'batch',
      prompt: prompts[0]!,
      prompts,
      count: 2,
      references: [newReference()],
    });
    assert.deepEqual(
      images.map(({ promptIndex }) => promptIndex),
      [0, 0, 1, 1, 2, 2],
    );
    const single = await edited({ prompt: '下雪', references: [newReference()] });
    const source = images[2]?.source;
    assert.ok(source && 'bytes' in source);
    assert.deepEqual(await pixels(source.bytes), await pixels(single));
  });

  it('says in the file that it is a placeholder, without the prompt', async () => {
    const { texts } = readPng(await edited({ prompt: 'my very secret prompt', references: [newReference()] }));
    assert.match(texts['Comment'] ?? '', /[Pp]laceholder drawn over an image.*not by an AI/);
    assert.match(texts['Description'] ?? '', /占位图/);
    assert.ok(!JSON.stringify(texts).includes('secret'));
  });

  it('refuses requests outside its limits before it decodes an image', async () => {
    const reference = newReference();
    const wrong: Partial<ImageRequest>[] = [
      { references: [] },
      { references: [reference, reference, reference, reference] },
      { references: [{ ...reference, mimeType: 'image/gif' }] },
      { references: [{ ...reference, size: 20_000_001 }] },
      { references: [{ ...reference, width: 60_000, height: 60_000 }] },
      { kind: 'batch', prompts: Array.from({ length: 11 }, () => 'night'), references: [reference] },
    ];
    for (const change of wrong) {
      await assert.rejects(
        submit(change),
        (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'bad-request',
        JSON.stringify(change).slice(0, 120),
      );
    }
  });

  it('embeds only images that its own codec wrote', async () => {
    const hostile = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const reference = { ...store(hostile), mimeType: 'image/png', width: 10, height: 10 };
    const svgs: string[] = [];
    const original = raster;
    raster = { ...original, draw: (drawing) => (svgs.push(drawing.svg), original.draw(drawing)) };
    try {
      await edited({ references: [reference] }).catch(() => undefined);
      await edited({ references: [newReference()] });
    } finally {
      raster = original;
    }
    assert.ok(svgs.length > 0);
    for (const svg of svgs.filter((text) => text.includes('<image'))) {
      assert.ok(!svg.includes('<script'));
      for (const [, target] of svg.matchAll(/(?:href|src)="([^"]*)"/g))
        assert.match(target!, /^(?:#\w+|data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]+)$/);
    }
  });
});
