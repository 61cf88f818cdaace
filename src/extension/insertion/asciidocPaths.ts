/** Paths of images in AsciiDoc, which start at the document's attribute `imagesdir`. Pure. */
import { relativePath } from './paths';

/** The folder that `imagesdir` names at the end of `before`, with `/` at its end; empty if it is unset or isn't a relative path. */
export function imagesFolderOf(before: string): string {
  const last = [...before.matchAll(/^:(!?)imagesdir(!?):[ \t]*(.*?)[ \t]*\r?$/gm)].at(-1);
  const value = last && last[1] === '' && last[2] === '' ? (last[3] ?? '') : '';
  if (value === '' || value.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(value) || value.includes('{')) return '';
  return `${value.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')}/`;
}

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
