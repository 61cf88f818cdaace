/** Lakes, rivers, the sea and its floor. */
import { darken, lighten, mix } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, path, rect, repeat } from '../canvas/svg';
import { fir, hill, rolling, rollingLine, seaweed, tuft } from './nature';
import { snowOnTrees } from './hills';
import { positionOfLight } from './sky';

export function stream(canvas: Canvas): string {
  const { width, horizon, depth, palette, figures } = canvas;
  const side = (figures[0]?.x ?? 0) < width / 2 ? 1 : -1;
  // Pairs of shares: across from the middle, and down from the horizon.
  const way =
    'M .1 .14 C .3 .24 -.06 .36 .1 .52 C .22 .7 .12 .85 .02 1 L .44 1 C .5 .82 .5 .66 .3 .48 C .14 .36 .4 .26 .12 .14 Z';
  const data = way.replace(/(-?[.\d]+) ([.\d]+)/g, (_, x: string, y: string) => {
    return d`${width * (0.5 + side * Number(x))} ${horizon + depth * Number(y)}`;
  });
  return path(data, canvas.down(mix(palette.sky[2], palette.water, 0.35), canvas.lit(palette.water, 0.05)));
}

/** Water from the horizon down, with the light's way on it. */
export function water(canvas: Canvas): string {
  const { width, horizon, depth, unit, palette, weather } = canvas;
  const random = canvas.random('water');
  const near = canvas.lit(palette.water);
  const far = mix(palette.sky[2], near, 0.4);
  const light = positionOfLight(canvas);
  const glint = mix('#ffffff', palette.light, 0.5);
  const surface = rect(0, horizon, width, depth, canvas.down(far, mix(far, near, 0.7), darken(near, 0.16)));
  const glints = repeat(42, (index) => {
    const t = random.next() ** 1.4;
    const isBelowLight = index % 3 !== 0 && weather !== 'storm';
    const wide = unit * (2 + 12 * t) * random.between(0.5, 1.2) * (isBelowLight ? 0.8 : 1);
    const x = isBelowLight ? light.x + (random.next() - 0.5) * light.r * (1.6 + 4 * t) : width * random.next();
    const fill = `${glint}/${isBelowLight ? 0.62 : 0.24}`;
    const y = horizon + depth * (0.015 + 0.97 * t);
    return rect(x - wide / 2, y, wide, unit * (0.16 + 0.5 * t), { rx: unit * 0.3, fill });
  });
  return surface + glints;
}

/** Land at the lower edge for figures that need ground; waves or reeds without any. */
export function shore(canvas: Canvas): string {
  const { height, depth, figures, palette, location, weather } = canvas;
  const random = canvas.random('shore');
  const color = canvas.lit(palette.ground);
  const lands = figures.filter(({ pose }) => !/fly|boat|swim|bust/.test(pose));
  if (lands.length === 0) {
    if (location === 'sea') return waves(canvas);
    const shape = [height - depth * 0.2, depth * 0.08, 0.6] as const;
    return rolling(canvas, random, shape, canvas.down(color, darken(color, 0.3))) + reeds(canvas);
  }
  const bases = lands.filter(({ role }) => role === 'hero').map(({ base }) => base);
  const line = rollingLine(canvas, random, [Math.min(...bases, height * 0.85) - depth * 0.12, depth * 0.05, 0.6]);
  const foam = weather === 'snow' ? '#ffffff' : mix('#ffffff', palette.water, 0.2);
  return hill(canvas, line, foam, depth * 0.03) + hill(canvas, line, canvas.down(color, darken(color, 0.22)));
}

function waves(canvas: Canvas): string {
  const { height, horizon, depth, palette } = canvas;
  const random = canvas.random('waves');
  return each([0.55, 0.78], (t, index) => {
    const color = darken(canvas.lit(palette.water), 0.06 + index * 0.12);
    const paint = canvas.down(`${lighten(color, 0.12)}/0.85`, `${color}/0.9`);
    return rolling(canvas, random, [horizon + depth * t, height * 0.012, 3 + index], paint);
  });
}

function reeds(canvas: Canvas): string {
  const { width, height, unit, palette } = canvas;
  const random = canvas.random('reeds');
  const leaf = canvas.lit(darken(palette.leaf, 0.35));
  const left = random.chance(0.5);
  const firs = [[0.04, 46], [0.13, 34], [0.2, 24]] as const; // prettier-ignore
  return (
    each(firs, ([t, size]) =>
      fir(width * (left ? t : 1 - t), height * 0.97, unit * size * random.between(0.9, 1.1), leaf, snowOnTrees(canvas)),
    ) +
    repeat(14, () => {
      const at = [width * random.next(), height * random.between(0.93, 0.99)] as const;
      return tuft(random, at, unit * random.between(2, 4), leaf);
    })
  );
}

export function sand(canvas: Canvas): string {
  const { width, horizon, depth, unit, palette } = canvas;
  const random = canvas.random('sand');
  const color = canvas.lit(palette.ground);
  const line = rollingLine(canvas, random, [horizon + depth * 0.42, depth * 0.07, 0.55]);
  const foam = hill(canvas, line, mix('#ffffff', palette.water, 0.25), depth * 0.05);
  const beach = hill(canvas, line, canvas.down(color, darken(color, 0.16)));
  const pebbles = repeat(26, () => {
    const [x, y] = [width * random.next(), horizon + depth * random.between(0.55, 0.98)];
    return circle(x, y, unit * random.between(0.12, 0.4), `${darken(color, 0.25)}/0.5`);
  });
  return foam + beach + pebbles;
}

/** The floor of the sea, its plants, and bubbles. */
export function reef(canvas: Canvas): string {
  const { width, height, horizon, unit, palette } = canvas;
  const random = canvas.random('reef');
  const [, middle, deep] = palette.sky;
  const far = each([0.55, 0.3], (share, layer) => {
    const shape = [horizon + height * (0.1 + layer * 0.1), height * 0.05, 1.2] as const;
    return rolling(canvas, random, shape, mix(deep, middle, share));
  });
  const sea = mix(palette.ground, deep, 0.35);
  const floor = rolling(canvas, random, [height * 0.87, height * 0.025, 0.9], canvas.down(sea, darken(sea, 0.3)));
  const plants = repeat(13, (index) => {
    const x = width * (index % 2 === 0 ? random.between(0, 0.26) : random.between(0.74, 1));
    const y = height * random.between(0.9, 1);
    const size = unit * random.between(10, 30);
    const color = random.pick(['#2f9a72', '#1f7f7a', '#e46a8a', '#f0955a', palette.accent]);
    return seaweed(x, y, size, mix(color, deep, 0.25));
  });
  const bubbles = repeat(26, () => {
    const r = unit * random.between(0.3, 1.5);
    const rim = { fill: '#ffffff/0.12', stroke: '#ffffff/0.5', 'stroke-width': unit * 0.16 };
    return circle(width * random.next(), height * random.between(0.06, 0.85), r, rim);
  });
  return far + floor + plants + bubbles;
}
