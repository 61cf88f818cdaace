/** Sentences in a row, empty ones left out: a space between two, and none after the full-width marks of Chinese. */
export function inARow(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((all, next) => (all === '' || /[。！？]$/u.test(all) ? all + next : `${all} ${next}`), '');
}
