/** Which files count as pictures, and what results are called beside their originals. Pure. */
import type { ConvertedType } from '../../shared/platform/ports';

/** Extensions that the menus know too; whether a provider takes the type is said by its limits. */
export const imageExtensions = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp', 'svg'] as const;

/** For a search in the workspace. */
export const imageGlob = `**/*.{${imageExtensions.flatMap((one) => [one, one.toUpperCase()]).join(',')}}`;

/** What the results of a command are called after: `fox-edit.png`, `fox-variation.png`. */
export type Suffix = 'edit' | 'variation';

const imagePattern = new RegExp(`\\.(${imageExtensions.join('|')})$`, 'i');
const derivedPattern = /-(?:edit|variation)(?:-\d+)*$/;

/** True for a path or name that ends like a picture. */
export function isImagePath(path: string): boolean {
  return imagePattern.test(path);
}

/** The name without folder and extension. */
export function stemOf(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  return name.replace(/(?!^)\.[^.]*$/, '');
}

/** The stem of a result: `fox.png` gives `fox-edit`, and so does `fox-edit-2.png`. */
export function derivedStem(path: string, suffix: Suffix): string {
  const stem = stemOf(path);
  return `${stem.replace(derivedPattern, '') || stem}-${suffix}`;
}

/** True when both extensions stand for the same file format. */
export function isSameFormat(one: string, other: string): boolean {
  const plain = (extension: string): string => extension.toLowerCase().replace('jpeg', 'jpg');
  return plain(one) === plain(other);
}

/** The type of files with this extension, where pictures can be brought into it. */
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

/** The extension without its dot, empty when there is none. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1] ?? '';
}

/**
 * Takes results of earlier edits out of a folder's pictures (`fox-edit.png` beside `fox.png`): nobody wants to pay for the
 * edit of an edit by asking for a whole folder.
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

/** The ratio of a list that is nearest to a size; undefined when none of the list is a ratio. */
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
