/** Where the figures of a scene are, and how large. */
import type { Pose } from '../reading/data';
import type { Location } from '../reading/meanings';
import type { ReadSubject } from '../reading/readPrompt';
import type { Figure, Style } from './model';
import type { Random } from './random';

export interface Frame {
  width: number;
  height: number;
  style: Style;
  composition: string;
  location: Location;
  horizon: number;
}

/** Most figures beside the hero and its like. */
const mostCompanions = 4;

/** For each composition of a landscape, as shares of the image: the hero's middle, its edge, and its ground. */
const heroes: Readonly<Record<string, readonly [across: number, size: number, ground: number]>> = {
  left: [0.335, 0.5, 0.87],
  right: [0.665, 0.5, 0.87],
  poster: [0.5, 0.5, 0.86],
  wide: [0.62, 0.32, 0.84],
  vignette: [0.5, 0.46, 0.84],
  close: [0.56, 0.68, 0.93],
};
// prettier-ignore
const sizeOfPose: Record<Pose, number> = {
  stand: 1, head: 0.74, bust: 1.25, fly: 0.86, swim: 0.84, boat: 0.95, vehicle: 1.1,
  building: 1.25, plant: 1.05, thing: 0.8, face: 0.8, feature: 0.8,
};

/** Height of a figure above its base, in edges of its drawing. */
export function heightOf({ pose }: { pose: Pose }): number {
  return pose === 'head' ? 1.46 : 1;
}

/** Gives every subject its position: the hero by the composition, the others where they help. */
export function placeFigures(subjects: readonly ReadSubject[], frame: Frame, random: Random): Figure[] {
  const [hero, ...all] = subjects;
  if (!hero) return [];
  const others = all.slice(0, mostCompanions);
  if (frame.style !== 'landscape') return placeOnStage(hero, others, frame);
  const main = placeHero(hero, frame);
  const companions = others.flatMap((other, index) => placeCompanion(other, index, { main, frame, random }));
  return [...(hero.count > 1 ? multiply(main, hero.count, frame) : [main]), ...companions];
}

function figureOf({ drawing, pose, color }: ReadSubject, rest: Omit<Figure, 'drawing' | 'pose' | 'color'>): Figure {
  return { drawing, pose, ...rest, ...(color && { color }) };
}

/** Edge that sizes are measured by: a tall image gives its figures more of its width. */
function edgeOf({ width, height }: Frame): number {
  return Math.min(height, width * (height > width * 1.2 ? 1.3 : 1.05));
}

function placeHero(hero: ReadSubject, frame: Frame): Figure {
  const [across, share, ground] = heroes[frame.composition] ?? [0.5, 0.46, 0.86];
  const size = edgeOf(frame) * share * sizeOfPose[hero.pose];
  const base = baseOf(hero.pose, { ...frame, ground: frame.height * ground, size });
  const flip = frame.composition === 'left' && canFlip(hero);
  return figureOf(hero, { role: 'hero', x: frame.width * across, base, size, flip });
}

/** Letters and digits must not be mirrored, faces need not be. */
function canFlip({ pose, drawing }: ReadSubject): boolean {
  return /stand|vehicle|fly|swim/.test(pose) && !/police|ambulance|taxi|fire-engine/.test(drawing);
}

function baseOf(pose: Pose, frame: Frame & { ground: number; size: number }): number {
  const { height, horizon, location, ground, size } = frame;
  if (pose === 'bust') return height;
  if (location === 'underwater' && pose === 'swim') return height * 0.5 + size / 2;
  if (pose === 'fly') return height * (location === 'space' || location === 'sky' ? 0.54 : 0.4) + size / 2;
  const isWater = /^(sea|lake|river|beach)$/.test(location);
  if (isWater && (pose === 'swim' || pose === 'boat')) return horizon + (height - horizon) * 0.48;
  return location === 'room' ? Math.max(ground, height * 0.88) : ground;
}

/** Several of a kind: a loose row around the hero's position, each a little different in size and depth. */
function multiply(main: Figure, count: number, { width }: Frame): Figure[] {
  const size = main.size * ([1, 1, 0.82, 0.7][count] ?? 0.56);
  const gap = Math.min(size * 1.02, (width * 0.92) / count);
  const half = gap * (count / 2);
  const start = Math.min(Math.max(main.x, half), width - half) - half + gap / 2;
  const [even, odd] = main.pose === 'fly' || main.pose === 'swim' ? [-0.35, 0.25] : [0, -0.1];
  return [1, 0.84, 0.95, 0.8, 0.9].slice(0, count).map((scale, index) => {
    const isOdd = index % 2 === 1;
    const base = main.base + size * scale * (isOdd ? odd : even);
    return { ...main, x: start + gap * index, size: size * scale, base, flip: isOdd };
  });
}

interface Surroundings {
  main: Figure;
  frame: Frame;
  random: Random;
}

/**
 * Companions by pose. `size`: share of the edge. `depth`: where their base is between horizon and lower edge; those without
 * are on the hero's ground. `reach`: distance from the hero as a share of the width, or, for those on its ground, of the
 * edge, from the hero's side.
 */
const companions: Record<
  Exclude<Pose, 'fly' | 'feature' | 'face'>,
  { size: number; depth?: number; reach: number | readonly [number, number] }
> = {
  building: { size: 0.42, depth: 0.3, reach: [0.3, 0.38] },
  plant: { size: 0.36, depth: 0.5, reach: [0.26, 0.36] },
  boat: { size: 0.22, depth: 0.34, reach: [0.28, 0.36] },
  swim: { size: 0.22, depth: 0.34, reach: [0.28, 0.36] },
  vehicle: { size: 0.34, reach: 0.26 },
  bust: { size: 0.46, reach: 0.22 },
  head: { size: 0.26, reach: 0.2 },
  stand: { size: 0.33, reach: 0.22 },
  thing: { size: 0.19, reach: 0.14 },
};

/** The free side of the hero first, then close by, then far. */
function placeCompanion(other: ReadSubject, index: number, { main, frame, random }: Surroundings): Figure[] {
  const { width, height, horizon } = frame;
  const isCentered = Math.abs(main.x / width - 0.5) <= 0.05;
  const side = (isCentered ? index % 2 === 0 : main.x < width / 2) ? 1 : -1;
  const margin = frame.composition === 'vignette' ? 0.14 : 0;
  const edge = edgeOf(frame);
  const spread = (size: number, base: number, middle: number): Figure[] => {
    const count = Math.min(other.count, 3);
    return Array.from({ length: count }, (_, copy) => {
      const x = middle + (copy - (count - 1) / 2) * size * 0.9;
      const [least, most] = [width * margin + size * 0.45, width * (1 - margin) - size * 0.45];
      const flip = x < main.x && canFlip(other);
      const at = { x: Math.min(most, Math.max(least, x)), base: base - copy * size * 0.06, size };
      return figureOf(other, { role: 'companion', ...at, flip });
    });
  };
  const { pose } = other;
  if (pose === 'fly') {
    const base = height * random.between(0.26, 0.36) + edge * 0.05 * index;
    return spread(edge * 0.17, base, main.x + side * width * random.between(0.26, 0.34));
  }
  const { size, depth, reach } = companions[pose === 'feature' || pose === 'face' ? 'thing' : pose];
  if (typeof reach !== 'number')
    return spread(
      edge * size,
      horizon + (height - horizon) * (depth ?? 0),
      main.x + side * width * random.between(...reach),
    );
  const base = pose === 'bust' ? height : Math.min(height * 0.93, main.base + edge * 0.014);
  const further = size < 0.2 ? 0.2 * Math.floor(index / 2) : 0;
  return spread(edge * size, base, main.x + side * (main.size * 0.5 + edge * (reach + further)));
}

/** On a stage (no landscape) the style places its figures; sizes and order are enough. */
function placeOnStage(hero: ReadSubject, others: readonly ReadSubject[], { width, height }: Frame): Figure[] {
  const figure = (subject: ReadSubject, role: Figure['role'], scale: number): Figure => {
    const size = Math.min(width, height) * 0.46 * scale;
    return figureOf(subject, { role, x: width / 2, base: height / 2 + size / 2, size, flip: false });
  };
  const copies = Array.from({ length: hero.count - 1 }, () => figure(hero, 'companion', 0.6));
  return [figure(hero, 'hero', 1), ...copies, ...others.map((other) => figure(other, 'companion', 0.5))];
}
