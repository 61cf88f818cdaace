/** Escapes text for the syntaxes in which images are inserted. Pure. */

export function markdownText(text: string): string {
  return text.replace(/[\\`*_~[\]<&]/g, '\\$&');
}

/** MDX evaluates braces. */
export function mdxText(text: string): string {
  return text.replace(/[\\`*_~[\]<&{}]/g, '\\$&');
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

/**
 * The text in the brackets of a block macro, quoted so that commas and equals signs don't separate attributes. What would be
 * read as a character or attribute reference is escaped; a backslash has no other escape than a reference.
 */
export function asciidocText(text: string): string {
  const literal = text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/\\(?=[^\w\s]|$)/g, '&#92;')
    .replace(/`(?=')/g, '&#96;')
    .replace(/\{(?=\w[^{}]*\})/g, '\\{');
  return `"${literal.replace(/"/g, '\\"')}"`;
}

/** Astro's compiler loses backslashes and character references of an attribute, but keeps those of an expression. */
export function astroAttribute(text: string): string {
  return /\\|&#?\w+;/.test(text) ? `{${JSON.stringify(text)}}` : `"${attribute(text)}"`;
}

export function quotedText(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}
