/** Paths from one file to another. Pure: paths are those of URIs, with `/`, not percent-encoded. */

/** The parts of a URI that decide whether there is a relative path. */
export interface FileLocation {
  scheme: string;
  authority: string;
  /** `/folder/file.md`, on Windows `/c:/folder/file.md`. */
  path: string;
}

/**
 * The path from the folder of `document` to `file`, as in `images/fox.png` or `../images/fox.png`; undefined if they are on
 * different machines or drives.
 */
export function relativePath(document: FileLocation, file: FileLocation): string | undefined {
  if (document.scheme !== file.scheme || document.authority !== file.authority) return undefined;
  const from = document.path.split('/').slice(1, -1);
  const to = file.path.split('/').slice(1);
  if (isDrive(from[0]) && from[0]?.toLowerCase() !== to[0]?.toLowerCase()) return undefined;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && isSame(from[shared], to[shared], shared)) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Folders whose content a web server serves from its root: `public/fox.png` has the path `/fox.png`. */
const servedFolders = ['public', 'static'];

/**
 * The path that a web page uses for a file below a served folder at the top of a package, with a leading slash; undefined
 * for every other file.
 */
export function servedPath(packagePath: string, filePath: string): string | undefined {
  const root = packagePath.endsWith('/') ? packagePath : `${packagePath}/`;
  if (!filePath.startsWith(root)) return undefined;
  const [top, ...rest] = filePath.slice(root.length).split('/');
  if (top === undefined || rest.length === 0 || !servedFolders.includes(top)) return undefined;
  return `/${rest.join('/')}`;
}

/**
 * The path that a document uses for a file of the web server; undefined if the file isn't served, if the document belongs to
 * another package, whose server doesn't have the file, or if the document is served itself: then the relative path holds on
 * every server and below every base path.
 * @param packagePath The package of the file.
 */
export function servedPathFor(packagePath: string, document: string, file: string): string | undefined {
  const isOutside = !document.startsWith(packagePath.endsWith('/') ? packagePath : `${packagePath}/`);
  return isOutside || servedPath(packagePath, document) !== undefined ? undefined : servedPath(packagePath, file);
}

/**
 * A path as a URL reference: reserved characters are percent-encoded, letters of all scripts stay readable.
 */
export function urlOfPath(path: string): string {
  // `&amp;` would be read as a character reference in Markdown and Pug.
  const encoded = path.replace(/[%#?\s()<>"'`\\^{}|]|&(?=#?\w+;)/g, (character) => encodeAll(character));
  // `a:b.png` would be parsed as a URL with the scheme `a`.
  return /^[^/]*:/.test(encoded) ? `./${encoded}` : encoded;
}

function encodeAll(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function isDrive(segment: string | undefined): boolean {
  return segment !== undefined && /^[a-z]:$/i.test(segment);
}

function isSame(one: string | undefined, other: string | undefined, depth: number): boolean {
  if (depth === 0 && isDrive(one)) return one?.toLowerCase() === other?.toLowerCase();
  return one === other;
}
