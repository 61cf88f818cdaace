import type { Canvas } from '../canvas/canvas';
import { darken, describeColor, lch, pleasantHue } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { mainColor } from '../canvas/figure';
import type { Figure } from '../../scene/model';

/** Colors of a stage that the hero looks good on. */
export interface StageColors {
  back: Hex;
  deep: Hex;
  pop: Hex;
  floor: Hex;
}

/**
 * A soft ground from the other side of the color circle, or the asked color itself.
 * @param hero Body of the drawing in the middle, when there is one.
 */
export function stageColors(canvas: Canvas, hero: string): StageColors {
  const { scene } = canvas;
  const random = canvas.random('stage');
  const own = describeColor(hero ? mainColor(hero) : scene.palette.accent);
  const asked = scene.colors.length > 0 && scene.figures[0]?.color === undefined;
  const hue = asked
    ? describeColor(scene.palette.accent).hue
    : pleasantHue(
        (own.chroma < 0.05 ? random.pick([250, 200, 300, 25, 165]) : own.hue) + random.pick([150, 180, 205, 120, 30]),
      );
  const neutral = scene.mood === 'mono' || (asked && describeColor(scene.palette.accent).chroma < 0.04);
  const chroma = (value: number): number => (neutral ? 0.008 : value);
  const dark = scene.time === 'night' || scene.mood === 'dark' || scene.mood === 'neon' || scene.colors[0] === 'black';
  if (dark) {
    return {
      back: lch(0.3, chroma(0.07), hue),
      deep: lch(0.2, chroma(0.06), hue),
      pop: lch(0.55, chroma(0.14), hue + 40),
      floor: lch(0.36, chroma(0.07), hue),
    };
  }
  const light = random.chance(0.6) || scene.mood === 'pastel';
  return light
    ? {
        back: lch(0.93, chroma(0.05), hue),
        deep: lch(0.85, chroma(0.08), hue),
        pop: lch(0.76, chroma(0.13), hue + 12),
        floor: lch(0.88, chroma(0.065), hue),
      }
    : {
        back: lch(0.78, chroma(0.12), hue),
        deep: lch(0.68, chroma(0.14), hue),
        pop: lch(0.9, chroma(0.08), hue + 20),
        floor: lch(0.72, chroma(0.13), hue),
      };
}

/** The hero's figure at another place and size. */
export function at(figure: Figure, place: { x: number; y: number; size: number }): Figure {
  return { ...figure, x: place.x, base: place.y, size: place.size, flip: false };
}

/** Shadow color on a stage. */
export function shadowOf(colors: StageColors): Hex {
  return darken(colors.deep, 0.55);
}
