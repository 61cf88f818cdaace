import type { SketchData } from '../../reading/data';
import { drawFigure } from './figure';
import { createRandom } from '../../scene/random';
import type { Random } from '../../scene/random';
import type { Figure, Scene } from '../../scene/model';
import { diagonalGradient, radialGradient, verticalGradient } from './svg';

/** What a painter works with: the scene, its data, chance of its own for each part, and shared definitions. */
export interface Canvas {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  /** Hundredth of the shorter side: the measure of strokes and small things. */
  readonly unit: number;
  /** Chance of one part, by its name: other parts do not shift it. */
  random(part: string): Random;
  /** Defines a gradient once and gives the paint that refers to it. */
  gradient(kind: 'vertical' | 'diagonal' | 'radial', colors: readonly string[]): string;
  /** Adds a definition (clip path, mask) and gives its identifier. */
  define(make: (id: string) => string): string;
  figure(figure: Figure): string;
  definitions(): string;
}

const makers = { vertical: verticalGradient, diagonal: diagonalGradient, radial: radialGradient };

export function createCanvas(scene: Scene, data: SketchData): Canvas {
  const definitions: string[] = [];
  const gradients = new Map<string, string>();
  const define = (make: (id: string) => string): string => {
    const id = `d${definitions.length}`;
    definitions.push(make(id));
    return id;
  };
  return {
    scene,
    width: scene.width,
    height: scene.height,
    unit: Math.min(scene.width, scene.height) / 100,
    random: (part) => createRandom(`${scene.key}\n${part}`),
    gradient(kind, colors) {
      const key = `${kind} ${colors.join(' ')}`;
      const known = gradients.get(key);
      if (known) return known;
      const paint = `url(#${define((id) => makers[kind](id, colors))})`;
      gradients.set(key, paint);
      return paint;
    },
    define,
    figure(figure) {
      const drawing = data.drawings.get(figure.drawing);
      return drawing ? drawFigure(figure, drawing, scene.palette.accent) : '';
    },
    definitions: () => definitions.join(''),
  };
}
