/**
 * The text of a quick input that Easel also writes to. VS Code applies a write some time after it, reports it like typing, and
 * overwrites with it whatever was typed until then. Every report is therefore read as an edit of the text that the user means,
 * and what a write took away is written again once VS Code reported it. Pure.
 */

/**
 * Ends a text that is written again. Nobody types it, so that the report of this write can't be taken for typing, also if the
 * user types the letters that are just missing in the box.
 */
const mark = '\u200B';

export class TypedText {
  readonly #write: (text: string) => void;
  /** What VS Code reported last. */
  #reported: string;
  /** The text as the user means it. */
  #meant: string;
  /** The write that VS Code hasn't reported yet. There is one at a time, because a second one might change nothing. */
  #pending: string | undefined;

  /** @param write Sets the text of the box. */
  constructor(initial: string, write: (text: string) => void) {
    this.#reported = initial;
    this.#meant = initial;
    this.#write = write;
  }

  /** The text as the user means it. */
  get value(): string {
    return this.#meant;
  }

  /** Replaces the text. */
  set(text: string): void {
    this.#meant = text;
    if (this.#pending === undefined && this.#reported !== text) this.#send(text);
  }

  /** Takes a change that VS Code reports. */
  changed(text: string): void {
    const before = this.#reported;
    this.#reported = text;
    if (text !== this.#pending) {
      this.#meant = withEdit(this.#meant, withoutMark(before), withoutMark(text));
      return;
    }
    this.#pending = undefined;
    if (withoutMark(text) !== this.#meant) this.#send(this.#meant + (this.#meant === '' ? '' : mark));
    else if (text !== this.#meant) this.#send(this.#meant);
  }

  #send(text: string): void {
    this.#pending = text;
    this.#write(text);
  }
}

function withoutMark(text: string): string {
  return text.replaceAll(mark, '');
}

/** The edit from `before` to `after`, made in another text at the same distance from its end. */
function withEdit(text: string, before: string, after: string): string {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const removed = before.length - end - start;
  const at = Math.max(0, text.length - end);
  return text.slice(0, Math.max(0, at - removed)) + after.slice(start, after.length - end) + text.slice(at);
}
