/** Prompts used before, gone through with the arrow keys as in a shell. Pure. */

export interface PromptHistory {
  /** Newest first. */
  prompts: readonly string[];
  /** Which of them stands in the field; -1: what the person is writing. */
  at: number;
  /** What stood there before the first step back. */
  draft: string;
}

export function historyOf(prompts: readonly string[]): PromptHistory {
  return { prompts, at: -1, draft: '' };
}

/** What stands in the field after an arrow key; undefined when there is nothing in that direction. */
export function stepThrough(
  history: PromptHistory,
  direction: 'older' | 'newer',
  text: string,
): { history: PromptHistory; text: string } | undefined {
  // What was recalled and changed since is a draft of its own.
  const isRecalled = history.at >= 0 && history.prompts[history.at] === text;
  const from = isRecalled ? history : { ...history, at: -1, draft: text };
  let at = from.at + (direction === 'older' ? 1 : -1);
  // The prompt that stands there already is no step.
  if (at >= 0 && from.prompts[at] === text) at += direction === 'older' ? 1 : -1;
  if (at < -1 || at >= from.prompts.length) return undefined;
  return { history: { ...from, at }, text: at < 0 ? from.draft : (from.prompts[at] ?? '') };
}

export interface Caret {
  text: string;
  start: number;
  end: number;
  /** True when a line is too long for its place and goes on in the next one. */
  isBroken: boolean;
}

/** Whether an arrow key leaves the text at its top, or at its bottom. */
export function leavesText({ text, start, end, isBroken }: Caret, direction: 'older' | 'newer'): boolean {
  if (start !== end) return false;
  const [before, behind] = [text.slice(0, start), text.slice(end)];
  // Where in a broken line the caret stands is not known: only the ends of the text are sure, and what is recalled ends there.
  if (isBroken) return before === '' || behind === '';
  return direction === 'older' ? !before.includes('\n') : !behind.includes('\n');
}
