/** Recent prompts, recalled with the arrow keys as in a shell. Pure. */

export interface PromptHistory {
  /** Newest first. */
  prompts: readonly string[];
  /** Index of the recalled prompt; -1: the user's own text. */
  at: number;
  /** The text before the first recall. */
  draft: string;
}

export function historyOf(prompts: readonly string[]): PromptHistory {
  return { prompts, at: -1, draft: '' };
}

/** The text after an arrow key; undefined if there is no prompt in that direction. */
export function stepThrough(
  history: PromptHistory,
  direction: 'older' | 'newer',
  text: string,
): { history: PromptHistory; text: string } | undefined {
  // A changed prompt is the user's own text.
  const isRecalled = history.at >= 0 && history.prompts[history.at] === text;
  const from = isRecalled ? history : { ...history, at: -1, draft: text };
  let at = from.at + (direction === 'older' ? 1 : -1);
  // Skips a prompt equal to the current text.
  if (at >= 0 && from.prompts[at] === text) at += direction === 'older' ? 1 : -1;
  if (at < -1 || at >= from.prompts.length) return undefined;
  return { history: { ...from, at }, text: at < 0 ? from.draft : (from.prompts[at] ?? '') };
}

export interface Caret {
  text: string;
  start: number;
  end: number;
  /** True if the text wraps. */
  isBroken: boolean;
}

/** Whether an arrow key would leave the text at its top or bottom. */
export function leavesText({ text, start, end, isBroken }: Caret, direction: 'older' | 'newer'): boolean {
  if (start !== end) return false;
  const [before, behind] = [text.slice(0, start), text.slice(end)];
  // The visual line of the caret is unknown in wrapped text: only the ends of the text count.
  if (isBroken) return before === '' || behind === '';
  return direction === 'older' ? !before.includes('\n') : !behind.includes('\n');
}
