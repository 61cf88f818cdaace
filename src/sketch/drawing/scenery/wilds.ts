/** Forest, desert, a small moon, and clouds from above. */
import { darken, lighten, mix } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { d, each, ellipse, path, rect, repeat } from '../canvas/svg';
import { ground, growth, snowOnTrees } from './hills';
import { cloud, fir, rolling, roundTree, saguaro } from './nature';

export function forest(canvas: Canvas): string {
  const { width, unit, horizon, depth, palette, weather, figures } = canvas;
  const random = canvas.random('forest');
  const isLeafy = weather === 'autumn' || weather === 'blossom';
  const firs = weather === 'snow' || (!isLeafy && random.chance(0.55));
  const clearing = figures[0]?.x ?? width / 2;
  const haze = canvas.down(`${palette.haze}/0`, `${palette.haze}/0.4`);
  const rows = each([0.64, 0.4, 0.16], (distance, row) => {
    const count = Math.round(width / (unit * (7 + row * 4)));
    const base = horizon + depth * (0.06 + row * 0.12);
    const green = mix(palette.ground, palette.leaf, weather === 'snow' ? 0.1 : 0.4);
    const land = rolling(canvas, random, [base - unit * 2, unit * 1.2, 1.4], canvas.lit(green, distance * 0.8));
    const trees = repeat(count, (index) => {
      const x = width * ((index + random.next()) / count);
      // The nearest row leaves a clearing for what the image is about.
      if (row === 2 && Math.abs(x - clearing) < width * 0.17) return '';
      const size = unit * (30 + row * 14) * random.between(0.75, 1.15);
      const leaf = canvas.lit(mix(palette.leaf, darken(palette.leaf, 0.35), random.next()), distance);
      const y = base + unit * random.between(-1, 2);
      if (firs) return fir(x, y, size, leaf, snowOnTrees(canvas));
      return roundTree(x, y, size, leaf, canvas.lit('#5d4233', distance));
    });
    return land + trees + (row < 2 ? rect(0, horizon - unit * 20, width, unit * 26, haze) : '');
  });
  return rows + ground(canvas) + growth(canvas);
}

export function desert(canvas: Canvas): string {
  const { width, unit, horizon, depth, palette } = canvas;
  const random = canvas.random('desert');
  const rock = canvas.lit('#c9674a', 0.45);
  const mesas = repeat(3, () => {
    const [x, wide, tall] = [width * random.next(), unit * random.between(16, 30), unit * random.between(10, 20)];
    const foot = horizon + unit * 4;
    const sides = d`M${x - wide} ${foot}L${x - wide * 0.62} ${horizon - tall * 0.5}L${x - wide * 0.5} ${horizon - tall}H${x + wide * 0.5}L${x + wide * 0.6} ${horizon - tall * 0.5}L${x + wide} ${foot}Z`;
    const layer = rect(x - wide * 0.55, horizon - tall * 0.66, wide * 1.1, unit * 1.2, darken(rock, 0.14));
    return path(sides, rock) + layer;
  });
  const cactus = (x: number): string =>
    saguaro(width * x, horizon + depth * 0.42, unit * random.between(16, 26), canvas.lit('#3f8f5f', 0.1));
  const dunes = each([0.34, 0.14, 0], (distance, layer) => {
    const color = canvas.lit(palette.ground, distance);
    const shape = [horizon + depth * (0.06 + layer * 0.2), depth * 0.09, 0.7 + layer * 0.25] as const;
    const dune = rolling(canvas, random, shape, canvas.down(lighten(color, 0.1), darken(color, 0.2)));
    if (layer !== 1) return dune;
    return dune + cactus(random.between(0.03, 0.2)) + cactus(random.between(0.8, 0.97));
  });
  return mesas + dunes;
}

/** A small world under those who need ground. */
export function moonscape(canvas: Canvas): string {
  const { width, height, unit, figures, palette } = canvas;
  const isEmpty = figures.length > 0 && figures.every(({ pose }) => pose === 'fly' || pose === 'bust');
  if (isEmpty) return '';
  const random = canvas.random('moon');
  const color = palette.ground;
  const top = height * 0.74;
  const paint = canvas.down(lighten(color, 0.28), darken(color, 0.3));
  const craters = repeat(11, () => {
    const r = unit * random.between(1.5, 6);
    const [x, y] = [width * random.next(), top + height * random.between(0.06, 0.24)];
    const rim = ellipse(x, y, r, r * 0.32, `${darken(color, 0.35)}/0.6`);
    return rim + ellipse(x, y + r * 0.08, r * 0.86, r * 0.24, darken(color, 0.15));
  });
  return ellipse(width / 2, top + width * 0.9, width * 1.25, width * 0.9, paint) + craters;
}

export function cloudSea(canvas: Canvas): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('cloud sea');
  return each([0.55, 0.28, 0.05], (distance, row) => {
    const fill = canvas.lit('#ffffff', distance);
    const y = height * (0.84 + row * 0.08);
    const clouds = repeat(7, (index) => {
      const at = [width * ((index + random.next()) / 7), y + unit * random.between(-1, 5)] as const;
      return cloud(random, at, unit * random.between(40, 72), fill);
    });
    return clouds + rect(0, y - unit * 4, width, height - y + unit * 4, fill);
  });
}
