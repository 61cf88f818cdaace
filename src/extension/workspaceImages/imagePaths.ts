/** Finds references to images in a document, and the candidates for their files. Pure. */
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

/**
 * AsciiDoc, reStructuredText, LaTeX, Markdown (parentheses in a path are balanced, up to three deep), `url()`, quoted strings,
 * and bare words; the first matching group is the path.
 */
const patterns = [
  /\bimage::?([^[\]\s:][^[\]\n]*)\[(?:"(?:\\.|[^"\\\n])*"|\\.|[^\]\\\n])*\]/g,
  /^\s*\.\.\s+(?:\|[^|\n]+\|\s+)?(?:image|figure)::[ \t]+((?:\\.|[^\\\n])+?)\s*$/g,
  /\\includegraphics\*?(?:\[[^\]\n]*\])?\{([^{}\n]+)\}/g,
  /!\[(?:\\.|[^\]\\\n])*\]\(\s*(?:<([^>\n]+)>|((?:[^\s()]|\((?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*\))+))(?:\s[^\n]*?)?\)/g,
  /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"')\s]+))\s*\)/gi,
  /"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`/g,
  /([^\s"'`()<>[\]{}=,;|]+)/g,
];

/** The image references of a line, from left to right. */
export function imagesOfLine(line: string): NamedImage[] {
  const found: NamedImage[] = [];
  for (const pattern of patterns) {
    for (const match of line.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      // Part of a construct that was already found.
      if (found.some((one) => one.start <= start && one.end >= end)) continue;
      const written = match.slice(1).find(Boolean) ?? '';
      // Only reStructuredText escapes white space in a path.
      for (const path of pathsIn(written.replace(/\\(?=\s)/g, ''))) {
        found.push({ path, start, end });
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

/** The image that a variable of the line is imported from: `src={foxUrl}`. */
export function importedImageAt(text: string, line: string, column: number): string | undefined {
  const imports = new Map<string, string>();
  for (const [, name, path] of text.matchAll(/\bimport\s+([\w$]+)\s+from\s+['"]([^'"\n]+)['"]/g)) {
    const [local] = pathsIn(path ?? '');
    if (name !== undefined && local !== undefined) imports.set(name, local);
  }
  const names = [...line.matchAll(/[\w$]+/g)].filter(([name]) => imports.has(name));
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

/** The folder that AsciiDoc's attribute `imagesdir` names at the end of `before`, with `/` at its end; empty if it is unset or isn't a relative path. */
export function imagesFolderOf(before: string): string {
  const last = [...before.matchAll(/^:(!?)imagesdir(!?):[ \t]*(.*?)[ \t]*\r?$/gm)].at(-1);
  const value = last && last[1] === '' && last[2] === '' ? (last[3] ?? '') : '';
  if (value === '' || value.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(value) || value.includes('{')) return '';
  return `${value.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')}/`;
}

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

/** The local image paths in an attribute's value: one, or those of a `srcset`. */
function pathsIn(value: string): string[] {
  const whole = localPath(value);
  if (whole !== undefined) return [whole];
  if (!/\s\d*\.?\d+[wxh]\s*(,|$)/.test(value)) return [];
  return value.split(',').flatMap((part) => localPath(part.trim().split(/\s/)[0] ?? '') ?? []);
}

/** The path of a reference; undefined for web addresses, data URLs and files that aren't images. */
function localPath(reference: string): string | undefined {
  const bare = reference.trim().replace(/[?#].*$/, '');
  if (
    !isImagePath(bare) ||
    /(?:^|[/\\])\.[^./\\]*$/.test(bare) ||
    bare.startsWith('//') ||
    /^[a-z][a-z0-9+.-]+:/i.test(bare) ||
    /\s\S*[,]/.test(bare)
  ) {
    return undefined;
  }
  return decoded(bare.replaceAll('&amp;', '&')).replaceAll('\\', '/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
