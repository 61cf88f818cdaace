/** Lakes, rivers, the sea and its floor. */
import type { Canvas } from '../canvas/canvas';
import { darken, lighten, mix } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { fir, hill, rollingLine, seaweed, tuft } from './nature';
import { inLight } from '../../scene/palette';
import { placeOfLight } from './sky';
import { circle, ellipse, n, path, rect } from '../canvas/svg';

export function stream(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const { palette, horizon, figures } = scene;
  const deep = height - horizon;
  const side = (figures[0]?.x ?? 0) < width / 2 ? 1 : -1;
  const x = (t: number): number => width * (0.5 + side * t);
  const fill = canvas.gradient('vertical', [
    mix(palette.sky[2], palette.water, 0.35),
    inLight(palette, palette.water, 0.05),
  ]);
  const d = `M${n(x(0.1))} ${n(horizon + deep * 0.14)}C${n(x(0.3))} ${n(horizon + deep * 0.24)} ${n(x(-0.06))} ${n(horizon + deep * 0.36)} ${n(x(0.1))} ${n(horizon + deep * 0.52)}C${n(x(0.22))} ${n(horizon + deep * 0.7)} ${n(x(0.12))} ${n(horizon + deep * 0.85)} ${n(x(0.02))} ${n(height)}L${n(x(0.44))} ${n(height)}C${n(x(0.5))} ${n(horizon + deep * 0.82)} ${n(x(0.5))} ${n(horizon + deep * 0.66)} ${n(x(0.3))} ${n(horizon + deep * 0.48)}C${n(x(0.14))} ${n(horizon + deep * 0.36)} ${n(x(0.4))} ${n(horizon + deep * 0.26)} ${n(x(0.12))} ${n(horizon + deep * 0.14)}Z`;
  return path(d, { fill });
}

/** Water from the horizon down, with the light's way on it. */
export function water(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('water');
  const { palette, horizon } = scene;
  const deep = height - horizon;
  const near = inLight(palette, palette.water, 0);
  const far = mix(palette.sky[2], near, 0.4);
  const light = placeOfLight(canvas);
  const parts = [
    rect(
      { x: 0, y: horizon, width, height: deep },
      { fill: canvas.gradient('vertical', [far, mix(far, near, 0.7), darken(near, 0.16)]) },
    ),
  ];
  const glint = mix('#ffffff', palette.light, 0.5);
  for (let index = 0; index < 42; index++) {
    const t = random.next() ** 1.4;
    const inWay = index % 3 !== 0 && scene.weather !== 'storm';
    const wide = unit * (2 + 12 * t) * random.between(0.5, 1.2) * (inWay ? 0.8 : 1);
    const x = inWay ? light.x + (random.next() - 0.5) * light.r * (1.6 + 4 * t) : width * random.next();
    parts.push(
      rect(
        { x: x - wide / 2, y: horizon + deep * (0.015 + 0.97 * t), width: wide, height: unit * (0.16 + 0.5 * t) },
        { rx: unit * 0.3, fill: glint, 'fill-opacity': (inWay ? 0.62 : 0.24).toFixed(2) },
      ),
    );
  }
  return parts.join('');
}

/** Land at the lower edge for those that stand by the water. */
export function shore(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const lands = scene.figures.filter(
    ({ pose }) => pose !== 'fly' && pose !== 'boat' && pose !== 'swim' && pose !== 'bust',
  );
  const random = canvas.random('shore');
  const { palette, place } = scene;
  const color = inLight(palette, palette.ground, 0);
  const deep = height - scene.horizon;
  if (lands.length === 0) {
    if (place === 'sea') return waves(canvas);
    const line = rollingLine(random, width, { y: height - deep * 0.2, swing: deep * 0.08, waves: 0.6 });
    return hill(line, height, canvas.gradient('vertical', [color, darken(color, 0.3)])) + reeds(canvas);
  }
  const top =
    Math.min(...lands.filter(({ role }) => role === 'hero').map(({ base }) => base), height * 0.85) - deep * 0.12;
  const foam = scene.weather === 'snow' ? '#ffffff' : mix('#ffffff', palette.water, 0.2);
  const line = rollingLine(random, width, { y: top, swing: deep * 0.05, waves: 0.6 });
  return [
    hill(
      line.map(([x, y]) => [x, y - deep * 0.03] as const),
      height,
      foam,
    ),
    hill(line, height, canvas.gradient('vertical', [color, darken(color, 0.22)])),
  ].join('');
}

function waves(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const random = canvas.random('waves');
  const { palette, horizon } = scene;
  return [0.55, 0.78]
    .map((t, index) => {
      const color = darken(inLight(palette, palette.water, 0), 0.06 + index * 0.12);
      const line = rollingLine(random, width, {
        y: horizon + (height - horizon) * t,
        swing: height * 0.012,
        waves: 3 + index,
      });
      return hill(line, height, canvas.gradient('vertical', [`${lighten(color, 0.12)}/0.85`, `${color}/0.9`]));
    })
    .join('');
}

function reeds(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('reeds');
  const snow = scene.weather === 'snow' ? { snow: '#ffffff' } : {};
  const leaf = inLight(scene.palette, darken(scene.palette.leaf, 0.35), 0);
  const parts: string[] = [];
  const left = random.chance(0.5);
  for (const [t, size] of [
    [0.04, 46],
    [0.13, 34],
    [0.2, 24],
  ] as const) {
    parts.push(
      fir(width * (left ? t : 1 - t), height * 0.97, unit * size * random.between(0.9, 1.1), { leaf, ...snow }),
    );
  }
  for (let index = 0; index < 14; index++)
    parts.push(
      tuft(random, width * random.next(), height * random.between(0.93, 0.99), unit * random.between(2, 4), {
        blade: leaf,
      }),
    );
  return parts.join('');
}

export function islands(canvas: Canvas): string {
  const { scene, width, unit } = canvas;
  const random = canvas.random('islands');
  const color = inLight(scene.palette, scene.palette.leaf, 0.5);
  return [0, 1]
    .map(() =>
      ellipse(
        width * random.next(),
        scene.horizon + unit,
        [unit * random.between(12, 26), unit * random.between(3, 7)],
        { fill: color },
      ),
    )
    .join('');
}

export function sand(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('sand');
  const { palette, horizon } = scene;
  const deep = height - horizon;
  const color = inLight(palette, palette.ground, 0);
  const line = rollingLine(random, width, { y: horizon + deep * 0.42, swing: deep * 0.07, waves: 0.55 });
  const parts = [
    hill(
      line.map(([x, y]) => [x, y - deep * 0.05] as const),
      height,
      mix('#ffffff', palette.water, 0.25),
    ),
    hill(line, height, canvas.gradient('vertical', [color, mix(color, darken(color, 0.3), 0.5)])),
  ];
  for (let index = 0; index < 26; index++) {
    parts.push(
      circle(width * random.next(), horizon + deep * random.between(0.55, 0.98), unit * random.between(0.12, 0.4), {
        fill: darken(color, 0.25),
        'fill-opacity': '0.5',
      }),
    );
  }
  return parts.join('');
}

export function reef(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('reef');
  const { palette, horizon } = scene;
  const parts: string[] = [];
  for (const [layer, depth] of [
    [0, 0.55],
    [1, 0.3],
  ] as const) {
    const line = rollingLine(random, width, {
      y: horizon + height * (0.1 + layer * 0.1),
      swing: height * 0.05,
      waves: 1.2,
    });
    parts.push(hill(line, height, mix(palette.sky[2], palette.sky[1], depth)));
  }
  const bed = mix(palette.ground, palette.sky[2], 0.35);
  parts.push(
    hill(
      rollingLine(random, width, { y: height * 0.87, swing: height * 0.025, waves: 0.9 }),
      height,
      canvas.gradient('vertical', [bed, darken(bed, 0.3)]),
    ),
  );
  const plants: [Hex, ...Hex[]] = ['#2f9a72', '#1f7f7a', '#e46a8a', '#f0955a', palette.accent];
  for (let index = 0; index < 13; index++) {
    const edge = index % 2 === 0 ? random.between(0, 0.26) : random.between(0.74, 1);
    parts.push(
      seaweed(
        width * edge,
        height * random.between(0.9, 1),
        unit * random.between(10, 30),
        mix(random.pick(plants), palette.sky[2], 0.25),
      ),
    );
  }
  for (let index = 0; index < 26; index++) {
    const r = unit * random.between(0.3, 1.5);
    parts.push(
      circle(width * random.next(), height * random.between(0.06, 0.85), r, {
        fill: '#ffffff',
        'fill-opacity': '0.12',
        stroke: '#ffffff',
        'stroke-opacity': '0.5',
        'stroke-width': n(unit * 0.16),
      }),
    );
  }
  return parts.join('');
}
