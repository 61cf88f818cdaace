import type { Pose } from '../reading/data';
import type { Place } from '../reading/lexicon';
import type { Random } from './random';
import type { ReadSubject } from '../reading/readPrompt';
import type { Figure, Style } from './model';

export interface Frame {
  width: number;
  height: number;
  style: Style;
  composition: string;
  place: Place;
  horizon: number;
}

/** Most figures beside the hero and its like. */
const mostCompanions = 4;

/** Gives every subject its place: the hero by the composition, the others where they help. */
export function placeFigures(subjects: readonly ReadSubject[], frame: Frame, random: Random): Figure[] {
  const [hero, ...others] = subjects;
  if (!hero) return [];
  if (frame.style !== 'landscape') return placeOnStage(hero, others.slice(0, mostCompanions), frame);
  const main = placeHero(hero, frame);
  const heroes = hero.count > 1 ? multiply(main, hero.count, frame) : [main];
  const companions = others
    .slice(0, mostCompanions)
    .flatMap((other, index) => placeCompanion(other, index, { main, frame, random }));
  return [...heroes, ...companions];
}

/** Edge that sizes are measured by: a tall picture gives its figures more of its width. */
export function unitOf({ width, height }: { width: number; height: number }): number {
  return Math.min(height, width * (height > width * 1.2 ? 1.3 : 1.05));
}

const across: Record<string, number> = {
  left: 0.335,
  right: 0.665,
  poster: 0.5,
  wide: 0.62,
  vignette: 0.5,
  close: 0.56,
};
const heroSize: Record<string, number> = {
  left: 0.5,
  right: 0.5,
  poster: 0.5,
  wide: 0.32,
  vignette: 0.46,
  close: 0.68,
};
const heroBase: Record<string, number> = {
  left: 0.87,
  right: 0.87,
  poster: 0.86,
  wide: 0.84,
  vignette: 0.84,
  close: 0.93,
};
const sizeOfPose: Record<Pose, number> = {
  stand: 1,
  head: 0.74,
  bust: 1.25,
  fly: 0.86,
  swim: 0.84,
  boat: 0.95,
  vehicle: 1.1,
  building: 1.25,
  plant: 1.05,
  thing: 0.8,
  face: 0.8,
  feature: 0.8,
};

function placeHero(hero: ReadSubject, frame: Frame): Figure {
  const { width, height, composition } = frame;
  const size = unitOf(frame) * (heroSize[composition] ?? 0.46) * sizeOfPose[hero.pose];
  const figure: Figure = {
    drawing: hero.drawing,
    pose: hero.pose,
    role: 'hero',
    x: width * (across[composition] ?? 0.5),
    base: baseOf(hero.pose, { frame, composition, size }),
    size,
    flip: composition === 'left' && canFlip(hero),
    ...(hero.color && { color: hero.color }),
  };
  if (hero.pose === 'bust') figure.base = height;
  return figure;
}

/** Letters and digits must not be mirrored, faces need not be. */
function canFlip({ pose, drawing }: ReadSubject): boolean {
  return (
    (pose === 'stand' || pose === 'vehicle' || pose === 'fly' || pose === 'swim') &&
    !/police|ambulance|taxi|fire-engine/.test(drawing)
  );
}

function baseOf(pose: Pose, at: { frame: Frame; composition: string; size: number }): number {
  const { frame, composition, size } = at;
  const { height, horizon, place } = frame;
  const ground = height * (heroBase[composition] ?? 0.86);
  if (place === 'underwater' && pose === 'swim') return height * 0.5 + size / 2;
  if (pose === 'fly') return height * (place === 'space' || place === 'sky' ? 0.54 : 0.4) + size / 2;
  if (pose === 'swim' || pose === 'boat') {
    const water = place === 'sea' || place === 'lake' || place === 'river' || place === 'beach';
    return water ? horizon + (height - horizon) * 0.48 : ground;
  }
  return place === 'room' ? Math.max(ground, height * 0.88) : ground;
}

/** Several of a kind: a loose row around the hero's place, each a little different in size and depth. */
function multiply(main: Figure, count: number, frame: Frame): Figure[] {
  const size = main.size * (count === 2 ? 0.82 : count === 3 ? 0.7 : 0.56);
  const gap = Math.min(size * 1.02, (frame.width * 0.92) / count);
  const start =
    Math.min(Math.max(main.x, gap * (count / 2)), frame.width - gap * (count / 2)) - (gap * (count - 1)) / 2;
  const scale = [1, 0.84, 0.95, 0.8, 0.9];
  return Array.from({ length: count }, (_, index) => {
    const own = size * (scale[index] ?? 0.9);
    const lift =
      main.pose === 'fly' || main.pose === 'swim' ? (index % 2 === 0 ? -0.35 : 0.25) : index % 2 === 0 ? 0 : -0.1;
    return { ...main, x: start + gap * index, size: own, base: main.base + own * lift, flip: index % 2 === 1 };
  });
}

interface Around {
  main: Figure;
  frame: Frame;
  random: Random;
}

/** The free side of the hero first, then close by, then far. */
function placeCompanion(other: ReadSubject, index: number, { main, frame, random }: Around): Figure[] {
  const { width, height, horizon } = frame;
  const side = main.x < width * 0.45 ? 1 : main.x > width * 0.55 ? -1 : index % 2 === 0 ? 1 : -1;
  const edge = frame.composition === 'vignette' ? 0.14 : 0;
  const place = (x: number, base: number, size: number): Figure => ({
    drawing: other.drawing,
    pose: other.pose,
    role: 'companion',
    x: Math.min(width * (1 - edge) - size * 0.45, Math.max(width * edge + size * 0.45, x)),
    base,
    size,
    flip: x < main.x && canFlip(other),
    ...(other.color && { color: other.color }),
  });
  const unit = unitOf(frame);
  const copies = Math.min(other.count, 3);
  const spread = (size: number, base: number, x: number): Figure[] =>
    Array.from({ length: copies }, (_, copy) =>
      place(x + (copy - (copies - 1) / 2) * size * 0.9, base - copy * size * 0.06, size),
    );
  switch (other.pose) {
    case 'fly':
      return spread(
        unit * 0.17,
        height * random.between(0.26, 0.36) + unit * 0.05 * index,
        main.x + side * width * random.between(0.26, 0.34),
      );
    case 'building':
      return spread(unit * 0.42, horizon + (height - horizon) * 0.3, main.x + side * width * random.between(0.3, 0.38));
    case 'plant':
      return spread(
        unit * 0.36,
        horizon + (height - horizon) * 0.5,
        main.x + side * width * random.between(0.26, 0.36),
      );
    case 'boat':
    case 'swim':
      return spread(
        unit * 0.22,
        horizon + (height - horizon) * 0.34,
        main.x + side * width * random.between(0.28, 0.36),
      );
    case 'vehicle':
      return spread(unit * 0.34, main.base + unit * 0.015, main.x + side * (main.size * 0.5 + unit * 0.26));
    case 'bust':
      // Seen from the waist up: the edge of the picture cuts them off.
      return spread(unit * 0.46, height, main.x + side * (main.size * 0.42 + unit * 0.22));
    case 'head':
      return spread(
        unit * 0.26,
        Math.min(main.base, height * 0.88) + unit * 0.01,
        main.x + side * (main.size * 0.5 + unit * 0.2),
      );
    case 'stand':
      return spread(unit * 0.33, main.base + unit * 0.012, main.x + side * (main.size * 0.5 + unit * 0.22));
    case 'thing':
    case 'face':
    case 'feature':
      return spread(
        unit * 0.19,
        Math.min(height * 0.93, main.base + unit * 0.03),
        main.x + side * (main.size * 0.5 + unit * (0.14 + 0.2 * Math.floor(index / 2))),
      );
  }
}

/** On a stage (no landscape) the painter of the style places figures; sizes and order are enough. */
function placeOnStage(hero: ReadSubject, others: readonly ReadSubject[], frame: Frame): Figure[] {
  const { width, height } = frame;
  const size = Math.min(width, height) * 0.46;
  const figure = (subject: ReadSubject, role: Figure['role'], scale: number): Figure => ({
    drawing: subject.drawing,
    pose: subject.pose,
    role,
    x: width / 2,
    base: height / 2 + (size * scale) / 2,
    size: size * scale,
    flip: false,
    ...(subject.color && { color: subject.color }),
  });
  const copies = Array.from({ length: hero.count - 1 }, () => figure(hero, 'companion', 0.6));
  return [figure(hero, 'hero', 1), ...copies, ...others.map((other) => figure(other, 'companion', 0.5))];
}

/** Height of a figure above its base, in edges of its drawing. */
export function heightOf({ pose }: Figure): number {
  return pose === 'head' ? 1.46 : 1;
}
