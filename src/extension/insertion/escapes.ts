/** Escapes text for the syntaxes in which images are inserted. Pure. */

export function markdownText(text: string): string {
  return text.replace(/[\\`*_[\]<&]/g, '\\$&');
}

/** MDX evaluates braces. */
export function mdxText(text: string): string {
  return text.replace(/[\\`*_[\]<&{}]/g, '\\$&');
}

/** reStructuredText removes white space and backslashes of a path unless they are escaped. */
export function restructuredPath(path: string): string {
  return path.replace(/[\\\s]/g, '\\$&');
}

export function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Svelte evaluates braces in attributes, too. */
export function svelteAttribute(text: string): string {
  return attribute(text).replace(/\{/g, '&#123;').replace(/\}/g, '&#125;');
}

/** The text in the brackets of a block macro, quoted so that commas and equals signs don't separate attributes. */
export function asciidocText(text: string): string {
  // A backslash has no escape of its own: a space keeps it from escaping a quote.
  return `"${text.replace(/\\(?="|$)/g, '\\ ').replace(/"/g, '\\"')}"`;
}

export function quotedText(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}
