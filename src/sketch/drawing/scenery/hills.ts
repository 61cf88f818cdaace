/** Hills, mountains, trees and meadows. */
import type { Canvas } from '../canvas/canvas';
import { darken, lighten, mix } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { fir, hill, mountain, rollingLine, roundTree, tuft } from './nature';
import { inLight } from '../../scene/palette';
import { ellipse, n, path, rect } from '../canvas/svg';

export function farHills(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const random = canvas.random('hills');
  const { palette, horizon } = scene;
  return [0, 1, 2]
    .map((layer) => {
      const color = inLight(palette, mix(palette.ground, palette.rock, 0.5 - layer * 0.2), 0.72 - layer * 0.24);
      const line = rollingLine(random, width, {
        y: horizon - height * (0.09 - layer * 0.045),
        swing: height * (0.055 - layer * 0.012),
        waves: 1 + layer * 0.5,
      });
      return hill(line, height, canvas.gradient('vertical', [color, mix(color, palette.haze, 0.25)]));
    })
    .join('');
}

/** Two rows of mountains; `scale` 1 reaches well into the sky. */
export function mountains(canvas: Canvas, scale: number): string {
  const { scene, width, height } = canvas;
  const random = canvas.random('mountains');
  const { palette, horizon } = scene;
  const reach = Math.min(horizon * 0.78, Math.min(width, height) * 0.62) * scale;
  const capped = scale > 0.6 || scene.weather === 'snow';
  const parts: string[] = [];
  for (const [row, many] of [
    [0, 4],
    [1, 3],
  ] as const) {
    const distance = row === 0 ? 0.62 : 0.3;
    const color = inLight(palette, palette.rock, distance);
    const style = {
      light: lighten(color, 0.08),
      shade: mix(color, inLight(palette, darken(palette.rock, 0.4), distance), 0.75),
      ...(capped && { cap: mix('#ffffff', palette.tint, palette.tintAmount * (row === 0 ? 0.5 : 0.4)) }),
    };
    const order = Array.from({ length: many }, (_, index) => index).sort(
      (a, b) => Math.abs(b - many / 2) - Math.abs(a - many / 2),
    );
    const turn = random.between(-0.3, 0.3);
    for (const index of order) {
      const x = width * ((index + 0.5 + turn + random.between(-0.18, 0.18)) / many);
      const tall = reach * (row === 0 ? random.between(0.62, 1) : random.between(0.42, 0.72));
      parts.push(
        mountain(
          random,
          {
            x,
            base: horizon + height * 0.02,
            height: tall,
            half: Math.max(tall * random.between(0.85, 1.1), (width / many) * 0.62),
          },
          style,
        ),
      );
    }
    if (row === 0) {
      const mist = canvas.gradient('vertical', [`${palette.haze}/0`, `${palette.haze}/0.75`]);
      parts.push(rect({ x: 0, y: horizon - reach * 0.4, width, height: reach * 0.44 }, { fill: mist }));
    }
  }
  return parts.join('');
}

/** Trees along the horizon, smaller than anything that matters. */
export function treeLine(canvas: Canvas, density: 'few' | 'many'): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('trees');
  const { palette, horizon, weather } = scene;
  const snow = weather === 'snow' ? { snow: mix('#ffffff', palette.tint, palette.tintAmount * 0.6) } : {};
  const firs = density === 'many' || weather === 'snow' || random.chance(0.4);
  const many = density === 'many' ? Math.round(width / unit / 5.4) : random.whole(5, 10);
  const band = rollingLine(random, width, { y: horizon + height * 0.012, swing: height * 0.012, waves: 1.5 });
  const parts = [
    hill(band, height, inLight(palette, mix(palette.ground, palette.leaf, weather === 'snow' ? 0.12 : 0.5), 0.28)),
  ];
  for (let index = 0; index < many; index++) {
    const x = density === 'many' ? width * ((index + random.next()) / many) : width * random.next();
    const size = unit * (density === 'many' ? random.between(7, 13) : random.between(8, 16));
    const leaf = inLight(
      palette,
      mix(palette.leaf, darken(palette.leaf, 0.3), random.next()),
      random.between(0.12, 0.34),
    );
    const base = horizon + height * random.between(0.012, 0.035);
    parts.push(
      firs
        ? fir(x, base, size, { leaf, ...snow })
        : roundTree(x, base, size, { leaf, trunk: inLight(palette, '#6b4a36', 0.2) }),
    );
  }
  return parts.join('');
}

/** Two swells of near land. */
export function ground(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const random = canvas.random('ground');
  const { palette, horizon } = scene;
  const deep = height - horizon;
  const far = inLight(palette, palette.ground, 0.14);
  const near = inLight(palette, palette.ground, 0);
  const shade = mix(
    near,
    inLight(palette, scene.weather === 'snow' ? '#b9cfe8' : darken(palette.ground, 0.45), 0),
    0.55,
  );
  return [
    hill(
      rollingLine(random, width, { y: horizon + deep * 0.16, swing: deep * 0.07, waves: 0.8 }),
      height,
      canvas.gradient('vertical', [far, mix(far, shade, 0.45)]),
    ),
    hill(
      rollingLine(random, width, { y: horizon + deep * 0.44, swing: deep * 0.08, waves: 0.7 }),
      height,
      canvas.gradient('vertical', [near, mix(near, shade, 0.85)]),
    ),
  ].join('');
}

/** Grass and flowers, or what of them looks out of the snow; nearer ones are larger. */
export function growth(canvas: Canvas, kind: 'grass' | 'flowers' = 'grass'): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('growth');
  const { palette, horizon, weather } = scene;
  const snowy = weather === 'snow';
  const many = kind === 'flowers' ? 70 : snowy ? 10 : 30;
  const blade = inLight(palette, snowy ? '#8fa9ad' : darken(palette.ground, 0.22), 0);
  const blooms: [Hex, ...Hex[]] = [palette.accent, '#ffffff', '#ffd35c', lighten(palette.accent, 0.4), '#ff8fab'];
  const spots = Array.from({ length: many }, () => random.next()).sort();
  const parts: string[] = [];
  if (snowy) for (let index = 0; index < 3; index++) parts.push(drift(canvas, random.next(), random.between(0.3, 0.8)));
  for (const t of spots) {
    const y = horizon + (height - horizon) * (0.26 + 0.76 * t);
    const size = unit * (1.3 + 2.6 * t);
    const flower =
      kind === 'flowers' || (!snowy && random.chance(0.28)) ? { flower: inLight(palette, random.pick(blooms), 0) } : {};
    parts.push(tuft(random, width * random.next(), y, size, { blade, ...flower }));
  }
  return parts.join('');
}

function drift(canvas: Canvas, across: number, down: number): string {
  const { scene, width, height, unit } = canvas;
  const y = scene.horizon + (height - scene.horizon) * down;
  const wide = unit * (16 + 22 * down);
  return ellipse(width * across, y, [wide, unit * 1.8], { fill: '#ffffff', 'fill-opacity': '0.5' });
}

/** Rows that run together at the horizon. */
export function furrows(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const { palette, horizon } = scene;
  const top = horizon + (height - horizon) * 0.42;
  const color = inLight(palette, darken(palette.ground, 0.28), 0);
  let d = '';
  for (let row = -7; row <= 7; row++) {
    const far = width * (0.5 + row * 0.075);
    const near = width * (0.5 + row * 0.21);
    const half = width * 0.034;
    d += `M${n(far - half * 0.1)} ${n(top)}L${n(near - half)} ${n(height)}H${n(near + half)}L${n(far + half * 0.1)} ${n(top)}Z`;
  }
  return path(d, { fill: color, 'fill-opacity': '0.4' });
}
