import type { SketchData } from '../reading/data';
import type { ColorName, Time } from '../reading/meanings';
import { readPrompt, type Reading } from '../reading/readPrompt';
import { describeScene } from '../scene/describeScene';
import { printable } from '../scene/caption';
import { heightOf, placeFigures } from '../scene/figures';
import type { Figure, Scene, SceneRequest } from '../scene/model';
import { createRandom, type Random } from '../scene/random';
import type { Box } from '../drawing/canvas/svg';
import { readEditWords, type Effect, type EditWords } from './editWords';

/** How the image is shown in what is made of it. */
export type Staging =
  /** It is the ground. */
  | 'whole'
  /** Another format was asked for: it is in front of a blurred copy of itself. */
  | 'letterbox'
  /** It is somewhere else now: on a painter's easel in a drawn location. */
  | 'easel'
  | 'sticker'
  | 'cutout';

/** A changed image, before a line of it is drawn. Time, weather and location are those that the prompt says. */
export interface EditScene extends Scene {
  staging: Staging;
  /** Where the image is, in pixels. */
  imageBox: Box;
  effects: Effect[];
  /** Left out when the prompt does not say. */
  hour?: Time;
  /** Colors that the whole image takes on. */
  tints: ColorName[];
  /** Where something was asked to go; the figure is what, as far as it is known. */
  erased?: { x: number; y: number; r: number; figure?: Figure };
  /** Text on the image, all of it in the caption's font. */
  label?: string;
  /** A frame: asked for, or a sign that something was asked that can't be drawn. */
  frame?: 'mat' | 'corners';
  /** The part that a mask lets change, in pixels. */
  open?: Box;
}

type Size = Pick<Box, 'width' | 'height'>;

export interface EditRequest extends SceneRequest {
  /** Pixels of the image that is changed. */
  reference: Size;
  isMasked?: boolean;
  /** The part that the mask lets change, as shares of the image's sides. */
  open?: Box;
}

/** Decides how an image changes for a prompt. The same request gives the same scene; never the image as it was. */
export function describeEdit(request: EditRequest, data: SketchData): EditScene {
  const words = readEditWords(request.prompt);
  const reading = readPrompt(words.wanted, data, request.negativePrompt);
  const base = describeScene({ ...request, transparent: false }, data);
  const random = createRandom(`${base.key}\nedit`);
  const effects = effectsOf(words, reading);
  const { location = 'meadow', weather = 'clear' } = reading;
  const hour = reading.time ?? (weather === 'aurora' || weather === 'fireworks' ? 'night' : undefined);
  const staging = stagingOf(request, { effects, reading, isElsewhere: words.isElsewhere });
  const isOnEasel = staging === 'easel';
  const open = request.open && inPixels(request.open, request);
  const figures = figuresOf(reading, { request, isOnEasel, open }, random);
  const label = printable(words.label ?? '', data.glyphs);
  const spot = { size: request, hero: figures[0], open };
  const erased = words.removed === undefined ? undefined : erasedFor(readPrompt(words.removed, data), spot, random);
  const isColorless = effects.some((effect) => effect === 'mono' || effect === 'sepia');
  const tints = isColorless ? [] : reading.sceneColors.slice(0, 2);
  const isPlain = figures.length === 0 && !hour && weather === 'clear' && tints.length === 0 && !label && !erased;
  // What can't be drawn still leaves its mark.
  const isUntouched = isPlain && staging === 'whole' && effects.every((effect) => effect === 'frame');
  const isFramed = effects.includes('frame') || (isUntouched && !request.isMasked);
  return {
    ...base,
    style: 'landscape',
    composition: 'wide',
    location: isOnEasel ? location : 'meadow',
    time: hour ?? (isOnEasel ? base.time : 'day'),
    palette: hour || isOnEasel ? base.palette : { ...base.palette, tintAmount: 0 },
    horizon: request.height * (isOnEasel ? 0.6 : 0.55),
    imageBox: boxOf(request, staging),
    effects: isUntouched ? [...effects, random.pick<Effect>(['vivid', 'warm', 'cool'])] : effects,
    tints: isUntouched && request.isMasked ? [random.pick<ColorName>(['pink', 'teal', 'purple', 'orange'])] : tints,
    weather,
    figures,
    staging,
    ...(open && { open }),
    ...(hour && { hour }),
    ...(label && { label }),
    ...(erased && { erased }),
    ...(isFramed && { frame: random.pick(['mat', 'corners'] as const) }),
  };
}

const effectOfMood = { mono: 'mono', pastel: 'faded', neon: 'neon', dark: 'dim' } as const;

function effectsOf({ effects }: EditWords, { mood, weather }: Reading): Effect[] {
  const ofMood = mood ? [effectOfMood[mood]] : [];
  return [...new Set<Effect>([...effects, ...ofMood, ...(weather === 'autumn' ? (['warm'] as const) : [])])];
}

function stagingOf(
  { width, height, reference, isMasked }: EditRequest,
  { effects, reading, isElsewhere }: { effects: readonly Effect[]; reading: Reading; isElsewhere: boolean },
): Staging {
  if (isMasked) return 'whole';
  const { location, subjects, weather, time } = reading;
  const says = subjects.length > 0 || weather !== undefined || time !== undefined || effects.length > 0;
  if (location !== undefined && (isElsewhere || !says)) return 'easel';
  if (effects.includes('no-background')) return 'cutout';
  if (effects.includes('sticker')) return 'sticker';
  const stretch = width / height / (reference.width / reference.height);
  return stretch > 1.18 || stretch < 1 / 1.18 ? 'letterbox' : 'whole';
}

function boxOf({ width, height, reference }: EditRequest, staging: Staging): Box {
  if (staging === 'whole') return { x: 0, y: 0, width, height };
  const [across, down] = { letterbox: [1, 1], cutout: [1, 1], sticker: [0.8, 0.8], easel: [0.62, 0.56] }[staging];
  const scale = Math.min((width * (across ?? 1)) / reference.width, (height * (down ?? 1)) / reference.height);
  const box = { width: reference.width * scale, height: reference.height * scale };
  // An easel's feet are on the ground, in tall formats too.
  const onGround = height * 0.84 - box.height - Math.min(width, height) * 0.22;
  const y = staging === 'easel' ? Math.max(height * 0.16, onGround) : (height - box.height) / 2;
  return { x: (width - box.width) / 2, y, ...box };
}

/** At one side, not over what the image is about, which is mostly in the middle. */
function figuresOf(
  { subjects, time, weather }: Reading,
  { request, isOnEasel, open }: { request: EditRequest; isOnEasel: boolean; open: Box | undefined },
  random: Random,
): Figure[] {
  const { width, height } = request;
  // Sun, moon and the like are there already when the hour or the weather says so.
  const isLit = time !== undefined || weather !== undefined;
  const shown = subjects.filter(({ pose }) => pose !== 'feature' || !isLit).slice(0, 4);
  const composition = random.pick(['left', 'right']);
  const frame = { width, height, style: 'landscape', composition, location: 'meadow', horizon: height * 0.55 } as const;
  const placed = placeFigures(shown, frame, random);
  if (open) return fitted(placed, open);
  const shift = width * (composition === 'left' ? -1 : 1) * (isOnEasel ? 0.12 : 0.05);
  return placed.map((figure) => {
    const size = figure.size * (isOnEasel ? 0.72 : 0.86);
    const x = Math.min(width - size * 0.5, Math.max(size * 0.5, figure.x + shift));
    // Sun, moon and clouds belong to the sky, in any image.
    return { ...figure, size, x, ...(figure.pose === 'feature' && { base: size * 1.15 }) };
  });
}

function inPixels(share: Box, { width, height }: EditRequest): Box {
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

/** In the open part of a mask, or away from what is added. */
function erasedFor(
  { subjects: [subject] }: Reading,
  { size: { width, height }, hero, open }: { size: Size; hero: Figure | undefined; open: Box | undefined },
  random: Random,
): NonNullable<EditScene['erased']> {
  const room = open ?? { x: 0, y: 0, width, height: height * 0.88 };
  const r = open ? Math.min(open.width, open.height) * 0.46 : Math.min(width, height) * 0.21;
  const freeX = hero ? width - hero.x : width * random.pick([0.42, 0.5, 0.58]);
  const [x, y] = [open ? open.x + open.width / 2 : freeX, room.y + room.height / 2];
  if (!subject) return { x, y, r };
  const { drawing, pose } = subject;
  const size = r * (pose === 'head' ? 0.85 : 1.15);
  const base = y + (size * heightOf(subject)) / 2;
  return { x, y, r, figure: { drawing, pose, role: 'companion', x, base, size, flip: false } };
}
