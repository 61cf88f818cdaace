import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { checkWords, type Exception } from '../../../scripts/words/check.mjs';
import {
  collectTexts,
  componentTexts,
  documentTexts,
  manifestTexts,
  messagesOf,
  nlsTexts,
  type Text,
  titlesOf,
} from '../../../scripts/words/texts.mjs';

const root = join(import.meta.dirname, '../../..');

function wordsIn(texts: Text[], exceptions: Exception[] = []): string[] {
  return checkWords(texts, exceptions).findings.map(({ line, word }) => `${line} ${word}`);
}

describe('the check for house words', () => {
  it('reports messages of the product, with their lines', () => {
    const code =
      "t('{pictures} done');\nfacts.t('Picture {name} failed');\nmessage(one ? 'Again' : 'Again and again');\nlog('please');";
    assert.deepEqual(wordsIn(messagesOf('a.ts', code)), ['2 Picture', '3 Again']);
  });

  it('reports texts and calls of components', () => {
    const source =
      "<script lang=\"ts\">\n  const title = t('a grey one');\n</script>\n<p>Nobody\n</p>\n<b title={t('fine')}>{picture}</b>";
    assert.deepEqual(wordsIn(componentTexts('A.svelte', source)).sort(), ['2 grey', '4 Nobody']);
  });

  it('reports titles of tests, also those with values in them', () => {
    const code =
      "describe('the vault', () => {\n  it(`keeps ${count} pictures`, run);\n  it.skip('is cancelled' + rest, run);\n  assert('please');\n});";
    assert.deepEqual(wordsIn(titlesOf('a.test.ts', code)), ['1 vault', '2 pictures', '3 cancelled']);
  });

  it('reports documents, but not their code, addresses and comments', () => {
    const text =
      '# Colours\n\n`cancelled` [fine](docs/picture.md) <!-- please -->\n```\nwish\n```\nIt can not, any more.\n';
    assert.deepEqual(wordsIn(documentTexts('a.md', text)), ['1 Colour', '7 any more', '7 can not']);
  });

  it('reports texts of the manifest', () => {
    const manifest = '{\n "title": "%title%",\n "modelDescription": "Makes a picture",\n "name": "wish"\n}';
    assert.deepEqual(wordsIn(manifestTexts('package.json', manifest)), ['3 picture']);
    assert.deepEqual(wordsIn(nlsTexts('package.nls.json', '{\n "picture": "An image",\n "other": "Its colour"\n}')), [
      '3 colour',
    ]);
  });

  it('matches whole words only, and allows “such as”', () => {
    const texts = documentTexts('a.md', 'doorway, such as wishful, pokemon, outstanding, picture-perfect, program');
    assert.deepEqual(wordsIn(texts), []);
  });

  it('accepts what an exception names, there only, and reports exceptions without use', () => {
    const texts = documentTexts('a.md', 'a picture of a picture book');
    const exception = { file: 'a.md', text: 'picture book', reason: 'the name of a thing' };
    assert.deepEqual(wordsIn(texts, [exception]), ['1 picture']);
    assert.deepEqual(wordsIn(texts, [{ ...exception, file: 'b.md' }]), ['1 picture', '1 picture']);
    const unused = { ...exception, text: 'picture frame' };
    assert.deepEqual(checkWords(texts, [exception, unused]).unused, [unused]);
  });

  it('has a reason for every exception', () => {
    const exceptions = JSON.parse(readFileSync(join(root, 'scripts/words/exceptions.json'), 'utf8')) as Exception[];
    assert.deepEqual(
      exceptions.filter(({ file, text, reason }) => !file || !text || !reason),
      [],
    );
  });

  it('finds the texts of the project', () => {
    const files = new Set(collectTexts(root).map(({ file }) => file));
    for (const file of [
      'package.nls.json',
      'README.md',
      'src/providers/kie/guide.md',
      'test/unit/guards/words.test.ts',
    ]) {
      assert.ok(files.has(file), file);
    }
  }).timeout(120_000);
});
