/** Hills, mountains, trees and meadows. */
import { darken, lighten, mix, type Hex } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { d, each, ellipse, path, rect, repeat } from '../canvas/svg';
import { fir, mountain, rolling, roundTree, tuft } from './nature';

export function farHills(canvas: Canvas): string {
  const { height, horizon, palette } = canvas;
  const random = canvas.random('hills');
  return repeat(3, (layer) => {
    const color = canvas.lit(mix(palette.ground, palette.rock, 0.5 - layer * 0.2), 0.72 - layer * 0.24);
    const y = horizon - height * (0.09 - layer * 0.045);
    const shape = [y, height * (0.055 - layer * 0.012), 1 + layer * 0.5] as const;
    return rolling(canvas, random, shape, canvas.down(color, mix(color, palette.haze, 0.25)));
  });
}

/** Two rows of mountains; `scale` 1 reaches well into the sky. */
export function mountains(canvas: Canvas, scale: number): string {
  const { width, height, horizon, unit, palette, weather } = canvas;
  const random = canvas.random('mountains');
  const reach = Math.min(horizon * 0.78, unit * 62) * scale;
  const row = (count: number, distance: number, [least, most]: readonly [number, number]): string => {
    const light = canvas.lit(palette.rock, distance);
    const shade = mix(light, canvas.lit(darken(palette.rock, 0.4), distance), 0.75);
    const cap = mix('#ffffff', palette.tint, palette.tintAmount * 0.45);
    const colors = { light: lighten(light, 0.08), shade, ...((scale > 0.6 || weather === 'snow') && { cap }) };
    // From the sides to the middle: the middle ones cover the others.
    const order = Array.from({ length: count }, (_, index) => index).sort(
      (a, b) => Math.abs(b - count / 2) - Math.abs(a - count / 2),
    );
    const turn = random.between(-0.3, 0.3);
    return each(order, (index) => {
      const x = width * ((index + 0.5 + turn + random.between(-0.18, 0.18)) / count);
      const tall = reach * random.between(least, most);
      const half = Math.max(tall * random.between(0.85, 1.1), (width / count) * 0.62);
      return mountain(random, { x, base: horizon + height * 0.02, height: tall, half }, colors);
    });
  };
  const mist = canvas.down(`${palette.haze}/0`, `${palette.haze}/0.75`);
  const far = row(4, 0.62, [0.62, 1]) + rect(0, horizon - reach * 0.4, width, reach * 0.44, mist);
  return far + row(3, 0.3, [0.42, 0.72]);
}

/** What lies on trees in the snow. */
export function snowOnTrees({ weather, palette }: Canvas): Hex | undefined {
  return weather === 'snow' ? mix('#ffffff', palette.tint, palette.tintAmount * 0.6) : undefined;
}

/** Trees along the horizon, smaller than anything that matters. */
export function treeLine(canvas: Canvas, density: 'few' | 'many'): string {
  const { width, height, unit, horizon, palette, weather } = canvas;
  const random = canvas.random('trees');
  const isDense = density === 'many';
  const firs = isDense || weather === 'snow' || random.chance(0.4);
  const count = isDense ? Math.round(width / unit / 5.4) : random.whole(5, 10);
  const green = canvas.lit(mix(palette.ground, palette.leaf, weather === 'snow' ? 0.12 : 0.5), 0.28);
  const band = rolling(canvas, random, [horizon + height * 0.012, height * 0.012, 1.5], green);
  const trees = repeat(count, (index) => {
    const x = width * (isDense ? (index + random.next()) / count : random.next());
    const size = unit * (isDense ? random.between(7, 13) : random.between(8, 16));
    const color = mix(palette.leaf, darken(palette.leaf, 0.3), random.next());
    const leaf = canvas.lit(color, random.between(0.12, 0.34));
    const base = horizon + height * random.between(0.012, 0.035);
    if (firs) return fir(x, base, size, leaf, snowOnTrees(canvas));
    return roundTree(x, base, size, leaf, canvas.lit('#6b4a36', 0.2));
  });
  return band + trees;
}

/** Two swells of near land. */
export function ground(canvas: Canvas): string {
  const { horizon, depth, palette, weather } = canvas;
  const random = canvas.random('ground');
  const far = canvas.lit(palette.ground, 0.14);
  const near = canvas.lit(palette.ground);
  const dark = canvas.lit(weather === 'snow' ? '#b9cfe8' : darken(palette.ground, 0.45));
  const shade = mix(near, dark, 0.55);
  return (
    rolling(canvas, random, [horizon + depth * 0.16, depth * 0.07, 0.8], canvas.down(far, mix(far, shade, 0.45))) +
    rolling(canvas, random, [horizon + depth * 0.44, depth * 0.08, 0.7], canvas.down(near, mix(near, shade, 0.85)))
  );
}

/** Grass and flowers, or what of them looks out of the snow; nearer ones are larger. */
export function growth(canvas: Canvas, kind: 'grass' | 'flowers' = 'grass'): string {
  const { width, unit, horizon, depth, palette, weather } = canvas;
  const random = canvas.random('growth');
  const snowy = weather === 'snow';
  const count = kind === 'flowers' ? 70 : snowy ? 10 : 30;
  const blade = canvas.lit(snowy ? '#8fa9ad' : darken(palette.ground, 0.22));
  const spots = Array.from({ length: count }, () => random.next()).sort();
  const drifts = repeat(snowy ? 3 : 0, () => {
    const [across, down] = [random.next(), random.between(0.3, 0.8)];
    return ellipse(width * across, horizon + depth * down, unit * (16 + 22 * down), unit * 1.8, '#ffffff/0.5');
  });
  const tufts = each(spots, (t) => {
    const y = horizon + depth * (0.26 + 0.76 * t);
    const blooms = kind === 'flowers' || (!snowy && random.chance(0.28));
    const color = random.pick([palette.accent, '#ffffff', '#ffd35c', lighten(palette.accent, 0.4), '#ff8fab']);
    const flower = blooms ? canvas.lit(color) : undefined;
    return tuft(random, [width * random.next(), y], unit * (1.3 + 2.6 * t), blade, flower);
  });
  return drifts + tufts;
}

/** Rows that run together at the horizon. */
export function furrows(canvas: Canvas): string {
  const { width, height, horizon, depth, palette } = canvas;
  const top = horizon + depth * 0.42;
  const half = width * 0.034;
  const rows = repeat(15, (index) => {
    const far = width * (0.5 + (index - 7) * 0.075);
    const near = width * (0.5 + (index - 7) * 0.21);
    return d`M${far - half * 0.1} ${top}L${near - half} ${height}H${near + half}L${far + half * 0.1} ${top}Z`;
  });
  return path(rows, `${canvas.lit(darken(palette.ground, 0.28))}/0.4`);
}
