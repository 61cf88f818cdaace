/** Several prompts out of one text. Pure. */

/** One prompt a line; empty lines, list marks and numbers before them are left out. */
export function promptsOf(text: string): string[] {
  return text
    .split(/\r?\n|\r|\u2028/)
    .map((line) => line.replace(/^\s*(?:[-*•]\s+|\d{1,3}[.)、]\s*)/u, '').trim())
    .filter((line) => line !== '');
}

/**
 * The prompts of a paste into an empty box of one line, which makes blanks of line breaks (or drops them). Undefined when the
 * text in the box did not come from this clipboard, or the clipboard has one line only.
 */
export function pastedPrompts(box: string, clipboard: string): string[] | undefined {
  const prompts = promptsOf(clipboard);
  const flat = (text: string): string => text.replace(/\s+/g, '');
  return prompts.length > 1 && flat(box) === flat(clipboard) ? prompts : undefined;
}
