/** AsciiDoc, whose paths start at the document's attribute `imagesdir`. */
import { joined, type Language } from '../contract/language';
import { relativePath } from '../contract/paths';

export const asciidoc: Language = {
  insert: ({ text, offset }, images) => {
    const folder = imagesFolderOf(text.slice(0, offset));
    return joined(
      images,
      '\n\n',
      ({ path, alt }) => `image::${escapedPath(pathBelow(folder, path))}[${quotedAlt(alt)}]`,
    );
  },
  address: (image) => escapedPath(image.path),
  patterns: [{ pattern: /\bimage::?([^[\]\s:][^[\]\n]*)\[(?:"(?:\\.|[^"\\\n])*"|\\.|[^\]\\\n])*\]/g }],
};

/** The folder that the attribute `imagesdir` names at the end of `before`, with `/` at its end; empty if it is unset or isn't a relative path. */
export function imagesFolderOf(before: string): string {
  const last = [...before.matchAll(/^:(!?)imagesdir(!?):[ \t]*(.*?)[ \t]*\r?$/gm)].at(-1);
  const value = last && last[1] === '' && last[2] === '' ? (last[3] ?? '') : '';
  if (value === '' || value.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(value) || value.includes('{')) return '';
  return `${value.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')}/`;
}

/** A folder that no path leaves, so that `..` can be resolved. */
const base = Array.from({ length: 40 }, (_, depth) => `\u0000${depth}`);

/** The path from the image folder to an image whose path starts at the document. */
function pathBelow(folder: string, path: string): string {
  if (folder === '' || path.startsWith('/')) return path;
  const at = (relative: string) => ({ scheme: '', authority: '', path: `/${resolved(relative).join('/')}` });
  const found = relativePath(at(`${folder}x`), at(path)) ?? path;
  return found.includes('\u0000') ? path : found;
}

function resolved(relative: string): string[] {
  const segments = [...base];
  for (const segment of relative.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments;
}

/** A path with what ends the macro, is replaced as an attribute, or would be read as part of a URL percent-encoded. */
function escapedPath(path: string): string {
  return path.replace(/[%#?"[\]{}]|&(?=#?\w+;)/g, (character) => encodeURIComponent(character));
}

/**
 * The text in the brackets of a block macro, quoted so that commas and equals signs don't separate attributes. What would be
 * read as a character or attribute reference is escaped; a backslash has no other escape than a reference.
 */
function quotedAlt(text: string): string {
  const literal = text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/\\(?=[^\w\s]|$)/g, '&#92;')
    .replace(/`(?=')/g, '&#96;')
    .replace(/\{(?=\w[^{}]*\})/g, '\\{');
  return `"${literal.replace(/"/g, '\\"')}"`;
}
