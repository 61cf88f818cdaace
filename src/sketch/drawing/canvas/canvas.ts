import type { SketchData } from '../../reading/data';
import { mix, type Hex } from '../../scene/color';
import type { Figure, Scene } from '../../scene/model';
import { createRandom, type Random } from '../../scene/random';
import { drawFigure } from './figure';
import { gradientOf, panel, type Box } from './svg';

/** What everything is drawn with: the scene, chance of its own for each part, and shared definitions. */
export interface Canvas extends Scene {
  readonly whole: Box;
  /** Hundredth of the shorter side: the measure of strokes and small things. */
  readonly unit: number;
  /** Pixels from the horizon to the lower edge. */
  readonly depth: number;
  /** Chance of one part, by its name: other parts do not shift it. */
  random(part: string): Random;
  /** A color of the land as it looks from afar (0: near, 1: at the horizon) in the light of the hour. */
  lit(color: Hex, distance?: number): Hex;
  /** Paint that runs from top to bottom of what it fills. */
  down(...colors: string[]): string;
  diagonal(...colors: string[]): string;
  radial(...colors: string[]): string;
  /** Paint in one color that fades from the middle to nothing, through these opacities. */
  glow(color: Hex, ...opacities: number[]): string;
  /** Adds a definition (filter, image) and gives its identifier. */
  define(make: (id: string) => string): string;
  /** Shows of `content` what is within `shape`. */
  clip(shape: string, content: string): string;
  /** Shows of `content` what is white in `shape`. */
  mask(shape: string, content: string): string;
  figure(figure: Figure): string;
  /** The SVG with `body` and everything that was defined for it. */
  finish(body: string): string;
}

export function createCanvas(scene: Scene, data: SketchData): Canvas {
  const { width, height, palette, horizon } = scene;
  const definitions: string[] = [];
  const known = new Map<string, string>();
  const define = (make: (id: string) => string): string => {
    const id = `d${definitions.length}`;
    definitions.push(make(id));
    return id;
  };
  const gradient = (kind: 'down' | 'diagonal' | 'radial', colors: readonly string[]): string => {
    const key = `${kind} ${colors.join(' ')}`;
    const paint = known.get(key) ?? `url(#${define((id) => gradientOf(kind, id, colors))})`;
    known.set(key, paint);
    return paint;
  };
  return {
    ...scene,
    whole: { x: 0, y: 0, width, height },
    unit: Math.min(width, height) / 100,
    depth: height - horizon,
    random: (part) => createRandom(`${scene.key}\n${part}`),
    lit: (color, distance = 0) => mix(mix(color, palette.tint, palette.tintAmount), palette.haze, distance),
    down: (...colors) => gradient('down', colors),
    diagonal: (...colors) => gradient('diagonal', colors),
    radial: (...colors) => gradient('radial', colors),
    glow: (color, ...opacities) => {
      const stops = [...opacities, 0].map((opacity) => `${color}/${opacity}`);
      return gradient('radial', stops);
    },
    define,
    clip: (shape, content) =>
      `<g clip-path="url(#${define((id) => `<clipPath id="${id}">${shape}</clipPath>`)})">${content}</g>`,
    mask: (shape, content) => {
      const region = `maskUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}"`;
      return `<g mask="url(#${define((id) => `<mask id="${id}" ${region}>${shape}</mask>`)})">${content}</g>`;
    },
    figure: (figure) => {
      const drawing = data.drawings.get(figure.drawing);
      return drawing ? drawFigure(figure, drawing, palette.accent) : '';
    },
    finish: (body) => {
      const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions.join('')}</defs>${body}</svg>`;
    },
  };
}

/** A veil over the whole image, from top to bottom. */
export function veil(canvas: Canvas, colors: readonly string[], blend?: 'multiply' | 'screen' | 'soft-light'): string {
  return panel(canvas.whole, { fill: canvas.down(...colors), style: blend && `mix-blend-mode:${blend}` });
}
