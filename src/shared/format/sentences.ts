/** Ways to put texts in a row that work in every language; parts of one sentence are never joined, they are placeholders. */
import type { Translate } from './translate';

/** Whole sentences, empty ones left out: a space between two, and none after the full-width marks of Chinese. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((all, next) => (all === '' || /[。！？]$/u.test(all) ? all + next : `${all} ${next}`), '');
}

/** Facts that don't depend on each other, empty ones left out: `KIE · 3 images · about ¥0.09`. */
export function factLine(facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
}

/** Facts of a request and where its images go: `KIE · 3 images → images/`. */
export function factLineTo(facts: readonly (string | undefined)[], destination: string): string {
  return `${factLine(facts)} → ${destination}`;
}

/** `a.png, b.png, c.png`, with the comma of the language. */
export function formatList(items: readonly string[], t: Translate): string {
  return items.reduce((list, item) => (list === '' ? item : t('{list}, {item}', { list, item })), '');
}

/** `Our GPU: 88 images left today`, with the colon of the language. */
export function nameAndText(name: string, text: string, t: Translate): string {
  return t('{name}: {text}', { name, text });
}
