/** Forest, desert, a small moon, and clouds from above. */
import type { Canvas } from '../canvas/canvas';
import { darken, lighten, mix } from '../../scene/color';
import { boulder, cloud, fir, hill, rollingLine, roundTree, saguaro } from './nature';
import { inLight } from '../../scene/palette';
import { ellipse, n, path, rect } from '../canvas/svg';
import { ground, growth } from './hills';

export function forest(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('forest');
  const { palette, horizon, weather } = scene;
  const snow = weather === 'snow' ? { snow: mix('#ffffff', palette.tint, palette.tintAmount * 0.6) } : {};
  const firs = weather === 'snow' || (weather !== 'autumn' && weather !== 'blossom' && random.chance(0.55));
  const parts: string[] = [];
  for (const [row, distance] of [
    [0, 0.64],
    [1, 0.4],
    [2, 0.16],
  ] as const) {
    const tall = unit * (30 + row * 14);
    const many = Math.round(width / (unit * (7 + row * 4)));
    const base = horizon + (height - horizon) * (0.06 + row * 0.12);
    parts.push(
      hill(
        rollingLine(random, width, { y: base - unit * 2, swing: unit * 1.2, waves: 1.4 }),
        height,
        inLight(palette, mix(palette.ground, palette.leaf, weather === 'snow' ? 0.1 : 0.4), distance * 0.8),
      ),
    );
    for (let index = 0; index < many; index++) {
      const x = width * ((index + random.next()) / many);
      // The nearest row leaves a clearing for what the picture is about.
      if (row === 2 && Math.abs(x - (scene.figures[0]?.x ?? width / 2)) < width * 0.17) continue;
      const size = tall * random.between(0.75, 1.15);
      const leaf = inLight(palette, mix(palette.leaf, darken(palette.leaf, 0.35), random.next()), distance);
      const y = base + unit * random.between(-1, 2);
      parts.push(
        firs
          ? fir(x, y, size, { leaf, ...snow })
          : roundTree(x, y, size, { leaf, trunk: inLight(palette, '#5d4233', distance) }),
      );
    }
    if (row < 2)
      parts.push(
        rect(
          { x: 0, y: horizon - unit * 20, width, height: unit * 26 },
          { fill: canvas.gradient('vertical', [`${palette.haze}/0`, `${palette.haze}/0.4`]) },
        ),
      );
  }
  return parts.join('') + ground(canvas) + growth(canvas);
}

export function desert(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('desert');
  const { palette, horizon } = scene;
  const deep = height - horizon;
  const parts: string[] = [];
  const mesa = inLight(palette, '#c9674a', 0.45);
  for (let index = 0; index < 3; index++) {
    const [x, wide, tall] = [width * random.next(), unit * random.between(16, 30), unit * random.between(10, 20)];
    parts.push(
      path(
        `M${n(x - wide)} ${n(horizon + unit * 4)}L${n(x - wide * 0.62)} ${n(horizon - tall * 0.5)}L${n(x - wide * 0.5)} ${n(horizon - tall)}H${n(x + wide * 0.5)}L${n(x + wide * 0.6)} ${n(horizon - tall * 0.5)}L${n(x + wide)} ${n(horizon + unit * 4)}Z`,
        { fill: mesa },
      ),
    );
    parts.push(
      rect(
        { x: x - wide * 0.55, y: horizon - tall * 0.66, width: wide * 1.1, height: unit * 1.2 },
        { fill: darken(mesa, 0.14) },
      ),
    );
  }
  for (const [layer, distance] of [
    [0, 0.34],
    [1, 0.14],
    [2, 0],
  ] as const) {
    const color = inLight(palette, palette.ground, distance);
    const line = rollingLine(random, width, {
      y: horizon + deep * (0.06 + layer * 0.2),
      swing: deep * 0.09,
      waves: 0.7 + layer * 0.25,
    });
    parts.push(
      hill(line, height, canvas.gradient('vertical', [lighten(color, 0.1), mix(color, darken(color, 0.4), 0.5)])),
    );
    if (layer === 1) {
      const green = inLight(palette, '#3f8f5f', 0.1);
      for (const x of [random.between(0.03, 0.2), random.between(0.8, 0.97)])
        parts.push(saguaro(width * x, horizon + deep * 0.42, unit * random.between(16, 26), green));
    }
  }
  for (let index = 0; index < 4; index++)
    parts.push(
      boulder(
        width * random.next(),
        horizon + deep * random.between(0.6, 0.95),
        unit * random.between(2, 6),
        inLight(palette, '#b9794f', 0),
      ),
    );
  return parts.join('');
}

/** A small world to stand on; who floats needs none. */
export function moonscape(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const stands = scene.figures.length === 0 || scene.figures.some(({ pose }) => pose !== 'fly' && pose !== 'bust');
  if (!stands) return '';
  const random = canvas.random('moon');
  const color = scene.palette.ground;
  const top = height * 0.74;
  const parts = [
    ellipse(width / 2, top + width * 0.9, [width * 1.25, width * 0.9], {
      fill: canvas.gradient('vertical', [lighten(color, 0.28), darken(color, 0.3)]),
    }),
  ];
  for (let index = 0; index < 11; index++) {
    const r = unit * random.between(1.5, 6);
    const x = width * random.next();
    const y = top + height * random.between(0.06, 0.24);
    parts.push(
      ellipse(x, y, [r, r * 0.32], { fill: darken(color, 0.35), 'fill-opacity': '0.6' }),
      ellipse(x, y + r * 0.08, [r * 0.86, r * 0.24], { fill: darken(color, 0.15) }),
    );
  }
  return parts.join('');
}

export function cloudSea(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('cloud sea');
  const parts: string[] = [];
  for (const [row, distance] of [
    [0, 0.55],
    [1, 0.28],
    [2, 0.05],
  ] as const) {
    const fill = inLight(scene.palette, '#ffffff', distance);
    const y = height * (0.84 + row * 0.08);
    for (let index = 0; index < 7; index++) {
      parts.push(
        cloud(
          random,
          {
            x: width * ((index + random.next()) / 7),
            y: y + unit * random.between(-1, 5),
            size: unit * random.between(40, 72),
          },
          { fill, opacity: 1 },
        ),
      );
    }
    parts.push(rect({ x: 0, y: y - unit * 4, width, height: height - y + unit * 4 }, { fill }));
  }
  return parts.join('');
}
