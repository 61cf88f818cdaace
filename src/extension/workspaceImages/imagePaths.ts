/** Finds references to images in a document, and the candidates for their files. Pure. */
import { quoted, type ImagePattern } from '../languages/contract/language';
import { imagePatterns } from '../languages/table';
import { isImagePath } from './imageFiles';

export interface NamedImage {
  /** As in the document, without query and fragment, decoded. */
  path: string;
  /** 0-based columns of the whole construct, such as `![…](…)` in Markdown. */
  start: number;
  end: number;
}

/** Possible location of a file: relative to the document's folder or to the workspace folder, with `/`. */
export interface FileCandidate {
  from: 'document' | 'workspace';
  path: string;
}

/** Those of the languages, and strings and words of any language. */
const constructs: readonly ImagePattern[] = [
  ...imagePatterns,
  { pattern: /"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`/g, kind: 'string' },
  { pattern: /([^\s"'`()<>[\]{}=,;|]+)/g },
];

/** The image references of a line, from left to right. */
export function imagesOfLine(line: string): NamedImage[] {
  const found: NamedImage[] = [];
  for (const { pattern, kind } of constructs) {
    for (const match of line.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      // Part of a construct that was already found.
      if (found.some((one) => one.start <= start && one.end >= end)) continue;
      const written = match.slice(1).find(Boolean) ?? '';
      for (const path of pathsIn(written, kind)) {
        if (path !== undefined) found.push({ path, start, end });
      }
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The image reference at a column; if the line has only one, it is returned for every column. */
export function imageAt(line: string, column: number): string | undefined {
  const found = imagesOfLine(line);
  const under = found.filter((one) => one.start <= column && column <= one.end);
  const [closest] = under.sort((one, other) => one.end - one.start - (other.end - other.start));
  if (closest) return closest.path;
  const paths = new Set(found.map((one) => one.path));
  return paths.size === 1 ? found[0]?.path : undefined;
}

const importedDefault = new RegExp(`\\bimport\\s+([\\p{ID_Continue}$]+)\\s+from\\s+(?:${quoted})`, 'gu');

/** The image that a variable of the line is imported from: `src={foxUrl}`. */
export function importedImageAt(text: string, line: string, column: number): string | undefined {
  const imports = new Map<string, string>();
  for (const [, name, one, other] of text.matchAll(importedDefault)) {
    const path = writtenPath(one ?? other ?? '');
    if (name !== undefined && path !== undefined) imports.set(name, path);
  }
  const names = [...line.matchAll(/[\p{ID_Continue}$]+/gu)].filter(([name]) => imports.has(name));
  const under = names.find((match) => match.index <= column && column <= match.index + match[0].length);
  const only = new Set(names.map(([name]) => name)).size === 1 ? names[0] : undefined;
  const name = (under ?? only)?.[0];
  return name === undefined ? undefined : imports.get(name);
}

/** The distinct image references of a document. */
export function imagesOfText(text: string): string[] {
  return [...new Set(text.split('\n').flatMap((line) => imagesOfLine(line).map((one) => one.path)))];
}

/** Folders that are served as a web page's root, and the folders of common path aliases. */
const served = ['', 'public/', 'static/', 'src/', 'assets/'];
const aliases: readonly [prefix: string, folders: readonly string[]][] = [
  ['$lib/', ['src/lib/']],
  ['@/', ['src/', '', 'app/', 'resources/']],
  ['~/', ['src/', '', 'app/']],
];

/** Candidates for the file of a path, most likely first. `imagesFolder` is that of AsciiDoc. */
export function candidatesOf(path: string, imagesFolder = ''): FileCandidate[] {
  if (imagesFolder !== '' && !path.startsWith('/')) {
    return [{ from: 'document', path: imagesFolder + path }, ...candidatesOf(path)];
  }
  const inWorkspace = (folders: readonly string[], rest: string): FileCandidate[] =>
    folders.map((folder) => ({ from: 'workspace', path: folder + rest }));
  for (const [prefix, folders] of aliases)
    if (path.startsWith(prefix)) return inWorkspace(folders, path.slice(prefix.length));
  if (path.startsWith('/')) return inWorkspace(served, path.replace(/^\/+/, ''));
  const plain = path.replace(/^(\.\/)+/, '');
  const isUpward = plain.startsWith('../');
  return [{ from: 'document', path: plain }, ...(isUpward ? [] : inWorkspace(served, plain))];
}

/** The local image paths that are written in a construct. */
function pathsIn(written: string, kind: ImagePattern['kind']): (string | undefined)[] {
  if (kind === 'path') return [writtenPath(written)];
  if (kind === 'tex') return [texPath(written)];
  return kind === 'string' ? pathsOfString(written) : [localPath(written)];
}

/** One path, or those of a `srcset`. */
function pathsOfString(value: string): (string | undefined)[] {
  const isText = /\s\S*,/.test(value.replace(/[?#].*$/, ''));
  if (!isText) return [localPath(value)];
  if (!/\s\d*\.?\d+[wxh]\s*(,|$)/.test(value)) return [];
  return value.split(',').map((part) => localPath(part.trim().split(/\s/)[0] ?? ''));
}

/** The file of a URL reference; undefined for web addresses, data URLs and files that aren't images. */
function localPath(reference: string): string | undefined {
  const bare = reference.trim().replace(/[?#].*$/, '');
  if (!isLocalImage(bare)) return undefined;
  return decoded(bare.replaceAll('&amp;', '&')).replaceAll('\\', '/');
}

/** The file of a path with escapes; undefined like `localPath`. A query such as `?url` tells a bundler what to do. */
function writtenPath(written: string): string | undefined {
  const path = written.trim().replace(/\\([^\w.])/g, '$1');
  const bare = isImagePath(path) ? path : path.replace(/\?.*$/, '');
  return isLocalImage(bare) ? bare.replaceAll('\\', '/') : undefined;
}

function texPath(written: string): string | undefined {
  const path = written.trim().replace(/\\string\\(.)/g, '$1');
  return isLocalImage(path) ? path : undefined;
}

function isLocalImage(path: string): boolean {
  const isBareExtension = /(?:^|[/\\])\.[^./\\]*$/.test(path);
  return isImagePath(path) && !isBareExtension && !path.startsWith('//') && !/^[a-z][a-z0-9+.-]+:/i.test(path);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
