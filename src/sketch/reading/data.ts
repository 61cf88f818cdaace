import type { Assets } from '../../shared/platform/ports';
import type { Features, Meaning, OneOf } from './meanings';

/** How a drawing is placed in a scene. `feature` ones are scenery (sun, mountain): subjects only where there is no scenery. */
export type Pose = OneOf<'stand head bust fly swim boat vehicle building plant thing face feature'>;

/** What a drawing brings along where the prompt does not say. */
export type Traits = Partial<Pick<Features, 'location' | 'weather' | 'time'>>;

export interface Drawing {
  pose: Pose;
  /** SVG for a box of 32 × 32, its identifiers unique within the set. */
  body: string;
  traits: Traits;
}

export interface Words {
  /** Word to drawing; a drawing that the word only hints at has a `~` before its name. */
  en: Readonly<Record<string, string>>;
  zh: Readonly<Record<string, string>>;
  /** By the character itself, without variation selectors. */
  emoji: Readonly<Record<string, string>>;
  /** What words say apart from subjects. */
  meanings: Readonly<Record<'en' | 'zh', Readonly<Record<string, readonly Meaning[]>>>>;
}

/** What the caption's font can write, and how wide. */
export interface Glyphs {
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

const cache = new WeakMap<Assets, Promise<SketchData>>();

/** The data below `media/sketch/`, read and parsed once for each store of assets. */
export function loadSketchData(assets: Assets): Promise<SketchData> {
  let data = cache.get(assets);
  if (!data) {
    data = readSketchData(assets);
    cache.set(assets, data);
    // A failed read must not stay in the cache, or it would fail for the whole session.
    data.catch(() => cache.delete(assets));
  }
  return data;
}

async function readSketchData(assets: Assets): Promise<SketchData> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await assets.read(`sketch/${name}.json`)));
  // They are shipped with Easel and tested there; checking a megabyte at every start would only cost time.
  const drawings = (await read('drawings')) as Record<string, [Pose, string, Traits]>;
  return {
    drawings: new Map(Object.entries(drawings).map(([name, [pose, body, traits]]) => [name, { pose, body, traits }])),
    words: (await read('words')) as Words,
    glyphs: toGlyphs((await read('glyphs')) as GlyphFile),
  };
}

function toGlyphs({ unitsPerEm, covered, widths }: GlyphFile): Glyphs {
  const points = new Set<number>();
  for (const range of covered.split(' ')) {
    const [first = 0, last = first] = range.split('-').map((digits) => Number.parseInt(digits, 16));
    for (let point = first; point <= last; point++) points.add(point);
  }
  return {
    covers: (codePoint) => points.has(codePoint),
    width: (character) => (widths[character] ?? unitsPerEm) / unitsPerEm,
  };
}
