import type { Assets } from '../../shared/platform/ports';

/** How a drawing stands in a scene. `feature` ones are scenery (sun, mountain): subjects only where there is no scenery. */
export type Pose =
  'stand' | 'head' | 'bust' | 'fly' | 'swim' | 'boat' | 'vehicle' | 'building' | 'plant' | 'thing' | 'face' | 'feature';

export interface Drawing {
  pose: Pose;
  /** SVG for a box of 32 × 32, its identifiers unique within the set. */
  body: string;
}

/** Word to drawing; a drawing that the word only hints at has a `~` before its name. */
export interface Words {
  en: Readonly<Record<string, string>>;
  zh: Readonly<Record<string, string>>;
  /** By the character itself, without variation selectors. */
  emoji: Readonly<Record<string, string>>;
}

/** What the caption's font can write, and how wide. */
export interface Glyphs {
  unitsPerEm: number;
  covers(codePoint: number): boolean;
  /** Advance in ems; characters that are not covered are guessed. */
  width(character: string): number;
}

export interface SketchData {
  drawings: ReadonlyMap<string, Drawing>;
  words: Words;
  glyphs: Glyphs;
}

interface GlyphFile {
  unitsPerEm: number;
  /** Ranges of code points in hexadecimal: `20-7e a0`. */
  covered: string;
  widths: Record<string, number>;
}

const kept = new WeakMap<Assets, Promise<SketchData>>();

/** The data below `media/sketch/`, read and parsed once for each store of assets. */
export function loadSketchData(assets: Assets): Promise<SketchData> {
  let data = kept.get(assets);
  if (!data) {
    data = readSketchData(assets);
    kept.set(assets, data);
    // A failed read must not be kept, or one bad moment would spoil the whole session.
    data.catch(() => kept.delete(assets));
  }
  return data;
}

async function readSketchData(assets: Assets): Promise<SketchData> {
  const [drawings, words, glyphs] = await Promise.all(
    ['sketch/drawings.json', 'sketch/words.json', 'sketch/glyphs.json'].map(async (path): Promise<unknown> => {
      return JSON.parse(new TextDecoder().decode(await assets.read(path)));
    }),
  );
  return {
    // They are shipped with Easel and tested there; checking a megabyte at every start would only cost time.
    drawings: toDrawings(drawings as Record<string, [Pose, string]>),
    words: words as Words,
    glyphs: toGlyphs(glyphs as GlyphFile),
  };
}

function toDrawings(raw: Record<string, [Pose, string]>): Map<string, Drawing> {
  return new Map(Object.entries(raw).map(([name, [pose, body]]) => [name, { pose, body }]));
}

function toGlyphs({ unitsPerEm, covered, widths }: GlyphFile): Glyphs {
  const ranges = covered.split(' ').map((range) => {
    const [first = '0', last = first] = range.split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
  const covers = (codePoint: number): boolean => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = ranges[middle] ?? [0, 0];
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
  return { unitsPerEm, covers, width: (character) => (widths[character] ?? unitsPerEm) / unitsPerEm };
}
