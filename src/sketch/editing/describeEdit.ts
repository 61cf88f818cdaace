import type { Figure, Scene, Wish } from '../scene/model';
import { describeScene } from '../scene/describeScene';
import type { SketchData } from '../reading/data';
import { readEditWords } from './editWords';
import type { Look } from './editWords';
import { heightOf } from '../scene/figures';
import { placeFigures } from '../scene/figures';
import type { ColorName, Time } from '../reading/lexicon';
import { createRandom } from '../scene/random';
import type { Random } from '../scene/random';
import { readPrompt } from '../reading/readPrompt';
import type { Reading, ReadSubject } from '../reading/readPrompt';
import type { Box } from '../drawing/canvas/svg';

/** How the picture stands in what is made of it. */
export type Staging =
  /** It is the ground. */
  | 'whole'
  /** Another format was asked for: it stands before a blurred copy of itself. */
  | 'letterbox'
  /** It is somewhere else now: on a painter's easel in a drawn place. */
  | 'easel'
  | 'sticker'
  | 'cutout';

/** A changed picture, before a line of it is drawn. Time, weather and place are those that the prompt says. */
export interface EditScene extends Scene {
  staging: Staging;
  /** Where the picture stands. */
  picture: Box;
  looks: Look[];
  /** Left out when the prompt does not say. */
  hour?: Time;
  /** Colors that the whole picture takes on. */
  tints: ColorName[];
  /** Where something was asked to go; the figure is what, as far as it is known. */
  erased?: { x: number; y: number; r: number; figure?: Figure };
  /** Text on the picture, all of it in the caption's font. */
  label?: string;
  /** A frame: asked for, or a sign that something was asked that can't be drawn. */
  frame?: 'mat' | 'tape' | 'corners';
  /** The part that a mask lets change, in pixels. */
  open?: Box;
  /** Further references, shown as small prints. */
  prints: number;
}

export interface EditWish extends Wish {
  /** Pixels of the picture that is changed. */
  reference: { width: number; height: number };
  /** References beside it. */
  others?: number;
  isMasked?: boolean;
  /** The part that the mask lets change, as shares of the picture's sides. */
  open?: Box;
}

/** Decides how a picture changes for a prompt. The same wish gives the same scene, always; and never the picture as it was. */
export function describeEdit(wish: EditWish, data: SketchData): EditScene {
  const words = readEditWords(wish.prompt);
  const reading = readPrompt(words.wanted, data, wish.negativePrompt);
  const base = describeScene({ ...wish, transparent: false }, data);
  const random = createRandom(`${base.key}\nedit`);
  const looks = looksOf(words.looks, reading);
  const hour = hourOf(reading);
  const staging = stagingOf(wish, { looks, reading, isElsewhere: words.isElsewhere });
  const picture = pictureBox(wish, staging);
  const figures = figuresOf(subjectsOf(reading), { wish, staging }, random);
  const label = labelFor(words.label, data);
  const erased = words.removed === undefined ? undefined : erasedFor(words.removed, { wish, data, figures }, random);
  const tints = tintsOf(reading, looks);
  const palette = hour || staging === 'easel' ? base.palette : { ...base.palette, tintAmount: 0 };
  const weather = reading.weather ?? 'clear';
  const plain = figures.length === 0 && !hour && weather === 'clear' && tints.length === 0 && !label && !erased;
  const isUntouched = plain && staging === 'whole' && looks.every((look) => look === 'frame');
  const frame = looks.includes('frame') || (isUntouched && !wish.isMasked) ? frameOf(random) : undefined;
  return {
    ...base,
    style: 'landscape',
    composition: 'wide',
    place: staging === 'easel' ? (reading.place ?? 'meadow') : 'meadow',
    time: hour ?? (staging === 'easel' ? base.time : 'day'),
    weather,
    figures,
    palette,
    horizon: wish.height * (staging === 'easel' ? 0.6 : 0.55),
    staging,
    picture,
    // What can't be drawn still leaves its mark.
    looks: isUntouched ? [...looks, random.pick<Look>(['vivid', 'warm', 'cool'])] : looks,
    tints: isUntouched && wish.isMasked ? [random.pick<ColorName>(['pink', 'teal', 'purple', 'orange'])] : tints,
    prints: Math.min(2, wish.others ?? 0),
    ...(wish.open && { open: inPixels(wish.open, wish) }),
    ...(hour && { hour }),
    ...(label !== undefined && { label }),
    ...(erased && { erased }),
    ...(frame && { frame }),
  };
}

function looksOf(found: readonly Look[], { mood, weather }: Reading): Look[] {
  const looks = [...found];
  const add = (look: Look): void => {
    if (!looks.includes(look)) looks.push(look);
  };
  if (mood === 'mono') add('mono');
  if (mood === 'pastel') add('faded');
  if (mood === 'neon') add('neon');
  if (mood === 'dark') add('dim');
  if (weather === 'autumn') add('warm');
  return looks;
}

function hourOf({ time, weather }: Reading): Time | undefined {
  return time ?? (weather === 'aurora' || weather === 'fireworks' ? 'night' : undefined);
}

/** Sun, moon and the like are there already when the hour or the weather says so. */
function subjectsOf({ subjects, time, weather }: Reading): ReadSubject[] {
  return subjects.filter(({ pose }) => pose !== 'feature' || (time === undefined && weather === undefined)).slice(0, 4);
}

function tintsOf({ sceneColors }: Reading, looks: readonly Look[]): ColorName[] {
  if (looks.some((look) => look === 'mono' || look === 'sepia')) return [];
  return sceneColors.slice(0, 2);
}

function stagingOf(
  { width, height, reference, isMasked }: EditWish,
  asked: { looks: readonly Look[]; reading: Reading; isElsewhere: boolean },
): Staging {
  if (isMasked) return 'whole';
  const { looks, reading } = asked;
  const { place, subjects, weather, time } = reading;
  const says = subjects.length > 0 || weather !== undefined || time !== undefined || looks.length > 0;
  if (place !== undefined && (asked.isElsewhere || !says)) return 'easel';
  if (looks.includes('no-background')) return 'cutout';
  if (looks.includes('sticker')) return 'sticker';
  const stretch = width / height / (reference.width / reference.height);
  return stretch > 1.18 || stretch < 1 / 1.18 ? 'letterbox' : 'whole';
}

function pictureBox({ width, height, reference }: EditWish, staging: Staging): Box {
  if (staging === 'whole') return { x: 0, y: 0, width, height };
  const room = { letterbox: [1, 1], cutout: [1, 1], sticker: [0.8, 0.8], easel: [0.62, 0.56] }[staging];
  const scale = Math.min((width * (room[0] ?? 1)) / reference.width, (height * (room[1] ?? 1)) / reference.height);
  const box = { width: reference.width * scale, height: reference.height * scale };
  // An easel's feet are on the ground, in tall formats too.
  const onGround = height * 0.84 - box.height - Math.min(width, height) * 0.22;
  const y = staging === 'easel' ? Math.max(height * 0.16, onGround) : (height - box.height) / 2;
  return { x: (width - box.width) / 2, y, ...box };
}

/** At one side, not over what the picture is about, which is mostly in the middle. */
function figuresOf(
  subjects: readonly ReadSubject[],
  { wish, staging }: { wish: EditWish; staging: Staging },
  random: Random,
): Figure[] {
  const { width, height } = wish;
  const composition = random.pick(['left', 'right']);
  const placed = placeFigures(
    subjects,
    { width, height, style: 'landscape', composition, place: 'meadow', horizon: height * 0.55 },
    random,
  );
  const scale = staging === 'easel' ? 0.72 : 0.86;
  const shift = width * (composition === 'left' ? -1 : 1) * (staging === 'easel' ? 0.12 : 0.05);
  if (wish.open) return fitted(placed, inPixels(wish.open, wish));
  return placed.map((figure) => {
    const size = figure.size * scale;
    const x = Math.min(width - size * 0.5, Math.max(size * 0.5, figure.x + shift));
    // Sun, moon and clouds belong to the sky, in any picture.
    return figure.pose === 'feature' ? { ...figure, size, x, base: size * 1.15 } : { ...figure, size, x };
  });
}

function inPixels(share: Box, { width, height }: EditWish): Box {
  return { x: share.x * width, y: share.y * height, width: share.width * width, height: share.height * height };
}

/** All of them within the part that may change. */
function fitted(figures: readonly Figure[], room: Box): Figure[] {
  if (figures.length === 0) return [];
  const left = Math.min(...figures.map(({ x, size }) => x - size * 0.5));
  const right = Math.max(...figures.map(({ x, size }) => x + size * 0.5));
  const top = Math.min(...figures.map((figure) => figure.base - figure.size * heightOf(figure)));
  const bottom = Math.max(...figures.map(({ base }) => base));
  const scale = Math.min((room.width * 0.9) / (right - left), (room.height * 0.9) / (bottom - top));
  return figures.map((figure) => ({
    ...figure,
    size: figure.size * scale,
    x: room.x + room.width / 2 + (figure.x - (left + right) / 2) * scale,
    base: room.y + room.height * 0.95 + (figure.base - bottom) * scale,
  }));
}

function erasedFor(
  text: string,
  { wish, data, figures }: { wish: EditWish; data: SketchData; figures: readonly Figure[] },
  random: Random,
): NonNullable<EditScene['erased']> {
  const { width, height } = wish;
  const { open } = wish;
  const r = open ? Math.min(open.width * width, open.height * height) * 0.46 : Math.min(width, height) * 0.21;
  const hero = figures[0];
  const x = open ? (open.x + open.width / 2) * width : hero ? width - hero.x : width * random.pick([0.42, 0.5, 0.58]);
  const y = open ? (open.y + open.height / 2) * height : height * 0.44;
  const subject = readPrompt(text, data).subjects[0];
  if (!subject) return { x, y, r };
  const { drawing, pose } = subject;
  const size = r * (pose === 'head' ? 0.85 : 1.15);
  const tall = size * (pose === 'head' ? 1.46 : 1);
  return { x, y, r, figure: { drawing, pose, role: 'companion', x, base: y + tall / 2, size, flip: false } };
}

function labelFor(label: string | undefined, { glyphs }: SketchData): string | undefined {
  if (label === undefined) return undefined;
  const written = [...label]
    .filter((character) => glyphs.covers(character.codePointAt(0) ?? 0))
    .join('')
    .trim();
  return written === '' ? undefined : written;
}

function frameOf(random: Random): NonNullable<EditScene['frame']> {
  return random.pick(['mat', 'tape', 'corners']);
}
