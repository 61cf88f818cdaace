import type { Translate } from './translate';

/** Sentences in a row, empty ones left out: a space between two, and none after the full-width marks of Chinese. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((all, next) => (all === '' || /[。！？]$/u.test(all) ? all + next : `${all} ${next}`), '');
}

/** `Our GPU: 88 pictures left`, with the colon of the language. */
export function nameAndText(name: string, text: string, t: Translate): string {
  return t('{name}: {text}', { name, text });
}
