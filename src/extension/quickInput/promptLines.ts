/** Splits a text into prompts. Pure. */

/** One prompt per line, without empty lines, list markers and numbering. */
export function promptsOf(text: string): string[] {
  return text
    .split(/\r?\n|\r|\u2028/)
    .map((line) => line.replace(/^\s*(?:[-*•]\s+|\d{1,3}[.)、]\s*)/u, '').trim())
    .filter((line) => line !== '');
}

/**
 * The prompts of a text pasted into a single-line box, which removes line breaks or replaces them with spaces. Undefined if the
 * text of the box isn't that of the clipboard, or the clipboard has a single line.
 */
export function pastedPrompts(box: string, clipboard: string): string[] | undefined {
  const prompts = promptsOf(clipboard);
  const flat = (text: string): string => text.replace(/\s+/g, '');
  return prompts.length > 1 && flat(box) === flat(clipboard) ? prompts : undefined;
}
