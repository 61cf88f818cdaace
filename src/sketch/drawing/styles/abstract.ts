/** Shapes and colors, for prompts that name nothing that could be drawn. */
import { darken, describeColor, lch, lighten, mix, pleasantHue, type Hex } from '../../scene/color';
import { namedColors } from '../../scene/palette';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, outline, panel, path, polygon, repeat, type Point } from '../canvas/svg';
import { rolling } from '../scenery/nature';
import { isDark } from './stage';

type Paints = readonly [ground: Hex, main: Hex, other: Hex, light: Hex, deep: Hex];

export function drawAbstract(canvas: Canvas): string {
  const paints = paintsOf(canvas);
  const ground = panel(canvas.whole, canvas.diagonal(lighten(paints[0], 0.3), paints[0]));
  const shapes = { waves, arcs, ribbons, bubbles, facets };
  return ground + shapes[canvas.composition as keyof typeof shapes](canvas, paints);
}

/** Five colors that go together; those of the prompt first. */
function paintsOf(canvas: Canvas): Paints {
  const { mood, colors } = canvas;
  const random = canvas.random('colors');
  const [first, second] = colors.map((name) => namedColors[name]);
  const hue = first ? describeColor(first).hue : pleasantHue(random.between(0, 360));
  const c = mood === 'mono' || (first && !second && describeColor(first).chroma < 0.04) ? 0.07 : 1;
  const step = random.pick([28, 36, -32]);
  const soft = mood === 'pastel' ? 0.14 : 0;
  const deepHue = (((hue - step) % 360) + 360) % 360;
  return [
    isDark(canvas) ? lch(0.22, 0.05 * c, hue) : lch(0.94, 0.03 * c, hue + step),
    first ?? lch(0.62 + soft, 0.17, hue),
    second ?? lch(0.72 + soft, 0.15 * c, pleasantHue(hue + step * 1.6)),
    lch(0.8 + soft / 2, 0.12 * c, pleasantHue(hue + step * 3)),
    // From red to green, a dark hue would be a brown.
    lch(0.42, 0.11 * c, deepHue > 25 && deepHue < 150 ? 272 : deepHue),
  ];
}

/** From light over the main color to the deep one, with `t` from 0 to 1. */
function blend([, main, , light, deep]: Paints, t: number): Hex {
  return t < 0.5 ? mix(light, main, t * 2) : mix(main, deep, (t - 0.5) * 2);
}

function waves(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('waves');
  const sun = canvas.down(lighten(paints[2], 0.2), paints[3]);
  const layers = repeat(7, (layer) => {
    const t = layer / 6;
    const shape = [height * (0.4 + t * 0.5), height * (0.1 - t * 0.03), random.between(1, 1.9)] as const;
    const color = blend(paints, t);
    return rolling(canvas, random, shape, canvas.down(color, mix(color, paints[4], 0.3)));
  });
  return circle(width * random.between(0.25, 0.75), height * 0.34, unit * 20, sun) + layers;
}

function arcs({ width, height, unit, random }: Canvas, [ground, main, other, light, deep]: Paints): string {
  const x = width * random('arcs').pick([0, 0.5, 1]);
  const rings = repeat(12, (index) => {
    const fill = [main, light, other, deep, ground][index % 5] ?? main;
    return circle(x, height * 1.02, Math.max(width, height) * 0.86 * (1 - index / 12), fill);
  });
  return circle(width - x || width * 0.14, height * 0.22, unit * 9, main) + rings;
}

function ribbons(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('ribbons');
  return repeat(9, (index) => {
    const t = index / 8;
    const color = mix(index % 2 === 0 ? paints[1] : paints[2], index % 3 === 0 ? paints[3] : paints[4], t * 0.6);
    const y = (share: number): number => height * (0.1 + share * 0.1 + t * 0.74);
    const swing = height * random.between(0.12, 0.3);
    const data = d`M${-width * 0.1} ${y(0)}C${width * 0.25} ${y(0) - swing} ${width * 0.45} ${y(1) + swing} ${width * 0.66} ${y(0.4)}S${width * 0.95} ${y(0) - swing * 0.4} ${width * 1.1} ${y(0.5)}`;
    const shadow = { ...outline(`${darken(color, 0.35)}/0.12`, unit * 11), transform: d`translate(0 ${unit * 1.4})` };
    return path(data, shadow) + path(data, outline(canvas.diagonal(lighten(color, 0.16), color), unit * 10));
  });
}

function bubbles(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('bubbles');
  const color = (index: number): Hex => paints[(index % 4) + 1] ?? paints[1];
  const clouds = repeat(5, (index) => {
    const [x, y] = [width * random.next(), height * random.next()];
    return circle(x, y, unit * random.between(40, 76), canvas.glow(color(index), 0.75, 0.3));
  });
  const balls = repeat(11, (index) => {
    const r = unit * (3 + 17 * random.next() ** 2);
    const [x, y] = [width * random.between(0.06, 0.94), height * random.between(0.08, 0.92)];
    return [
      circle(x + r * 0.12, y + r * 0.2, r, `${darken(color(index), 0.6)}/0.12`),
      circle(x, y, r, canvas.diagonal(lighten(color(index), 0.4), color(index))),
      circle(x - r * 0.34, y - r * 0.38, r * 0.16, '#ffffff/0.55'),
    ].join('');
  });
  return clouds + balls;
}

/** A plane of triangles, each in its own shade. */
function facets(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('facets');
  const cell = unit * 18.2;
  const [columns, rows] = [Math.ceil(width / cell) + 2, Math.ceil(height / cell) + 2];
  const points = Array.from({ length: (rows + 1) * (columns + 1) }, (_, index): Point => {
    const [row, column] = [Math.floor(index / (columns + 1)), index % (columns + 1)];
    const x = column - 1 + random.between(-0.32, 0.32) + (row % 2) * 0.5;
    return [x * cell, (row - 1 + random.between(-0.3, 0.3)) * cell];
  });
  const triangle = (corners: readonly number[]): string => {
    const shape = corners.map((index) => points[index] ?? ([0, 0] as const));
    const [x, y] = [0, 1].map((axis) => shape.reduce((sum, point) => sum + (point[axis] ?? 0) / 3, 0));
    const base = blend(paints, Math.min(1, Math.max(0, ((x ?? 0) / width) * 0.55 + ((y ?? 0) / height) * 0.45)));
    const light = random.between(-0.16, 0.22);
    const fill = light > 0 ? lighten(base, light) : darken(base, -light);
    return polygon(shape, { fill, stroke: fill, 'stroke-width': 0.8 });
  };
  return repeat(rows * columns, (index) => {
    const row = Math.floor(index / columns);
    const a = row * (columns + 1) + (index % columns);
    const [b, c, e] = [a + 1, a + columns + 1, a + columns + 2];
    return each(row % 2 === 0 ? [[a, b, c], [b, c, e]] : [[a, b, e], [a, c, e]], triangle); // prettier-ignore
  });
}
