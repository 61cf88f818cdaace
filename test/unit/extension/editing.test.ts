import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { KindLimits } from '../../../src/providers/contract/model';
import { parseEditArguments } from '../../../src/extension/requests/editing/editArguments';
import { effortOf, kindFor, type RequestSize } from '../../../src/extension/requests/callEstimate';
import {
  derivedStem,
  isSameFormat,
  nearestRatio,
  withoutResults,
} from '../../../src/extension/workspaceImages/imageFiles';
import {
  candidatesOf,
  imageAt,
  imagesOfText,
  importedImageAt,
} from '../../../src/extension/workspaceImages/imagePaths';
import { pastedPrompts, promptsOf } from '../../../src/extension/quickInput/promptLines';
import { formatBalances } from '../../../src/extension/messages/balance';
import { editLine, spendingMessage } from '../../../src/extension/messages/edits';
import type { Translate } from '../../../src/shared/format/translate';
import { warningMessage } from '../../../src/extension/messages/warnings';

const fill = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
const english: Translate = (message, values) => fill(message, values);
const chinese = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../l10n/bundle.l10n.zh-cn.json'), 'utf8'),
) as Record<string, string>;
const inChinese: Translate = (message, values) => fill(chinese[message] ?? `?${message}`, values);

describe('file names of results', () => {
  it('get one suffix, even for an edit of an edit', () => {
    assert.equal(derivedStem('/w/images/fox.png', 'edit'), 'fox-edit');
    assert.equal(derivedStem('/w/images/fox.v2.png', 'edit'), 'fox.v2-edit');
    assert.equal(derivedStem('/w/fox-edit.png', 'edit'), 'fox-edit');
    assert.equal(derivedStem('/w/fox-edit-3.png', 'variation'), 'fox-variation');
    assert.equal(derivedStem('/w/-edit.png', 'edit'), '-edit-edit');
    assert.equal(derivedStem('/w/狐狸.jpg', 'edit'), '狐狸-edit');
  });

  it('are omitted from a folder that contains their originals', () => {
    const names = ['/a/fox.png', '/a/fox-edit.png', '/a/fox-edit-2.jpg', '/a/lonely-edit.png', '/b/fox-edit.png'];
    assert.deepEqual(withoutResults(names, String), ['/a/fox.png', '/a/lonely-edit.png', '/b/fox-edit.png']);
  });

  it('are compared by format, not by spelling of the extension', () => {
    assert.ok(isSameFormat('JPEG', 'jpg'));
    assert.ok(!isSameFormat('png', 'webp'));
  });

  it('get the supported ratio that is closest to the original', () => {
    const ratios = ['1:1', '16:9', '9:16', '4:3', '3:4', 'auto'];
    assert.equal(nearestRatio(ratios, { width: 1920, height: 1080 }), '16:9');
    assert.equal(nearestRatio(ratios, { width: 600, height: 800 }), '3:4');
    assert.equal(nearestRatio(ratios, { width: 3000, height: 2900 }), '1:1');
    assert.equal(nearestRatio(['auto'], { width: 1, height: 1 }), undefined);
  });
});

describe('image references in a document', () => {
  const at = (marked: string): string | undefined => imageAt(marked.replace('^', ''), marked.indexOf('^'));

  const cases: [what: string, line: string, path: string | undefined][] = [
    ['Markdown', 'See ![a ^fox](images/fox.png "title") and ![b](b.png)', 'images/fox.png'],
    ['Markdown, second of two', 'See ![a](a.png) and ![b](../b^.png)', '../b.png'],
    ['Markdown in angle brackets', '![a](<my fox^.png>)', 'my fox.png'],
    ['Markdown, percent-encoded', '![a](my%20fox^.png)', 'my fox.png'],
    ['HTML', '<img class="^hero" src="images/hero.webp" alt="x">', 'images/hero.webp'],
    ['HTML with a query', '<img src="/logo.svg?v=3^">', '/logo.svg'],
    ['srcset', '<img srcset="small.jpg 480w, large.^jpg 960w">', 'small.jpg'],
    ['CSS', 'a { background: url(../img/b^g.avif) no-repeat; }', '../img/bg.avif'],
    ['CSS in quotes', "background: url('b^g.png')", 'bg.png'],
    ['an import', "import fox from '@/assets/fo^x.png';", '@/assets/fox.png'],
    ['JSX', '<img src={require("./fox.gif")} />^', './fox.gif'],
    ['a plain path', 'look at images/fox.bmp^ there', 'images/fox.bmp'],
    ['a page of the web', '<img src="https://example.com/fox.png^">', undefined],
    ['data', '<img src="data:image/png;base64,AA^AA">', undefined],
    ['no picture', 'import fox from "./fox^";', undefined],
    ['two elsewhere', 'a.png ^ b.png', undefined],
  ];
  for (const [what, line, path] of cases) it(`${what}`, () => assert.equal(at(line), path));

  it('are found by the variable that they were imported as', () => {
    const text = "import foxUrl from './fox.png';\nimport other from './other';\n";
    assert.equal(importedImageAt(text, '<img src={foxUrl} alt="" />', 12), './fox.png');
    assert.equal(importedImageAt(text, '<img src={foxUrl} alt="" />', 25), './fox.png');
    assert.equal(importedImageAt(text, '<img src={other} />', 12), undefined);
  });

  it('are listed once each', () => {
    assert.deepEqual(imagesOfText('![a](a.png)\n<img src="b.png">\n![a](a.png)'), ['a.png', 'b.png']);
  });

  it('are looked up in the folders of common frameworks', () => {
    const paths = (path: string): string[] => candidatesOf(path).map((one) => `${one.from}:${one.path}`);
    assert.equal(paths('./images/fox.png')[0], 'document:images/fox.png');
    assert.deepEqual(paths('../fox.png'), ['document:../fox.png']);
    assert.ok(paths('/logo.png').includes('workspace:public/logo.png'));
    assert.equal(paths('@/assets/fox.png')[0], 'workspace:src/assets/fox.png');
    assert.deepEqual(paths('$lib/fox.png'), ['workspace:src/lib/fox.png']);
  });
});

describe('prompts of a batch', () => {
  it('are split by lines, without list markers', () => {
    assert.deepEqual(promptsOf('- make it night\r\n\n2. make it snow\n3、变成水彩画\n  * in ink  '), [
      'make it night',
      'make it snow',
      '变成水彩画',
      'in ink',
    ]);
    assert.deepEqual(promptsOf('3 foxes'), ['3 foxes']);
  });

  it('are recognized in pasted text although the box removes line breaks', () => {
    const clipboard = 'make it night\nmake it snow\n';
    assert.deepEqual(pastedPrompts('make it night make it snow ', clipboard), ['make it night', 'make it snow']);
    assert.deepEqual(pastedPrompts('make it nightmake it snow', clipboard), ['make it night', 'make it snow']);
    assert.equal(pastedPrompts('something typed', clipboard), undefined);
    assert.equal(pastedPrompts('one line', 'one line'), undefined);
  });
});

describe('number of calls of an edit', () => {
  const references = { min: 1, max: 2, types: ['image/png'], maxBytes: 1e6 };
  const edit: KindLimits = { count: 4, references };
  const batch: KindLimits = { count: 1, prompts: 10, promptSeparator: '|', references: { ...references, max: 1 } };
  const amount = (more: Partial<RequestSize>): RequestSize => ({
    images: 1,
    prompts: ['a'],
    count: 1,
    references: 0,
    ...more,
  });
  const twelve = Array.from({ length: 12 }, (_, index) => `prompt ${index}`);

  const cases: [what: string, amount: RequestSize, calls: number, results: number][] = [
    ['one picture', amount({}), 1, 1],
    ['three pictures', amount({ images: 3 }), 3, 3],
    ['six results where four fit a call', amount({ count: 6 }), 2, 6],
    ['twelve prompts in calls of ten', amount({ prompts: twelve }), 2, 12],
    ['twelve prompts over two pictures, twice each', amount({ prompts: twelve, images: 2, count: 2 }), 8, 48],
    ['a prompt that the batch would cut', amount({ prompts: ['a|b', 'c', 'd'] }), 3, 3],
    ['a reference that the batch has no room for', amount({ prompts: ['a', 'b'], references: 1 }), 2, 2],
  ];
  for (const [what, wanted, calls, results] of cases) {
    it(what, () => assert.deepEqual(effortOf(wanted, { edit, batch }), { calls, results }));
  }

  it('is one per prompt if the service has no batch', () => {
    assert.deepEqual(effortOf(amount({ prompts: twelve }), { edit }), { calls: 12, results: 12 });
  });

  it('uses a batch for several prompts, and an edit for one', () => {
    assert.equal(kindFor(amount({}), { edit, batch }), 'edit');
    assert.equal(kindFor(amount({ prompts: ['a', 'b'] }), { edit, batch }), 'batch');
    assert.equal(kindFor(amount({ prompts: ['a', 'b'], references: 1 }), { edit, batch }), 'edit');
    assert.equal(kindFor(amount({}), { batch }), 'batch');
  });
});

describe('messages about edits', () => {
  const facts = { names: ['fox.png'], references: 0, providerName: 'Qwen', choices: {}, calls: 1, results: 1 };

  it('say what Enter will do', () => {
    assert.equal(
      editLine({ ...facts, price: 'free' }, english),
      'fox.png · Qwen · 1 image · free → next to the original',
    );
    assert.equal(
      editLine({ ...facts, names: ['a.png', 'b.png', 'c.png', 'd.png'], references: 1, calls: 4, results: 8 }, english),
      'a.png, b.png, and 2 more · 1 reference image · Qwen · 8 images · 4 calls · price unknown → next to the originals',
    );
    assert.equal(editLine({ ...facts, price: 'free' }, inChinese), 'fox.png · Qwen · 1 张图片 · 免费 → 保存在原图旁');
  });

  it('state calls and cost before they are spent', () => {
    const spent = { calls: 3, results: 3, providerName: 'KIE' };
    const price = { amount: 0.03, currency: 'CNY', asOf: '2026-03-03', per: 'image' as const };
    assert.equal(
      spendingMessage({ ...spent, price }, english),
      '3 calls to KIE. About ¥0.09 (your price from Mar 3, 2026).',
    );
    assert.match(spendingMessage(spent, english), /^3 calls to KIE\. The price is unknown/);
    assert.match(spendingMessage({ ...spent, price: 'free' }, english), /Free\.$/);
  });

  it('report differences between requested and actual images', () => {
    const warning = (subject: string, detail: string) => ({ code: 'mismatch' as const, subject, detail });
    assert.equal(
      warningMessage(warning('aspectRatio', '16:9 → 1024 × 1024'), english),
      'Aspect ratio: requested 16:9, got 1024 × 1024 (1:1)',
    );
    assert.equal(
      warningMessage(warning('aspectRatio', '16:9 → 1024 × 1024'), inChinese),
      `${chinese['Aspect ratio'] ?? ''}：要求 16:9，得到 1024 × 1024 (1:1)`,
    );
    assert.equal(warningMessage(warning('count', '4 → 3'), english), 'Number of images: requested 4, got 3');
    assert.equal(
      warningMessage(warning('resolution', '2K → 1376 × 768'), english),
      'Resolution: requested 2K, got 1376 × 768 (1K)',
    );
    assert.equal(
      warningMessage(warning('size', '1664 × 928 → 1024 × 1024'), english),
      'Size (pixels): requested 1664 × 928 (16:9), got 1024 × 1024 (1:1)',
    );
    assert.equal(
      warningMessage(warning('background', 'transparent → opaque'), inChinese),
      `${chinese['Background'] ?? ''}：要求透明，得到不透明`,
    );
    const adjusted = { code: 'adjusted' as const, subject: 'references', detail: 'BMP → PNG' };
    assert.equal(warningMessage(adjusted, english), 'Reference images: BMP was sent as PNG');
    assert.equal(warningMessage({ code: 'unsupported', subject: 'seed' }, english), undefined);
  });

  it('format the balance of an account', () => {
    const quota = [
      { unit: 'pictures-today', remaining: 88, limit: 100 },
      { unit: 'pictures-this-month', remaining: 900 },
    ];
    assert.equal(formatBalances('Qwen', quota, english), 'Qwen: 88 of 100 images left today · 900 left this month');
    assert.equal(formatBalances('Qwen', [{ unit: 'pictures-today' }], english), 'Qwen: unlimited images today');
    assert.equal(formatBalances('RH', [{ unit: 'CNY', remaining: 12.5 }], english), 'RH: ¥12.50');
    assert.equal(formatBalances('KIE', [{ unit: 'credits', remaining: 300 }], inChinese), 'KIE：300 点数');
    assert.match(formatBalances('X', [], english), /didn't report/);
  });
});

describe('arguments of the edit commands', () => {
  it('are parsed, and errors name the invalid one', () => {
    const given = { images: ['file:///a.png'], prompt: 'snow', count: 2 };
    assert.deepEqual(parseEditArguments(given, 'easel.editImage'), given);
    assert.deepEqual(parseEditArguments(undefined, 'easel.editImage'), {});
    assert.throws(
      () => parseEditArguments({ images: 'a.png' }, 'easel.editImage'),
      /easel\.editImage: "images" must be an array/,
    );
    assert.throws(
      () => parseEditArguments({ colour: 'red' }, 'easel.batchEdit'),
      /easel\.batchEdit: unknown property "colour"/,
    );
  });
});
