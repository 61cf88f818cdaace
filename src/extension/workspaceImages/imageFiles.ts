/** File types of images, and file names of results. Pure. */
import type { ConvertedType } from '../../shared/platform/ports';

/** The same extensions as in the `when` clauses of the menus; a provider's limits say which types it accepts. */
export const imageExtensions = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp', 'svg'] as const;

/** Glob pattern for searching the workspace. */
export const imageGlob = `**/*.{${imageExtensions.flatMap((one) => [one, one.toUpperCase()]).join(',')}}`;

/** Suffix of a result's file name: `fox-edit.png`, `fox-variation.png`. */
export type Suffix = 'edit' | 'variation';

const imagePattern = new RegExp(`\\.(${imageExtensions.join('|')})$`, 'i');
const derivedPattern = /-(?:edit|variation)(?:-\d+)*$/;

/** Whether a path or file name has the extension of an image. */
export function isImagePath(path: string): boolean {
  return imagePattern.test(path);
}

/** The name without folder and extension. */
export function stemOf(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  return name.replace(/(?!^)\.[^.]*$/, '');
}

/** The stem of a result's file name: `fox-edit` for `fox.png` as well as for `fox-edit-2.png`. */
export function derivedStem(path: string, suffix: Suffix): string {
  const stem = stemOf(path);
  return `${stem.replace(derivedPattern, '') || stem}-${suffix}`;
}

/** Whether both extensions belong to the same file format. */
export function isSameFormat(one: string, other: string): boolean {
  const plain = (extension: string): string => extension.toLowerCase().replace('jpeg', 'jpg');
  return plain(one) === plain(other);
}

/** The media type for this extension, if images can be converted to it. */
export function convertedTypeOf(extension: string): ConvertedType | undefined {
  switch (extension.toLowerCase()) {
    case 'png':
      return 'image/png';
    case 'jpg':
    case 'jpeg':
      return 'image/jpeg';
    case 'webp':
      return 'image/webp';
    default:
      return undefined;
  }
}

/** The extension without its dot; empty if there is none. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1] ?? '';
}

/**
 * Omits results of earlier edits (`fox-edit.png` beside `fox.png`), so that editing a whole folder doesn't pay for edits of
 * edits.
 */
export function withoutResults<Item>(items: readonly Item[], pathOf: (item: Item) => string): Item[] {
  const originals = new Set(items.map((item) => originalKey(pathOf(item), stemOf(pathOf(item)))));
  return items.filter((item) => {
    const path = pathOf(item);
    const stem = stemOf(path);
    return !derivedPattern.test(stem) || !originals.has(originalKey(path, stem.replace(derivedPattern, '')));
  });
}

function originalKey(path: string, stem: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${stem}`;
}

/** The ratio that is closest to a size; undefined if the list contains no ratio. */
export function nearestRatio(
  ratios: readonly string[],
  { width, height }: { width: number; height: number },
): string | undefined {
  const wanted = Math.log(width / height);
  let best: { ratio: string; distance: number } | undefined;
  for (const ratio of ratios) {
    const [across = 0, down = 0] = ratio.split(':').map(Number);
    if (!(across > 0 && down > 0)) continue;
    const distance = Math.abs(Math.log(across / down) - wanted);
    if (!best || distance < best.distance) best = { ratio, distance };
  }
  return best?.ratio;
}
