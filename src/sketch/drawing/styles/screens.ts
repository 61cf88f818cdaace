import type { Canvas } from '../canvas/canvas';
import { darken, describeColor, lch, lighten } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { at } from './stage';
import { circle, n, path, rect } from '../canvas/svg';
import type { Box } from '../canvas/svg';

interface Skin {
  ground: [Hex, Hex];
  window: Hex;
  card: Hex;
  line: Hex;
  ink: Hex;
  accent: Hex;
  second: Hex;
}

/** A page or an app as a wireframe: the kind of screen can be told, no word of it can be read. */
export function drawScreen(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const skin = skinOf(canvas);
  const ground = rect({ x: 0, y: 0, width, height }, { fill: canvas.gradient('diagonal', skin.ground) });
  const blob = (x: number, y: number, r: number): string =>
    circle(width * x, height * y, Math.min(width, height) * r, { fill: skin.second, 'fill-opacity': '0.22' });
  const screen = scene.screen === 'phone' || width < height * 0.8 ? phones(canvas, skin) : desk(canvas, skin);
  const turn = scene.composition === 'tilted' ? ` transform="rotate(-4 ${n(width / 2)} ${n(height / 2)})"` : '';
  return `${ground}${blob(0.1, 0.16, 0.34)}${blob(0.92, 0.86, 0.46)}<g${turn}>${screen}</g>`;
}

function skinOf(canvas: Canvas): Skin {
  const { scene } = canvas;
  const random = canvas.random('skin');
  const asked = scene.colors.length > 0;
  const hue = asked ? describeColor(scene.palette.accent).hue : random.pick([255, 280, 165, 25, 200, 310]);
  const neutral = scene.mood === 'mono' || (asked && describeColor(scene.palette.accent).chroma < 0.04);
  const c = (value: number): number => (neutral ? 0.01 : value);
  const dark = scene.composition === 'dark' || scene.mood === 'dark' || scene.mood === 'neon' || scene.time === 'night';
  const accent = lch(0.6, c(0.19), hue);
  return {
    ground:
      scene.composition === 'accent'
        ? [lch(0.66, c(0.17), hue), lch(0.5, c(0.19), hue + 40)]
        : dark
          ? [lch(0.28, c(0.06), hue), lch(0.2, c(0.05), hue + 40)]
          : [lch(0.92, c(0.05), hue), lch(0.86, c(0.07), hue + 40)],
    window: dark ? lch(0.24, c(0.025), hue) : '#ffffff',
    card: dark ? lch(0.3, c(0.03), hue) : lch(0.965, c(0.012), hue),
    line: dark ? lch(0.42, c(0.03), hue) : lch(0.88, c(0.02), hue),
    ink: dark ? lch(0.86, c(0.02), hue) : lch(0.4, c(0.04), hue),
    accent,
    second: lch(0.76, c(0.15), hue + 60),
  };
}

function bar(x: number, y: number, width: number, height: number, fill: Hex): string {
  return rect({ x, y, width, height }, { rx: height / 2, fill });
}

function panel(box: Box, radius: number, fill: Hex): string {
  return rect(box, { rx: radius, fill });
}

/** A window with its title bar, around `inside`. */
function desk(canvas: Canvas, skin: Skin): string {
  const { width, height, unit, scene } = canvas;
  const box: Box = { x: width * 0.12, y: height * 0.11, width: width * 0.76, height: height * 0.74 };
  const top = unit * 6;
  const shadow = panel({ ...box, y: box.y + unit * 2.4 }, unit * 2, darken(skin.ground[1], 0.5)).replace(
    '<rect',
    '<rect fill-opacity="0.25"',
  );
  const lights = ['#ff6159', '#ffbd2e', '#28c941']
    .map((fill, index) => circle(box.x + unit * (3 + index * 2.6), box.y + top / 2, unit * 0.8, { fill }))
    .join('');
  const inner: Box = {
    x: box.x + unit * 3,
    y: box.y + top + unit * 2.4,
    width: box.width - unit * 6,
    height: box.height - top - unit * 5,
  };
  const inside =
    scene.screen === 'dashboard'
      ? dashboard(canvas, skin, inner)
      : scene.screen === 'form'
        ? form(canvas, skin, inner)
        : page(canvas, skin, inner);
  return [
    shadow,
    panel(box, unit * 2, skin.window),
    lights,
    bar(box.x + box.width * 0.3, box.y + top * 0.27, box.width * 0.4, top * 0.46, skin.card),
    rect({ x: box.x, y: box.y + top, width: box.width, height: unit * 0.2 }, { fill: skin.line }),
    inside,
  ].join('');
}

function page(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const half = box.width * 0.46;
  const picture: Box = { x: box.x + box.width - half, y: box.y + unit * 6, width: half, height: box.height * 0.5 };
  const cards = [0, 1, 2].map((index) => {
    const wide = (box.width - unit * 6) / 3;
    const card: Box = {
      x: box.x + index * (wide + unit * 3),
      y: box.y + box.height * 0.72,
      width: wide,
      height: box.height * 0.28,
    };
    return (
      panel(card, unit * 1.4, skin.card) +
      circle(card.x + unit * 4, card.y + unit * 4, unit * 1.9, { fill: index === 1 ? skin.second : skin.accent }) +
      bar(card.x + unit * 7.4, card.y + unit * 3.2, wide * 0.4, unit * 1.5, skin.ink) +
      bar(card.x + unit * 2.4, card.y + unit * 8.4, wide * 0.78, unit, skin.line) +
      bar(card.x + unit * 2.4, card.y + unit * 10.8, wide * 0.56, unit, skin.line)
    );
  });
  return [
    circle(box.x + unit * 1.6, box.y + unit * 1.4, unit * 1.6, { fill: skin.accent }),
    bar(box.x + unit * 4.4, box.y + unit * 0.7, unit * 9, unit * 1.5, skin.ink),
    ...[0.56, 0.66, 0.76].map((t) =>
      bar(box.x + box.width * t, box.y + unit * 0.8, box.width * 0.06, unit * 1.2, skin.line),
    ),
    bar(box.x + box.width * 0.88, box.y, box.width * 0.12, unit * 2.9, skin.accent),
    bar(box.x, box.y + unit * 10, box.width * 0.4, unit * 3.4, skin.ink),
    bar(box.x, box.y + unit * 15.4, box.width * 0.3, unit * 3.4, skin.ink),
    ...[0.38, 0.41, 0.26].map((wide, index) =>
      bar(box.x, box.y + unit * (22 + index * 2.8), box.width * wide, unit * 1.1, skin.line),
    ),
    bar(box.x, box.y + unit * 32, box.width * 0.17, unit * 4.2, skin.accent),
    bar(box.x + box.width * 0.2, box.y + unit * 32, box.width * 0.14, unit * 4.2, skin.card),
    heroPicture(canvas, skin, picture),
    ...cards,
  ].join('');
}

/** What the page is about, or hills under a sun as every picture's stand-in. */
function heroPicture(canvas: Canvas, skin: Skin, box: Box): string {
  const { scene, unit } = canvas;
  const hero = scene.figures[0];
  const ground = rect(box, {
    rx: unit * 1.8,
    fill: canvas.gradient('diagonal', [lighten(skin.second, 0.35), skin.accent]),
  });
  const size = Math.min(box.width, box.height) * 0.72;
  if (hero)
    return (
      ground +
      canvas.figure(
        at(
          { ...hero, pose: hero.pose === 'head' ? 'face' : hero.pose },
          { x: box.x + box.width / 2, y: box.y + box.height / 2 + size / 2, size },
        ),
      )
    );
  const clip = canvas.define((id) => `<clipPath id="${id}">${rect(box, { rx: unit * 1.8 })}</clipPath>`);
  const y = box.y + box.height;
  const peak = (x: number, tall: number, wide: number, fill: Hex): string =>
    path(
      `M${n(box.x + box.width * (x - wide))} ${n(y)}L${n(box.x + box.width * x)} ${n(y - box.height * tall)}L${n(box.x + box.width * (x + wide))} ${n(y)}Z`,
      { fill },
    );
  return `${ground}<g clip-path="url(#${clip})">${circle(box.x + box.width * 0.74, box.y + box.height * 0.3, size * 0.15, { fill: '#ffffff', 'fill-opacity': '0.9' })}${peak(0.32, 0.66, 0.46, lighten(skin.accent, 0.3))}${peak(0.68, 0.46, 0.44, lighten(skin.accent, 0.55))}</g>`;
}

function dashboard(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const random = canvas.random('dashboard');
  const side = box.width * 0.17;
  const left = box.x + side + unit * 3;
  const wide = box.width - side - unit * 3;
  const menu = Array.from({ length: 6 }, (_, index) =>
    bar(
      box.x,
      box.y + unit * (1 + index * 5.4),
      side * (index === 1 ? 1 : 0.74),
      unit * 2.6,
      index === 1 ? skin.accent : skin.card,
    ),
  );
  const tiles = [skin.accent, skin.second, skin.ink].map((fill, index) => {
    const tile: Box = { x: left + index * (wide * 0.345), y: box.y, width: wide * 0.31, height: box.height * 0.24 };
    return (
      panel(tile, unit * 1.4, skin.card) +
      bar(tile.x + unit * 2, tile.y + unit * 2, tile.width * 0.4, unit * 1.1, skin.line) +
      bar(tile.x + unit * 2, tile.y + unit * 5, tile.width * 0.54, unit * 3, fill)
    );
  });
  const chart: Box = { x: left, y: box.y + box.height * 0.3, width: wide * 0.62, height: box.height * 0.7 };
  const points = Array.from(
    { length: 9 },
    (_, index) =>
      [
        chart.x + unit * 2 + ((chart.width - unit * 4) * index) / 8,
        chart.y + chart.height * (0.74 - 0.055 * index + random.between(-0.09, 0.09)),
      ] as const,
  );
  const line = `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`;
  const bottom = chart.y + chart.height - unit * 2;
  const last = points[8] ?? [chart.x, chart.y];
  const ring: Box = { x: left + wide * 0.655, y: chart.y, width: wide * 0.345, height: chart.height };
  const [cx, cy, r] = [ring.x + ring.width / 2, ring.y + ring.height * 0.4, Math.min(ring.width, ring.height) * 0.28];
  const round = 2 * Math.PI * r;
  return [
    ...menu,
    ...tiles,
    panel(chart, unit * 1.4, skin.card),
    path(`${line}L${n(last[0])} ${n(bottom)}L${n(chart.x + unit * 2)} ${n(bottom)}Z`, {
      fill: canvas.gradient('vertical', [`${skin.accent}/0.45`, `${skin.accent}/0.02`]),
    }),
    path(line, {
      fill: 'none',
      stroke: skin.accent,
      'stroke-width': n(unit * 0.7),
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
    circle(last[0], last[1], unit * 1.3, { fill: skin.window, stroke: skin.accent, 'stroke-width': n(unit * 0.6) }),
    panel(ring, unit * 1.4, skin.card),
    circle(cx, cy, r, { fill: 'none', stroke: skin.line, 'stroke-width': n(r * 0.34) }),
    `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" fill="none" stroke="${skin.second}" stroke-width="${n(r * 0.34)}" stroke-linecap="round" stroke-dasharray="${n(round * random.between(0.4, 0.75))} ${n(round)}" transform="rotate(-90 ${n(cx)} ${n(cy)})"/>`,
    ...[0.78, 0.86].map((t, index) =>
      bar(ring.x + unit * 2.4, ring.y + ring.height * t, ring.width * (0.7 - index * 0.2), unit * 1.2, skin.line),
    ),
  ].join('');
}

function form(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const wide = Math.min(box.width * 0.46, unit * 62);
  const x = box.x + (box.width - wide) / 2;
  const card: Box = { x: x - unit * 4, y: box.y + unit, width: wide + unit * 8, height: box.height - unit * 2 };
  const step = card.height / 11;
  const y = (rows: number): number => card.y + step * rows;
  const field = (row: number, fill: Hex): string =>
    panel({ x, y: y(row), width: wide, height: step * 1.2 }, unit, skin.window) +
    rect(
      { x, y: y(row), width: wide, height: step * 1.2 },
      { rx: unit, fill: 'none', stroke: fill, 'stroke-width': n(unit * 0.3) },
    );
  return [
    panel(card, unit * 2, skin.card),
    circle(box.x + box.width / 2, y(1.5), step * 0.85, {
      fill: canvas.gradient('diagonal', [skin.second, skin.accent]),
    }),
    bar(box.x + box.width / 2 - wide * 0.22, y(2.85), wide * 0.44, step * 0.42, skin.ink),
    bar(x, y(3.9), wide * 0.2, step * 0.24, skin.line),
    field(4.3, skin.accent),
    bar(x + unit * 1.8, y(4.78), wide * 0.4, step * 0.26, skin.ink),
    bar(x, y(6), wide * 0.26, step * 0.24, skin.line),
    field(6.4, skin.line),
    ...Array.from({ length: 8 }, (_, index) =>
      circle(x + unit * (2.4 + index * 1.9), y(7), unit * 0.55, { fill: skin.ink }),
    ),
    panel({ x, y: y(8.4), width: wide, height: step * 1.25 }, unit, skin.accent),
    bar(box.x + box.width / 2 - wide * 0.11, y(8.9), wide * 0.22, step * 0.28, '#ffffff'),
    bar(box.x + box.width / 2 - wide * 0.2, y(10.15), wide * 0.4, step * 0.22, skin.line),
  ].join('');
}

function phones(canvas: Canvas, skin: Skin): string {
  const { width, height } = canvas;
  const tall = Math.min(height * 0.82, width * 1.5);
  const wide = tall * 0.485;
  const three = width > wide * 3.3;
  const middle = phone(canvas, skin, { x: (width - wide) / 2, y: height * 0.46 - tall / 2, width: wide, height: tall });
  if (!three) return middle;
  const small = { width: wide * 0.86, height: tall * 0.86, y: height * 0.46 - tall * 0.43 };
  return (
    phone(canvas, skin, { ...small, x: width / 2 - wide * 1.5 }, 'list') +
    phone(canvas, skin, { ...small, x: width / 2 + wide * 0.64 }, 'list') +
    middle
  );
}

function phone(canvas: Canvas, skin: Skin, box: Box, kind: 'start' | 'list' = 'start'): string {
  const u = box.width / 50;
  const inner: Box = { x: box.x + u * 3.4, y: box.y + u * 9, width: box.width - u * 6.8, height: box.height - u * 13 };
  const rows = [0, 1, 2, 3, 4].map((index) => {
    const y = inner.y + u * (11 + index * 13.2);
    return (
      panel({ x: inner.x, y, width: inner.width, height: u * 11 }, u * 2.4, skin.card) +
      circle(inner.x + u * 6, y + u * 5.5, u * 3, { fill: index % 2 === 0 ? skin.accent : skin.second }) +
      bar(inner.x + u * 12, y + u * 2.9, inner.width * 0.46, u * 1.9, skin.ink) +
      bar(inner.x + u * 12, y + u * 6.4, inner.width * 0.32, u * 1.5, skin.line)
    );
  });
  const start = [
    heroPicture(canvas, skin, { x: inner.x, y: inner.y, width: inner.width, height: inner.height * 0.5 }),
    bar(inner.x + inner.width * 0.12, inner.y + inner.height * 0.57, inner.width * 0.76, u * 3.4, skin.ink),
    bar(inner.x + inner.width * 0.2, inner.y + inner.height * 0.65, inner.width * 0.6, u * 1.8, skin.line),
    bar(inner.x + inner.width * 0.26, inner.y + inner.height * 0.695, inner.width * 0.48, u * 1.8, skin.line),
    ...[0, 1, 2].map((index) =>
      circle(inner.x + inner.width * (0.44 + index * 0.06), inner.y + inner.height * 0.77, u, {
        fill: index === 0 ? skin.accent : skin.line,
      }),
    ),
    panel(
      { x: inner.x + inner.width * 0.06, y: inner.y + inner.height * 0.83, width: inner.width * 0.88, height: u * 8.4 },
      u * 4.2,
      skin.accent,
    ),
    bar(inner.x + inner.width * 0.36, inner.y + inner.height * 0.83 + u * 3.2, inner.width * 0.28, u * 2, '#ffffff'),
  ];
  return [
    panel({ ...box, y: box.y + u * 2 }, u * 7.4, darken(skin.ground[1], 0.5)).replace(
      '<rect',
      '<rect fill-opacity="0.25"',
    ),
    panel(box, u * 7.4, '#1d1f2b'),
    panel(
      { x: box.x + u * 1.3, y: box.y + u * 1.3, width: box.width - u * 2.6, height: box.height - u * 2.6 },
      u * 6.2,
      skin.window,
    ),
    bar(box.x + box.width * 0.37, box.y + u * 3.2, box.width * 0.26, u * 2.8, '#1d1f2b'),
    ...(kind === 'start' ? start : [bar(inner.x, inner.y + u * 2, inner.width * 0.5, u * 3.4, skin.ink), ...rows]),
  ].join('');
}
