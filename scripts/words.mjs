/**
 * `node scripts/words.mjs`: house words in product text, documents and test titles; a step of `npm run check`. The words are in
 * `scripts/words/houseWords.mjs`, what is allowed in spite of them in `scripts/words/exceptions.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { checkWords } from './words/check.mjs';
import { collectTexts } from './words/texts.mjs';

const root = join(import.meta.dirname, '..');
const exceptionsFile = 'scripts/words/exceptions.json';
const texts = collectTexts(root);
const { findings, unused } = checkWords(texts, JSON.parse(readFileSync(join(root, exceptionsFile), 'utf8')));

for (const { file, line, word, say, text } of findings) console.error(`${file}:${line}: “${word}” → ${say} | ${text}`);
for (const { file, text } of unused) console.error(`${exceptionsFile}: excuses nothing in ${file}: ${text}`);
for (const [folder, count] of countByFolder()) console.error(`${String(count).padStart(6)}  ${folder}`);
console.log(`${texts.length} texts, ${findings.length} house words, ${unused.length} unused exceptions`);
if (texts.length === 0 || findings.length > 0 || unused.length > 0) process.exitCode = 1;

/** @returns {[folder: string, count: number][]} the most first */
function countByFolder() {
  const counts = new Map();
  for (const { file } of findings) {
    const folder = file.includes('/')
      ? file
          .split('/')
          .slice(0, 2)
          .join('/')
          .replace(/\/[^/]+\.\w+$/, '')
      : file;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort(([, first], [, second]) => second - first);
}
