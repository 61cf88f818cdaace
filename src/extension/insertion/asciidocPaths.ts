/** Paths of images in AsciiDoc, which start at the document's attribute `imagesdir`. Pure. */
import { relativePath } from './paths';

/** A folder that no path leaves, so that `..` can be resolved. */
const base = Array.from({ length: 40 }, (_, depth) => `\u0000${depth}`);

/** The path from the image folder to an image whose path starts at the document. */
export function pathBelow(folder: string, path: string): string {
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
export function asciidocPath(path: string): string {
  return path.replace(/[%#?"[\]{}]|&(?=#?\w+;)/g, (character) => encodeURIComponent(character));
}
