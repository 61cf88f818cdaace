/** Hills, mountains, trees and clouds, one at a time. */
import { darken, lighten, mix, type Hex } from '../../scene/color';
import type { Random } from '../../scene/random';
import type { Canvas } from '../canvas/canvas';
import { below, circle, d, each, outline, path, polygon, rect, repeat, type Point } from '../canvas/svg';

/** The upper edge of rolling land, from left to right with some overhang. Height and swing in pixels. */
export function rollingLine(
  { width }: Canvas,
  random: Random,
  [y, swing, waves]: readonly [number, number, number],
): Point[] {
  const [phase, second] = [random.between(0, 7), random.between(0, 7)];
  const steps = 14;
  return Array.from({ length: steps + 1 }, (_, index): Point => {
    const t = index / steps;
    const wave = Math.sin(t * waves * Math.PI * 2 + phase) * 0.65 + Math.sin(t * waves * 4.3 + second) * 0.35;
    return [-0.02 * width + t * width * 1.04, y + wave * swing];
  });
}

/** Land below a line, lifted by some pixels. */
export function hill({ height }: Canvas, line: readonly Point[], paint: string, lift = 0): string {
  return path(below(lift === 0 ? line : line.map(([x, y]) => [x, y - lift] as const), height), paint);
}

/** Rolling land: see {@link rollingLine}. */
export function rolling(
  canvas: Canvas,
  random: Random,
  shape: readonly [number, number, number],
  paint: string,
): string {
  return hill(canvas, rollingLine(canvas, random, shape), paint);
}

export interface MountainColors {
  light: Hex;
  shade: Hex;
  /** Left out: no snow on top. */
  cap?: Hex;
}

/** A mountain with a lit and a shaded side, and a ragged cap of snow. */
export function mountain(
  random: Random,
  { x, base, height, half }: { x: number; base: number; height: number; half: number },
  { light, shade, cap }: MountainColors,
): string {
  const top = base - height;
  const bend = (side: 1 | -1, t: number): Point => {
    const across = x + side * half * (1 - t) + random.between(-0.05, 0.05) * half;
    return [across, base - height * t * random.between(0.88, 1)];
  };
  const left: Point[] = [[x - half, base], bend(-1, 0.3), bend(-1, 0.62), [x, top]];
  const right: Point[] = [[x, top], bend(1, 0.64), bend(1, 0.32), [x + half, base]];
  const ridge: Point[] = [
    [x + half * 0.16, base],
    [x - half * 0.06, top + height * 0.55],
    [x + half * 0.1, top + height * 0.3],
  ];
  const rock = polygon([...left, ...right], light) + polygon([...right, ...ridge], shade);
  if (!cap) return rock;
  const y = top + height * 0.3;
  const [from, to] = [across(left, y), across(right, y)];
  const teeth = [0.8, 0.6, 0.4, 0.2].map((t, index): Point => {
    return [from + (to - from) * t, y + height * (index % 2 === 0 ? 0.07 : -0.06)];
  });
  const shaded: Point[] = [[x, top], [to, y], ...teeth.slice(0, 2), [x + half * 0.05, top + height * 0.22]];
  return rock + polygon([[from, y], [x, top], [to, y], ...teeth], cap) + polygon(shaded, mix(cap, shade, 0.28));
}

/** Where a line crosses the height `y`. */
function across(points: readonly Point[], y: number): number {
  for (const [index, b] of points.entries()) {
    const a = points[index - 1];
    if (a && (a[1] - y) * (b[1] - y) <= 0 && a[1] !== b[1]) return a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]);
  }
  return points[0]?.[0] ?? 0;
}

/** A fir of three layers; `snow` lies on its branches. */
export function fir(x: number, base: number, size: number, leaf: Hex, snow?: Hex): string {
  const layers = [
    [0.12, 0.27, 0.42],
    [0.36, 0.22, 0.38],
    [0.6, 0.16, 0.4],
  ] as const;
  const trunk = rect(x - size * 0.035, base - size * 0.16, size * 0.07, size * 0.17, darken(leaf, 0.5));
  return (
    trunk +
    each(layers, ([bottom, half, share]) => {
      const [y, tall, w] = [base - size * bottom, size * share, size * half];
      const top = y - tall;
      const [s, edge] = [w * 0.46, top + tall * 0.46];
      return [
        path(d`M${x} ${top}L${x + w} ${y}Q${x} ${y + size * 0.05} ${x - w} ${y}Z`, leaf),
        path(
          d`M${x} ${top}L${x + w} ${y}Q${x + w * 0.5} ${y + size * 0.025} ${x + w * 0.12} ${y + size * 0.02}Z`,
          darken(leaf, 0.22),
        ),
        snow
          ? path(
              d`M${x} ${top}L${x + s} ${edge}Q${x + w * 0.2} ${top + tall * 0.36} ${x} ${top + tall * 0.52}Q${x - w * 0.2} ${top + tall * 0.36} ${x - s} ${edge}Z`,
              snow,
            )
          : '',
      ].join('');
    })
  );
}

/** A tree with a round crown. */
export function roundTree(x: number, base: number, size: number, leaf: Hex, trunk: Hex): string {
  const [r, y, w] = [size * 0.27, base - size * 0.64, size * 0.035];
  return [
    path(d`M${x - w} ${base}L${x - w * 0.6} ${y}H${x + w * 0.6}L${x + w} ${base}Z`, trunk),
    circle(x - r * 0.62, y + r * 0.32, r * 0.72, darken(leaf, 0.12)),
    circle(x + r * 0.66, y + r * 0.28, r * 0.74, darken(leaf, 0.18)),
    circle(x, y - r * 0.2, r, leaf),
    circle(x - r * 0.28, y - r * 0.46, r * 0.52, lighten(leaf, 0.14)),
  ].join('');
}

/** A flat-bottomed cloud; `y` is its lower edge. */
export function cloud(random: Random, [x, y]: Point, size: number, fill: Hex, opacity = 1): string {
  const height = size * random.between(0.26, 0.34);
  const bumps = each([-0.3, 0, 0.27], (t, index) => {
    const r = height * (index === 1 ? random.between(0.8, 0.95) : random.between(0.5, 0.66));
    return circle(x + t * size, y - r, r);
  });
  const bar = rect(x - size / 2, y - height * 0.72, size, height * 0.72, { rx: height * 0.36 });
  return `<g fill="${fill}" opacity="${opacity.toFixed(2)}">${bumps}${bar}</g>`;
}

/** A tuft of grass or a small flower on a stem. */
export function tuft(random: Random, [x, y]: Point, size: number, blade: Hex, flower?: Hex): string {
  const blades = each([-0.5, -0.1, 0.35], (lean) => {
    const tip = x + lean * size + random.between(-0.1, 0.1) * size;
    const tall = size * random.between(0.75, 1.1);
    const foot = x + lean * size * 0.3;
    return d`M${foot - size * 0.07} ${y}Q${x + lean * size * 0.4} ${y - tall * 0.6} ${tip} ${y - tall}Q${x + lean * size * 0.6} ${y - tall * 0.5} ${foot + size * 0.09} ${y}Z`;
  });
  if (!flower) return path(blades, blade);
  const [fx, fy] = [x - size * 0.05, y - size * 1.1];
  return path(blades, blade) + circle(fx, fy, size * 0.24, flower) + circle(fx, fy, size * 0.1, '#fff3c4');
}

/** A broad cactus in the manner of a cartoon desert. */
export function saguaro(x: number, base: number, size: number, fill: Hex): string {
  const w = size * 0.13;
  const arm = (from: number, reach: number, to: number): string =>
    path(d`M${x} ${base - size * from}H${x + size * reach}V${base - size * to}`, outline(fill, w * 0.8));
  const trunk = rect(x - w / 2, base - size, w, size * 1.02, { rx: w / 2, fill });
  return trunk + arm(0.36, -0.24, 0.66) + arm(0.48, 0.22, 0.8);
}

/** Water plants that sway. */
export function seaweed(x: number, base: number, size: number, fill: Hex): string {
  const w = size * 0.09;
  const leaves = repeat(2, (index) => {
    const side = index === 0 ? -1 : 1;
    const top = base - size * (side < 0 ? 0.82 : 1);
    return d`M${x + side * w} ${base}C${x + side * w * 4} ${base - size * 0.3} ${x - side * w * 2} ${base - size * 0.6} ${x + side * w * 2} ${top}C${x} ${base - size * 0.6} ${x + side * w * 6} ${base - size * 0.3} ${x + side * w * 2.6} ${base}Z`;
  });
  return path(leaves, fill);
}
