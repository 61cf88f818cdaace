import { describeColor, lch, pleasantHue, type Hex } from '../../scene/color';
import type { Figure } from '../../scene/model';
import type { Canvas } from '../canvas/canvas';
import { mainColor } from '../canvas/figure';

/** Colors of a stage that the hero looks good on. */
export interface StageColors {
  back: Hex;
  deep: Hex;
  pop: Hex;
  floor: Hex;
}

/** Whether black, white or gray is asked for: then chroma is left out. */
export function isNeutral({ mood, colors, palette }: Canvas): boolean {
  return mood === 'mono' || (colors.length > 0 && describeColor(palette.accent).chroma < 0.04);
}

export function isDark({ time, mood, colors }: Canvas): boolean {
  return time === 'night' || mood === 'dark' || mood === 'neon' || colors[0] === 'black';
}

/** For each stage: lightness, chroma and turn of the hue of back, deep, pop and floor. */
const stages = {
  dark: [[0.3, 0.07, 0], [0.2, 0.06, 0], [0.55, 0.14, 40], [0.36, 0.07, 0]],
  light: [[0.93, 0.05, 0], [0.85, 0.08, 0], [0.76, 0.13, 12], [0.88, 0.065, 0]],
  full: [[0.78, 0.12, 0], [0.68, 0.14, 0], [0.9, 0.08, 20], [0.72, 0.13, 0]],
} as const; // prettier-ignore

/** A soft ground from the other side of the color circle, or the color that was asked for. */
export function stageColors(canvas: Canvas): StageColors {
  const { colors, palette, mood } = canvas;
  const [hero] = canvas.figures;
  const random = canvas.random('stage');
  const asked = colors.length > 0 && !hero?.color;
  const accent = describeColor(palette.accent);
  const own = hero ? describeColor(mainColor(canvas.figure(hero))) : accent;
  const start = own.chroma < 0.05 ? random.pick([250, 200, 300, 25, 165]) : own.hue;
  const other = pleasantHue(start + random.pick([150, 180, 205, 120, 30]));
  const hue = asked ? accent.hue : other;
  const isLight = random.chance(0.6) || mood === 'pastel';
  const isGray = mood === 'mono' || (asked && accent.chroma < 0.04);
  const [back, deep, pop, floor] = stages[isDark(canvas) ? 'dark' : isLight ? 'light' : 'full'].map(
    ([lightness, chroma, turn]) => lch(lightness, isGray ? 0.008 : chroma, hue + turn),
  );
  return { back: back ?? '', deep: deep ?? '', pop: pop ?? '', floor: floor ?? '' };
}

/** The figure at another position and size. */
export function at(figure: Figure, position: { x: number; y: number; size: number }): Figure {
  return { ...figure, x: position.x, base: position.y, size: position.size, flip: false };
}

/** Of a figure that is a head, the head alone; in the middle of a square. */
export function portrait(figure: Figure, { x, y, size }: { x: number; y: number; size: number }): Figure {
  const pose = figure.pose === 'head' ? 'face' : figure.pose;
  return at({ ...figure, pose }, { x, y: y + size / 2, size });
}
