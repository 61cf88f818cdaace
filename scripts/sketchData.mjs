/**
 * Makes `media/sketch/` from packages that only development needs: drawings of Fluent Emoji (flat), the words that call
 * them in English and Chinese (CLDR through emojibase, and our own), what other words mean, and a small font for captions.
 * Its output is committed; run it again after a change here: `node scripts/sketchData.mjs`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';
import { makeFont } from './sketchData/font.mjs';
import { collectDrawings } from './sketchData/drawings.mjs';
import { collectMeanings, traitsOf } from './sketchData/meanings.mjs';
import { ownDrawings } from './sketchData/ownDrawings.mjs';
import { collectWords } from './sketchData/vocabulary.mjs';

const require = createRequire(import.meta.url);
const folder = new URL('../media/sketch/', import.meta.url);
const json = (name) => JSON.parse(readFileSync(require.resolve(name), 'utf8'));

const drawings = [
  ...ownDrawings,
  ...collectDrawings({
    icons: json('@iconify-json/fluent-emoji-flat/icons.json').icons,
    characters: json('@iconify-json/fluent-emoji-flat/chars.json'),
    emoji: json('emojibase-data/en/data.json'),
    meta: json('emojibase-data/meta/groups.json'),
  }),
];
const words = { ...collectWords(drawings, json('emojibase-data/zh/data.json')), meanings: collectMeanings() };
const packed = drawings.map(({ name, pose, body }) => [name, [pose, body, traitsOf(name)]]);
const { font, glyphs } = await makeFont(
  readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
);

mkdirSync(folder, { recursive: true });
write('drawings.json', JSON.stringify(Object.fromEntries(packed)));
write('words.json', JSON.stringify(words));
write('caption.ttf', font);
write('OFL.txt', readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/LICENSE_FONT')));
write('glyphs.json', JSON.stringify(glyphs));
console.log(
  `${drawings.length} drawings, ${Object.keys(words.en).length} English and ${Object.keys(words.zh).length} Chinese words`,
);

/** Writes one file and says how large it is, as it is and in a zip. */
function write(name, content) {
  const bytes = Buffer.from(content);
  writeFileSync(new URL(name, folder), bytes);
  const zipped = deflateRawSync(bytes, { level: 9 }).length;
  console.log(`${name}: ${(bytes.length / 1024).toFixed(0)} KB, zipped ${(zipped / 1024).toFixed(0)} KB`);
}
