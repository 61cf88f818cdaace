/**
 * The text of a quick input that Easel also writes to. VS Code applies a write some time after it, and reports it like typing; what is
 * typed until then is overwritten in the box. It is kept here and written again behind the new text. Pure.
 */

export class TypedText {
  readonly #write: (text: string) => void;
  /** Text that VS Code reported last. */
  #reported: string;
  /** A write that VS Code has not reported yet, the text that it replaces, and what was typed behind that since. */
  #pending: { text: string; replaces: string; typed: string } | undefined;

  /** @param write Sets the text of the box. */
  constructor(initial: string, write: (text: string) => void) {
    this.#reported = initial;
    this.#write = write;
  }

  /** The text as the user means it. */
  get value(): string {
    return this.#pending ? this.#pending.text + this.#pending.typed : this.#reported;
  }

  /** Replaces the text. */
  set(text: string): void {
    if (!this.#pending && text === this.#reported) return;
    this.#pending = { text, replaces: this.#reported, typed: '' };
    this.#write(text);
  }

  /** Takes a change that VS Code reports. */
  changed(text: string): void {
    this.#reported = text;
    const pending = this.#pending;
    if (!pending) return;
    if (text === pending.text) {
      this.#pending = undefined;
      if (pending.typed !== '') this.set(pending.text + pending.typed);
    } else if (text.startsWith(pending.replaces)) pending.typed = text.slice(pending.replaces.length);
    // Anything else was edited in the middle, before the write.
    else pending.typed = '';
  }
}
