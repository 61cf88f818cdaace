import type { Canvas } from '../canvas/canvas';
import { darken, lighten, mix } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { inLight } from '../../scene/palette';
import { n, path, rect } from '../canvas/svg';

/** Rows of houses, a street and its lamps. */
export function drawCity(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const { palette, horizon } = scene;
  const base = horizon + (height - horizon) * 0.36;
  const mist = canvas.gradient('vertical', [`${palette.haze}/0`, `${palette.haze}/0.5`]);
  return [
    row(canvas, { name: 'far', base, tall: 0.62, distance: 0.6, many: 15 }),
    rect({ x: 0, y: base - height * 0.3, width, height: height * 0.3 }, { fill: mist }),
    row(canvas, { name: 'middle', base, tall: 0.46, distance: 0.34, many: 11 }),
    row(canvas, { name: 'near', base, tall: 0.28, distance: 0.08, many: 9 }),
    street(canvas, base),
  ].join('');
}

interface Row {
  name: string;
  base: number;
  /** Height of the tallest, in parts of the picture's. */
  tall: number;
  /** How far away, 0 to 1. */
  distance: number;
  many: number;
}

const walls: [Hex, ...Hex[]] = ['#7f8fb5', '#a58fb0', '#6f9fb0', '#b59a8f', '#8a86b8', '#c08a7a'];

function row(canvas: Canvas, { name, base, tall, distance, many }: Row): string {
  const { scene, width, height } = canvas;
  const random = canvas.random(`houses ${name}`);
  const { palette, time, mood } = scene;
  const lit = time === 'night' || time === 'sunset';
  const glows: [Hex, ...Hex[]] =
    mood === 'neon' ? ['#ff4fd0', '#35e6ff', '#ffe14d'] : ['#ffd977', '#ffe9b0', '#ffc45c'];
  const parts: string[] = [];
  let x = -width * 0.02;
  while (x < width * 1.02) {
    const wide = (width / many) * random.between(0.7, 1.35);
    const up = Math.max(height * 0.1, height * tall * random.between(0.42, 1) ** 1.2);
    const wall = inLight(palette, mix(random.pick(walls), palette.rock, 0.3), distance);
    const top = base - up;
    parts.push(roof(x, top, wide, random.whole(0, 5), wall));
    parts.push(rect({ x, y: top, width: wide, height: up + 2 }, { fill: wall }));
    parts.push(rect({ x: x + wide * 0.72, y: top, width: wide * 0.28, height: up + 2 }, { fill: darken(wall, 0.12) }));
    parts.push(
      windows(
        { x, top, wide, base },
        { on: random.pick(glows), off: lit ? darken(wall, 0.25) : lighten(wall, 0.32), lit: lit ? 0.5 : 0.06 },
        random.next,
      ),
    );
    x += wide + width * random.between(0, 0.012);
  }
  return parts.join('');
}

function roof(x: number, top: number, wide: number, kind: number, wall: Hex): string {
  const fill = darken(wall, 0.08);
  const middle = x + wide / 2;
  switch (kind) {
    case 0:
      return path(`M${n(x)} ${n(top + 1)}L${n(middle)} ${n(top - wide * 0.35)}L${n(x + wide)} ${n(top + 1)}Z`, {
        fill,
      });
    case 1:
      return (
        rect({ x: x + wide * 0.25, y: top - wide * 0.22, width: wide * 0.5, height: wide * 0.24 }, { fill }) +
        rect({ x: middle - wide * 0.015, y: top - wide * 0.6, width: wide * 0.03, height: wide * 0.4 }, { fill })
      );
    case 2:
      return path(`M${n(x)} ${n(top + 1)}A${n(wide / 2)} ${n(wide * 0.3)} 0 0 1 ${n(x + wide)} ${n(top + 1)}Z`, {
        fill,
      });
    case 3:
      return path(`M${n(x)} ${n(top + 1)}L${n(x)} ${n(top - wide * 0.3)}L${n(x + wide)} ${n(top + 1)}Z`, { fill });
    default:
      return rect({ x: x + wide * 0.12, y: top - wide * 0.08, width: wide * 0.3, height: wide * 0.1 }, { fill });
  }
}

interface House {
  x: number;
  top: number;
  wide: number;
  base: number;
}

/** Two paths for all windows of a house: one dark, one lit. */
function windows({ x, top, wide, base }: House, paint: { on: Hex; off: Hex; lit: number }, next: () => number): string {
  const columns = Math.max(2, Math.min(5, Math.round(wide / 26)));
  const cell = wide / (columns + 0.4);
  const size = cell * 0.5;
  let on = '';
  let off = '';
  for (let y = top + cell * 0.5; y < base - cell * 0.6; y += cell * 1.05) {
    for (let column = 0; column < columns; column++) {
      const d = `M${n(x + cell * (column + 0.45))} ${n(y)}h${n(size)}v${n(size * 1.2)}h${n(-size)}Z`;
      if (next() < paint.lit) on += d;
      else off += d;
    }
  }
  return (off && path(off, { fill: paint.off, 'fill-opacity': '0.55' })) + (on && path(on, { fill: paint.on }));
}

function street(canvas: Canvas, base: number): string {
  const { scene, width, height, unit } = canvas;
  const { palette, weather, time, mood } = scene;
  const deep = height - base;
  const snowy = weather === 'snow';
  const walk = inLight(palette, snowy ? '#eef5fc' : '#aab0c0', 0.05);
  const road = inLight(palette, snowy ? '#cfdcea' : '#565f78', 0);
  const parts = [
    rect({ x: 0, y: base, width, height: deep }, { fill: walk }),
    rect(
      { x: 0, y: base + deep * 0.2, width, height: deep },
      { fill: canvas.gradient('vertical', [road, darken(road, 0.25)]) },
    ),
    rect({ x: 0, y: base + deep * 0.17, width, height: deep * 0.035 }, { fill: darken(walk, 0.2) }),
  ];
  for (let x = -width * 0.04; x < width; x += width * 0.14) {
    parts.push(
      path(
        `M${n(x)} ${n(base + deep * 0.56)}h${n(width * 0.075)}l${n(-width * 0.012)} ${n(deep * 0.05)}h${n(-width * 0.075)}Z`,
        { fill: '#ffffff', 'fill-opacity': '0.6' },
      ),
    );
  }
  const lamp = darken(walk, 0.6);
  const bulb = mood === 'neon' ? '#7df3ff' : '#ffe6a3';
  for (const t of [0.12, 0.5, 0.88]) {
    const [x, top] = [width * t, base - unit * 15];
    parts.push(
      rect({ x: x - unit * 0.25, y: top, width: unit * 0.5, height: unit * 15 + deep * 0.19 }, { fill: lamp }),
    );
    if (time === 'night' || time === 'sunset')
      parts.push(
        `<circle cx="${n(x)}" cy="${n(top)}" r="${n(unit * 6)}" fill="${canvas.gradient('radial', [`${bulb}/0.7`, `${bulb}/0.15`, `${bulb}/0`])}"/>`,
      );
    parts.push(`<circle cx="${n(x)}" cy="${n(top)}" r="${n(unit * 1.1)}" fill="${mix(bulb, '#ffffff', 0.3)}"/>`);
  }
  if (weather === 'rain')
    parts.push(
      rect(
        { x: 0, y: base + deep * 0.2, width, height: deep * 0.8 },
        { fill: canvas.gradient('vertical', [`${palette.sky[2]}/0.4`, `${palette.sky[1]}/0.1`]) },
      ),
    );
  return parts.join('');
}
