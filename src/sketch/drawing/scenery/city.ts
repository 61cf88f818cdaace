/** Rows of houses, a street and its lamps. */
import { darken, lighten, mix, type Hex } from '../../scene/color';
import type { Random } from '../../scene/random';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, path, rect, repeat } from '../canvas/svg';

export function drawCity(canvas: Canvas): string {
  const { width, height, horizon, depth, palette } = canvas;
  const base = horizon + depth * 0.36;
  const mist = canvas.down(`${palette.haze}/0`, `${palette.haze}/0.5`);
  return [
    drawRow(canvas, { base, tall: 0.62, distance: 0.6, count: 15 }),
    rect(0, base - height * 0.3, width, height * 0.3, mist),
    drawRow(canvas, { base, tall: 0.46, distance: 0.34, count: 11 }),
    drawRow(canvas, { base, tall: 0.28, distance: 0.08, count: 9 }),
    drawStreet(canvas, base),
  ].join('');
}

interface Row {
  base: number;
  /** Height of the tallest, as a share of the image's. */
  tall: number;
  /** How far away, 0 to 1. */
  distance: number;
  count: number;
}

/** Whether lamps and windows are lit. */
function isLit({ time }: Canvas): boolean {
  return time === 'night' || time === 'sunset';
}

function drawRow(canvas: Canvas, { base, tall, distance, count }: Row): string {
  const { width, height, palette, mood } = canvas;
  const random = canvas.random(`houses ${count}`);
  const glows =
    mood === 'neon' ? (['#ff4fd0', '#35e6ff', '#ffe14d'] as const) : (['#ffd977', '#ffe9b0', '#ffc45c'] as const);
  let houses = '';
  for (let x = -width * 0.02; x < width * 1.02;) {
    const wide = (width / count) * random.between(0.7, 1.35);
    const up = Math.max(height * 0.1, height * tall * random.between(0.42, 1) ** 1.2);
    const color = random.pick(['#7f8fb5', '#a58fb0', '#6f9fb0', '#b59a8f', '#8a86b8', '#c08a7a']);
    const wall = canvas.lit(mix(color, palette.rock, 0.3), distance);
    const top = base - up;
    houses += drawRoof([x, top, wide], random.whole(0, 5), darken(wall, 0.08));
    houses += rect(x, top, wide, up + 2, wall);
    houses += rect(x + wide * 0.72, top, wide * 0.28, up + 2, darken(wall, 0.12));
    const [on, off] = [random.pick(glows), isLit(canvas) ? darken(wall, 0.25) : lighten(wall, 0.32)];
    houses += drawWindows([x, top, wide, base], { on, off, lit: isLit(canvas) ? 0.5 : 0.06 }, random);
    x += wide + width * random.between(0, 0.012);
  }
  return houses;
}

function drawRoof([x, y, wide]: readonly [number, number, number], kind: number, fill: Hex): string {
  const [left, middle, right, top] = [x, x + wide / 2, x + wide, y + 1];
  const roofs = [
    path(d`M${left} ${top}L${middle} ${y - wide * 0.35}L${right} ${top}Z`, fill),
    rect(x + wide * 0.25, y - wide * 0.22, wide * 0.5, wide * 0.24, fill) +
      rect(middle - wide * 0.015, y - wide * 0.6, wide * 0.03, wide * 0.4, fill),
    path(d`M${left} ${top}A${wide / 2} ${wide * 0.3} 0 0 1 ${right} ${top}Z`, fill),
    path(d`M${left} ${top}L${left} ${y - wide * 0.3}L${right} ${top}Z`, fill),
  ];
  return roofs[kind] ?? rect(x + wide * 0.12, y - wide * 0.08, wide * 0.3, wide * 0.1, fill);
}

/** Two paths for all windows of a house: one dark, one lit. */
function drawWindows(
  [x, top, wide, base]: readonly [number, number, number, number],
  { on, off, lit }: { on: Hex; off: Hex; lit: number },
  random: Random,
): string {
  const columns = Math.max(2, Math.min(5, Math.round(wide / 26)));
  const cell = wide / (columns + 0.4);
  const size = cell * 0.5;
  const parts = { on: '', off: '' };
  for (let y = top + size; y < base - cell * 0.6; y += cell * 1.05) {
    for (let column = 0; column < columns; column++) {
      const window = d`M${x + cell * (column + 0.45)} ${y}h${size}v${size * 1.2}h${-size}Z`;
      parts[random.chance(lit) ? 'on' : 'off'] += window;
    }
  }
  return path(parts.off, `${off}/0.55`) + path(parts.on, on);
}

function drawStreet(canvas: Canvas, base: number): string {
  const { width, height, unit, palette, weather, mood } = canvas;
  const deep = height - base;
  const snowy = weather === 'snow';
  const walk = canvas.lit(snowy ? '#eef5fc' : '#aab0c0', 0.05);
  const road = canvas.lit(snowy ? '#cfdcea' : '#565f78');
  const dash = d`h${width * 0.075}l${-width * 0.012} ${deep * 0.05}h${-width * 0.075}Z`;
  const bulb = mood === 'neon' ? '#7df3ff' : '#ffe6a3';
  const lamp = (share: number): string => {
    const [x, top] = [width * share, base - unit * 15];
    const post = rect(x - unit * 0.25, top, unit * 0.5, unit * 15 + deep * 0.19, darken(walk, 0.6));
    const glow = isLit(canvas) ? circle(x, top, unit * 6, canvas.glow(bulb, 0.7, 0.15)) : '';
    return post + glow + circle(x, top, unit * 1.1, mix(bulb, '#ffffff', 0.3));
  };
  const wet = canvas.down(`${palette.sky[2]}/0.4`, `${palette.sky[1]}/0.1`);
  return [
    rect(0, base, width, deep, walk),
    rect(0, base + deep * 0.2, width, deep, canvas.down(road, darken(road, 0.25))),
    rect(0, base + deep * 0.17, width, deep * 0.035, darken(walk, 0.2)),
    path(
      repeat(8, (index) => d`M${width * (index * 0.14 - 0.04)} ${base + deep * 0.56}${dash}`),
      '#ffffff/0.6',
    ),
    each([0.12, 0.5, 0.88], lamp),
    weather === 'rain' ? rect(0, base + deep * 0.2, width, deep * 0.8, wet) : '',
  ].join('');
}
