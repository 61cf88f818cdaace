import { withoutControls } from '../../shared/format/plainText';

/** Characters. Screen readers read alternative text without a pause. */
const maxLength = 120;

/** The prompt as alternative text: one line, truncated at a word. */
export function altTextOf(prompt: string): string {
  const line = withoutControls(prompt).replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const head = characters.slice(0, maxLength + 1).join('');
  const cut = Math.max(head.lastIndexOf(' '), head.search(/[,，。、；;][^,，。、；;]*$/u));
  // Languages without spaces are truncated between two characters.
  const kept = cut > maxLength / 2 ? head.slice(0, cut) : characters.slice(0, maxLength).join('');
  return `${kept.replace(/[\s,，。、；;:：.-]+$/u, '')}…`;
}
