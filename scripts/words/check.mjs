/** Looks for house words in texts. */
import { houseWords } from './houseWords.mjs';

/** @typedef {import('./texts.mjs').Text} Text */
/** @typedef {{ file: string, text: string, reason: string }} Exception `text`: a part of the text, with the word in it */
/** @typedef {Text & { word: string, say: string }} Finding */

/**
 * @param {Text[]} texts @param {Exception[]} exceptions
 * @returns {{ findings: Finding[], unused: Exception[] }} `unused`: exceptions that excuse nothing
 */
export function checkWords(texts, exceptions) {
  const used = new Set();
  const findings = texts.flatMap((text) => wordsIn(text).filter((finding) => !isExcused(finding)));
  return { findings, unused: exceptions.filter((one) => !used.has(one)) };

  function isExcused({ file, text, at, word }) {
    const excuses = exceptions.filter((one) => one.file === file && covers(one.text, { text, at, word }));
    for (const one of excuses) used.add(one);
    return excuses.length > 0;
  }
}

function wordsIn(text) {
  return houseWords.flatMap(({ pattern, say }) =>
    [...text.text.matchAll(pattern)].map((match) => ({ ...text, at: match.index, word: match[0], say })),
  );
}

/** True where the part lies around the word. */
function covers(part, { text, at, word }) {
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) {
    if (start <= at && at + word.length <= start + part.length) return true;
  }
  return false;
}
