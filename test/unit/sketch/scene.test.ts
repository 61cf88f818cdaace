import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { SketchData } from '../../../src/sketch/reading/data';
import type { Meaning } from '../../../src/sketch/reading/meanings';
import { readPrompt, type Reading } from '../../../src/sketch/reading/readPrompt';
import { compositions } from '../../../src/sketch/scene/model';
import { sceneOf, sketchData } from './parts';

describe('sketch: what a prompt says', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  let data: SketchData;
  before(async () => {
    data = await sketchData();
  });
  const read = (prompt: string, avoided?: string): Reading => readPrompt(prompt, data, avoided);
  const drawings = (prompt: string): string[] => read(prompt).subjects.map(({ drawing }) => drawing);

  for (const prompt of ['a red fox in the snow', '雪地里的红狐狸', 'Red foxes, snowing!', '下雪天，一只红色的狐狸']) {
    it(`finds the fox, the red and the snow: ${prompt}`, () => {
      const { subjects, weather, colors } = read(prompt);
      assert.equal(subjects[0]?.drawing, 'fox');
      assert.equal(subjects[0].color, 'red');
      assert.deepEqual(colors, ['red']);
      assert.equal(weather, 'snow');
    });
  }

  it('takes the longest words first', () => {
    assert.deepEqual(drawings('a sea turtle'), ['turtle']);
    assert.deepEqual(drawings('a hot dog'), ['hot-dog']);
    assert.equal(read('a hot dog').colors.length, 0);
    assert.deepEqual(drawings('大熊猫'), ['panda']);
    assert.deepEqual(drawings('猫头鹰'), ['owl']);
  });

  it('reads plurals as their singular', () => {
    assert.deepEqual(drawings('wolves'), ['wolf']);
    assert.deepEqual(drawings('butterflies'), ['butterfly']);
    assert.deepEqual(drawings('two mice'), ['mouse']);
    assert.deepEqual(drawings('strawberries and cherries'), ['strawberry', 'cherries']);
  });

  it('reads how many there are', () => {
    assert.equal(read('three cats').subjects[0]?.count, 3);
    assert.equal(read('两只狗').subjects[0]?.count, 2);
    assert.equal(read('a cat').subjects[0]?.count, 1);
  });

  it('gives a color to the subject that follows it, or to the scene', () => {
    assert.equal(read('a blue cat').subjects[0]?.color, 'blue');
    const hills = read('a cat under a purple sky');
    assert.equal(hills.subjects[0]?.color, undefined);
    assert.deepEqual(hills.sceneColors, ['purple']);
  });

  it('ranks the main subject first', () => {
    assert.equal(drawings('a castle with a dragon')[0], 'dragon');
    assert.equal(drawings('桌上的咖啡')[0], 'hot-beverage');
    assert.equal(drawings('birthday cake with balloons')[0], 'birthday-cake');
  });

  it('reads emoji as subjects', () => {
    assert.deepEqual(drawings('🦊 & ❤️'), ['fox', 'red-heart']);
  });

  it('leaves out the subjects and the weather of a negative prompt', () => {
    const { subjects, weather } = read('a fox and a cat in the snow', 'cats, snow');
    assert.deepEqual(
      subjects.map(({ drawing }) => drawing),
      ['fox'],
    );
    assert.equal(weather, undefined);
  });

  it('takes names of built-in properties as unknown words', () => {
    assert.deepEqual(read('constructor toString __proto__ hasOwnProperty').subjects, []);
  });

  it('finds no subject in filler words', () => {
    assert.deepEqual(drawings('a very beautiful high quality medium shot, best, new, open, light'), []);
  });

  it('has words for every kind of meaning, and no others', () => {
    const kinds = new Set<Meaning[0]>();
    for (const words of Object.values(data.words.meanings))
      for (const list of Object.values(words)) for (const [kind] of list) kinds.add(kind);
    const known = [
      'location',
      'time',
      'weather',
      'form',
      'color',
      'mood',
      'sign',
      'shape',
      'screen',
      'number',
      'depicts',
      'nothing',
    ];
    assert.deepEqual([...kinds].sort(), known.sort());
  });
});

describe('sketch: what an image shows', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  for (const prompt of ['a red fox in the snow', '雪地里的红狐狸']) {
    it(`shows a red fox in the snow for every seed: ${prompt}`, async () => {
      for (let seed = 0; seed < 8; seed++) {
        const scene = await sceneOf(prompt, { seed });
        assert.equal(scene.style, 'landscape');
        assert.equal(scene.weather, 'snow');
        assert.deepEqual(scene.colors, ['red']);
        assert.equal(scene.figures[0]?.drawing, 'fox');
        assert.equal(scene.figures[0].color, 'red');
      }
    });
  }

  const styles: [string, string][] = [
    ['a loading spinner icon', 'icon'],
    ['logo for Northwind', 'icon'],
    ['应用图标 笔记', 'icon'],
    ['mountain lake at dawn', 'landscape'],
    ['a cup of coffee', 'still'],
    ['seamless pattern of lemons', 'pattern'],
    ['无缝图案 草莓', 'pattern'],
    ['analytics dashboard', 'screen'],
    ['登录页', 'screen'],
    ['abstract geometric shapes', 'abstract'],
    ['xqzzt', 'abstract'],
    ['illustration for a landing page with a fox', 'landscape'],
  ];
  for (const [prompt, style] of styles) {
    it(`draws “${prompt}” in the style ${style}`, async () => assert.equal((await sceneOf(prompt)).style, style));
  }

  it('tells a sign from a location', async () => {
    assert.equal((await sceneOf('a loading spinner icon')).sign, 'spinner');
    const lake = await sceneOf('mountain lake at dawn');
    assert.deepEqual([lake.location, lake.time], ['lake', 'dawn']);
  });

  it('shows subjects at home when the prompt names no location', async () => {
    assert.equal((await sceneOf('a whale')).location, 'sea');
    assert.equal((await sceneOf('an octopus')).location, 'underwater');
    assert.equal((await sceneOf('a rocket')).location, 'space');
    assert.equal((await sceneOf('a penguin')).weather, 'snow');
    assert.equal((await sceneOf('an owl')).time, 'night');
  });

  it('uses four compositions for four neighboring seeds', async () => {
    for (const prompt of [
      'a red fox in the snow',
      'a wizard',
      'three cats',
      'a boat',
      'sushi',
      'a gear icon',
      'login page',
      'lemon pattern',
      'zzz',
    ]) {
      const names = new Set<string>();
      for (let seed = 5; seed < 9; seed++) names.add((await sceneOf(prompt, { seed })).composition);
      assert.equal(names.size, 4, prompt);
    }
  });

  it('keeps every figure of a landscape inside the image', async () => {
    const sizes = [
      [1664, 928],
      [928, 1664],
      [1024, 1024],
      [1792, 768],
      [64, 2048],
    ] as const;
    for (const [width, height] of sizes) {
      for (const prompt of [
        'five cats and a dog, a house and two trees',
        'an eagle',
        'a whale',
        'a king',
        '三只熊猫',
      ]) {
        for (let seed = 0; seed < compositions.landscape.length; seed++) {
          const { figures } = await sceneOf(prompt, { width, height, seed });
          assert.ok(figures.length > 0);
          for (const { x, base, size } of figures) {
            assert.ok(x > 0 && x < width, `${prompt} ${width} × ${height}: x ${x}`);
            assert.ok(base > 0 && base <= height + 1, `${prompt} ${width} × ${height}: base ${base}`);
            assert.ok(size > 0 && size <= Math.max(width, height));
          }
        }
      }
    }
  });

  it('describes the same scene for the same request, and another for another seed or prompt', async () => {
    const one = await sceneOf('a fox', { seed: 4 });
    assert.deepEqual(await sceneOf('a fox', { seed: 4 }), one);
    assert.deepEqual((await sceneOf('  A Fox ', { seed: 4 })).figures, one.figures);
    assert.notDeepEqual(await sceneOf('a fox', { seed: 5 }), one);
    assert.notDeepEqual((await sceneOf('a wolf', { seed: 4 })).figures, one.figures);
  });
});
