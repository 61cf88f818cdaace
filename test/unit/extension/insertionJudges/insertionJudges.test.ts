import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { altTextOf } from '../../../../src/extension/insertion/altText';
import { insertionFor } from '../../../../src/extension/languages/table';
import { imageAt, importedImageAt } from '../../../../src/extension/workspaceImages/imagePaths';
import { judges, type Judge, type ShownImage } from './judges';

/** The languages whose images have a width and a height in pixels. */
const sized = ['html', 'vue', 'svelte', 'astro', 'pug', 'typescriptreact'];

/** A document of each language, with `|` where the image is inserted. */
const documents: Readonly<Record<string, string>> = {
  markdown: '|',
  mdx: '|',
  html: '<p>|</p>',
  vue: '<template>\n  |\n</template>\n',
  svelte: '<p>|</p>',
  astro: '<p>|</p>',
  pug: '|',
  asciidoc: '|',
  restructuredtext: '|',
  latex: '|',
  typst: '|',
  css: 'a { | }',
  typescript: 'export const url = |;\n',
  typescriptreact: 'export const image = <p>|</p>;\n',
};

const parts = [
  ...` ()[]%#&'"{}\`,;=+!~$@^_*-.½²`,
  ...[
    'a',
    'Fox',
    '7',
    '%20',
    '%2F',
    '&amp;',
    '{{x}}',
    '${x}',
    '#{x}',
    '红狐',
    '🦊',
    '👩🏽‍🚀',
    'مرحبا',
    'שלום',
    'é',
    'e\u0301',
  ],
];

/** Names of at most 255 bytes, as file systems allow. */
const stems = fc
  .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 60 })
  .map((characters) => {
    let stem = '';
    for (const part of characters) if (Buffer.byteLength(stem + part) <= 251) stem += part;
    return stem;
  })
  // Neither a bare extension, nor a name that Windows shortens.
  .filter((stem) => stem === stem.trim() && !/^\.*$/.test(stem));
const paths = fc
  .tuple(fc.constantFrom('', '../', 'images/'), fc.option(stems), stems)
  .map(([start, folder, stem]) => `${start}${folder === null ? '' : `${folder}/`}${stem}.png`);
/** LaTeX removes double quotes from file names, however they are written. */
const pathsIn = (language: string): fc.Arbitrary<string> =>
  language === 'latex' ? paths.filter((path) => !path.includes('"')) : paths;
const alts = fc
  .array(fc.constantFrom(...parts, ' ', '<b>', '</p>', '\\', '|', '://', 'http://a.b', '`x`', '~~x~~'), {
    maxLength: 12,
  })
  .map((words) => altTextOf(words.join('')));

const size = { width: 1664, height: 928 };

interface Inserted {
  whole: string;
  /** The text at the offset, and where it starts in `whole`. */
  here: string;
}

function insert(language: string, path: string, alt: string): Inserted {
  const marked = documents[language] ?? '';
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { text: here, imports } = insertionFor({ language, text, offset }, [{ path, alt, size }]);
  const changes = [{ offset, text: here }, ...(imports ? [imports] : [])].sort((a, b) => b.offset - a.offset);
  const whole = changes.reduce((now, one) => now.slice(0, one.offset) + one.text + now.slice(one.offset), text);
  return { whole, here };
}

/** The path of the file that a document in `/w/docs/` shows. */
function fileOf({ source, kind }: ShownImage): string {
  if (kind === 'specifier') return resolved(source.split('/'));
  const url = new URL(source, 'file:///w/docs/page');
  assert.deepEqual([url.protocol, url.host, url.search, url.hash], ['file:', '', '', ''], source);
  return resolved(decodeURIComponent(url.pathname).split('/'), []);
}

function resolved(segments: readonly string[], from: readonly string[] = ['w', 'docs']): string {
  const folders = [...from];
  for (const segment of segments) {
    if (segment === '..') folders.pop();
    else if (segment !== '.' && segment !== '') folders.push(segment);
  }
  return folders.join('/');
}

const runs = { numRuns: Number(process.env.EASEL_RUNS ?? 200), seed: Number(process.env.EASEL_SEED ?? 1) };

function same(one: string, other: string): void {
  assert.equal(fileOf({ source: one, kind: 'specifier' }), fileOf({ source: other, kind: 'specifier' }));
}

describe('an inserted image', () => {
  for (const [language, judge] of Object.entries(judges)) {
    it(`is the file and its text to the compiler of ${language}`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(pathsIn(language), alts, (path, alt) => isShown(language, judge, { path, alt })),
        runs,
      );
    });

    it(`is found at the cursor in ${language}`, () => {
      fc.assert(
        fc.property(pathsIn(language), alts, (path, alt) => {
          const { whole, here } = insert(language, path, alt);
          const line = here.split('\n').find((text) => /\.png/.test(text));
          if (line !== undefined) return same(imageAt(line, line.indexOf('.png')) ?? '(none)', path);
          const column = here.search(/Url/);
          same(importedImageAt(whole, here, column) ?? '(none)', path);
          const imported = whole.split('\n').find((text) => /\bimport\b/.test(text)) ?? '';
          return same(imageAt(imported, imported.length - 4) ?? '(none)', path);
        }),
        runs,
      );
    });
  }
});

async function isShown(language: string, judge: Judge, { path, alt }: { path: string; alt: string }): Promise<void> {
  const { whole } = insert(language, path, alt);
  const shown = await judge(whole);
  assert.equal(fileOf(shown), fileOf({ source: path, kind: 'specifier' }), whole);
  if (shown.alt !== undefined) assert.equal(shown.alt, alt, whole);
  assert.deepEqual(shown.size, sized.includes(language) ? size : undefined, whole);
}
