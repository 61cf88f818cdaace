import { withoutControls } from '../../shared/format/plainText';

/** Longest alt text in characters; screen readers read it in one go. */
const maxLength = 120;

/** The prompt as alternative text: one line, cut at a word. */
export function altTextOf(prompt: string): string {
  const line = withoutControls(prompt).replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const head = characters.slice(0, maxLength + 1).join('');
  const cut = Math.max(head.lastIndexOf(' '), head.search(/[,，。、；;][^,，。、；;]*$/u));
  // A language without spaces is cut between two characters.
  const kept = cut > maxLength / 2 ? head.slice(0, cut) : characters.slice(0, maxLength).join('');
  return `${kept.replace(/[\s,，。、；;:：.-]+$/u, '')}…`;
}
