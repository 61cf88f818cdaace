import type { Canvas } from '../canvas/canvas';
import { lighten, mix } from '../../scene/color';
import { cloud } from './nature';
import { circle, ellipse, n, path, rect } from '../canvas/svg';

/** The sky with what stands in it: light, stars, clouds; behind everything else. */
export function drawSky(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const { palette, place, time } = scene;
  const whole = rect({ x: 0, y: 0, width, height }, { fill: canvas.gradient('vertical', palette.sky) });
  if (place === 'underwater') return whole + drawRays(canvas);
  const dark = time === 'night' || place === 'space';
  return [
    whole,
    dark ? drawStars(canvas) : '',
    scene.weather === 'aurora' ? drawAurora(canvas) : '',
    place === 'space' ? drawPlanets(canvas) : drawLight(canvas),
    scene.weather === 'rainbow' && place !== 'space' ? drawRainbow(canvas) : '',
    scene.weather === 'fireworks' ? drawFireworks(canvas) : '',
    place === 'space' ? '' : drawClouds(canvas),
  ].join('');
}

/** Where sun or moon stand: away from the hero, or right behind it in a poster. */
export function placeOfLight({ scene, width, height }: Canvas): { x: number; y: number; r: number } {
  const side = Math.min(width, height);
  const hero = scene.figures[0];
  if (scene.composition === 'poster') {
    const y =
      hero && hero.pose !== 'bust'
        ? Math.min(hero.base - hero.size * 0.72, scene.horizon)
        : scene.horizon - side * 0.12;
    return { x: width / 2, y, r: side * 0.31 };
  }
  const low = scene.time === 'dawn' || scene.time === 'sunset';
  const x = !hero || hero.x < width * 0.55 ? width * 0.72 : width * 0.27;
  return { x, y: low ? scene.horizon - side * 0.07 : height * 0.2, r: side * (low ? 0.11 : 0.075) };
}

function drawLight(canvas: Canvas): string {
  const { scene } = canvas;
  if (scene.weather === 'storm') return '';
  const { x, y, r } = placeOfLight(canvas);
  const asked =
    scene.composition === 'poster' &&
    scene.colors[0] !== undefined &&
    !['black', 'white', 'gray'].includes(scene.colors[0]);
  const fill = asked
    ? mix(scene.palette.accent, scene.palette.light, scene.time === 'night' ? 0.25 : 0.12)
    : scene.palette.light;
  const glow = canvas.gradient('radial', [`${fill}/0.55`, `${fill}/0.16`, `${fill}/0`]);
  const veiled = scene.weather === 'rain' || scene.weather === 'fog' ? '0.55' : undefined;
  const parts = [circle(x, y, r * 2.6, { fill: glow }), circle(x, y, r, { fill, 'fill-opacity': veiled })];
  if (scene.time === 'night' && !asked) {
    const crater = mix(fill, scene.palette.sky[1], 0.18);
    for (const [dx, dy, size] of [
      [-0.35, -0.2, 0.2],
      [0.25, 0.3, 0.26],
      [0.3, -0.4, 0.13],
      [-0.2, 0.45, 0.12],
    ] as const) {
      parts.push(circle(x + dx * r, y + dy * r, size * r, { fill: crater, 'fill-opacity': veiled }));
    }
  }
  return parts.join('');
}

/** Small ones, and some that sparkle, thinning out towards the horizon. */
export function drawStars(canvas: Canvas): string {
  const { width, height, unit, scene } = canvas;
  const random = canvas.random('stars');
  const deep = scene.place === 'space' ? height : scene.horizon;
  const many = scene.place === 'space' ? 150 : 90;
  let small = '';
  for (let index = 0; index < many; index++) {
    const y = deep * random.next() ** (scene.place === 'space' ? 1 : 1.5);
    small += circle(random.between(0, width), y, unit * random.between(0.09, 0.24), {
      'fill-opacity': random.between(0.35, 1).toFixed(2),
    });
  }
  for (let index = 0; index < 7; index++) {
    const [x, y, r] = [
      random.between(0.03, 0.97) * width,
      random.between(0.04, 0.7) * deep,
      unit * random.between(0.7, 1.4),
    ];
    const k = r * 0.16;
    small += path(
      `M${n(x)} ${n(y - r)}L${n(x + k)} ${n(y - k)}L${n(x + r)} ${n(y)}L${n(x + k)} ${n(y + k)}L${n(x)} ${n(y + r)}L${n(x - k)} ${n(y + k)}L${n(x - r)} ${n(y)}L${n(x - k)} ${n(y - k)}Z`,
      {},
    );
  }
  return `<g fill="#fffdf0">${small}</g>`;
}

function drawPlanets(canvas: Canvas): string {
  const { width, height, unit, scene } = canvas;
  const random = canvas.random('planets');
  const { palette, figures } = scene;
  const parts: string[] = [];
  for (let index = 0; index < 4; index++) {
    const color = mix(palette.sky[2], palette.accent, random.between(0.2, 0.8));
    const cloudy = canvas.gradient('radial', [`${color}/0.5`, `${color}/0.15`, `${color}/0`]);
    parts.push(
      ellipse(
        random.between(0, width),
        random.between(0.05, 0.9) * height,
        [unit * random.between(30, 62), unit * random.between(18, 34)],
        { fill: cloudy },
      ),
    );
  }
  const heroX = figures[0]?.x ?? width * 0.3;
  const x = scene.composition === 'poster' ? width / 2 : heroX < width / 2 ? width * 0.76 : width * 0.24;
  const y = scene.composition === 'poster' ? height * 0.46 : height * 0.28;
  const r = unit * (scene.composition === 'poster' ? 32 : random.between(13, 19));
  const main = mix(palette.accent, '#ffb27a', 0.35);
  parts.push(drawPlanet(canvas, { x, y, r, main, ring: scene.composition !== 'poster' && random.chance(0.6) }));
  parts.push(
    drawPlanet(canvas, {
      x: width - x * 0.82,
      y: height * random.between(0.12, 0.2),
      r: unit * random.between(3, 5),
      main: mix(main, '#7ad0e8', 0.7),
      ring: false,
    }),
  );
  return parts.join('');
}

function drawPlanet(canvas: Canvas, planet: { x: number; y: number; r: number; main: string; ring: boolean }): string {
  const { x, y, r, main } = planet;
  const clip = canvas.define((id) => `<clipPath id="${id}">${circle(x, y, r, {})}</clipPath>`);
  const dark = mix(main, '#1a0f3a', 0.4);
  const ring = { fill: 'none', stroke: lighten(main, 0.45), 'stroke-width': n(r * 0.13) };
  const curve = (side: 0 | 1): string =>
    path(
      `M${n(x - r * 1.7)} ${n(y + r * 0.3)}A${n(r * 1.75)} ${n(r * 0.5)} -10 0 ${side} ${n(x + r * 1.7)} ${n(y - r * 0.3)}`,
      ring,
    );
  return [
    planet.ring ? curve(1) : '',
    circle(x, y, r, { fill: main }),
    `<g clip-path="url(#${clip})">`,
    ellipse(x - r * 0.2, y - r * 0.45, [r * 1.1, r * 0.14], { fill: lighten(main, 0.3), 'fill-opacity': '0.6' }),
    ellipse(x + r * 0.2, y + r * 0.1, [r * 1.2, r * 0.18], { fill: dark, 'fill-opacity': '0.35' }),
    ellipse(x, y + r * 0.55, [r, r * 0.12], { fill: lighten(main, 0.2), 'fill-opacity': '0.5' }),
    circle(x + r * 0.55, y + r * 0.4, r * 1.25, {
      fill: 'none',
      stroke: dark,
      'stroke-width': n(r * 0.9),
      'stroke-opacity': '0',
    }),
    circle(x - r * 0.45, y - r * 0.4, r * 1.5, {
      fill: 'none',
      stroke: dark,
      'stroke-width': n(r * 0.5),
      'stroke-opacity': '0.45',
    }),
    '</g>',
    planet.ring ? curve(0) : '',
  ].join('');
}

function drawClouds(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const random = canvas.random('clouds');
  const heavy = scene.weather === 'storm' || scene.weather === 'rain';
  const many = heavy ? 9 : scene.weather === 'snow' ? 4 : scene.place === 'sky' ? 8 : random.whole(2, 5);
  const fill = heavy
    ? mix(scene.palette.sky[0], '#e8edf5', scene.weather === 'storm' ? 0.08 : 0.35)
    : mix('#ffffff', scene.palette.sky[2], scene.time === 'night' ? 0.75 : 0.3);
  let clouds = '';
  for (let index = 0; index < many; index++) {
    const size = unit * random.between(14, scene.place === 'sky' || heavy ? 52 : 32);
    const x = width * ((index + random.next()) / many);
    const y = height * (heavy ? random.between(0.04, 0.26) : random.between(0.1, scene.place === 'sky' ? 0.75 : 0.36));
    clouds += cloud(
      random,
      { x, y, size },
      { fill, opacity: scene.time === 'night' ? 0.35 : random.between(0.8, 0.96) },
    );
  }
  return clouds;
}

/** Curtains of light: many upright strips whose feet follow a wave. */
export function drawAurora(canvas: Canvas): string {
  const { width, height } = canvas;
  const random = canvas.random('aurora');
  let strips = '';
  for (const [index, color] of ['#a06cf0', '#37c8e8', '#4df0b0'].entries()) {
    const phase = random.between(0, 6);
    const base = height * (0.3 + index * 0.07);
    const fill = canvas.gradient('vertical', [`${color}/0`, `${color}/0.5`, `${color}/0.1`, `${color}/0`]);
    const many = 40;
    for (let strip = 0; strip < many; strip++) {
      const t = strip / many;
      const foot = base + Math.sin(t * 7 + phase) * height * 0.07 + Math.sin(t * 17 + phase) * height * 0.02;
      const tall = height * random.between(0.24, 0.4);
      strips += rect({ x: t * width, y: foot - tall, width: width / many + 0.5, height: tall }, { fill });
    }
  }
  return strips;
}

export function drawRainbow(canvas: Canvas): string {
  const { width, height, scene } = canvas;
  const r = Math.min(width * 0.46, height * 0.86);
  const x = width * 0.5 + (placeOfLight(canvas).x < width / 2 ? 0.1 : -0.1) * width;
  const band = r * 0.042;
  return ['#f0575c', '#f79a4a', '#fbd35c', '#6fca6f', '#5aa9ea', '#8a7be0']
    .map((stroke, index) =>
      circle(x, scene.horizon + height * 0.08, r - index * band, {
        fill: 'none',
        stroke,
        'stroke-width': n(band * 1.05),
        'stroke-opacity': '0.72',
      }),
    )
    .join('');
}

/** Bursts in the sky: rays that end in sparks. */
export function drawFireworks(canvas: Canvas): string {
  const { width, scene, unit } = canvas;
  const random = canvas.random('fireworks');
  const colors: [string, ...string[]] = ['#ffd35c', '#ff6f91', '#6fd6ff', '#b68cff', '#8cf0a0'];
  let all = '';
  for (let burst = 0; burst < 6; burst++) {
    const [x, y] = [width * ((burst + random.between(0.15, 0.85)) / 6), scene.horizon * random.between(0.12, 0.58)];
    const r = unit * random.between(7, 17);
    const color = random.pick(colors);
    all += circle(x, y, r * 1.3, { fill: canvas.gradient('radial', [`${color}/0.4`, `${color}/0`]) });
    let rays = '';
    for (let ray = 0; ray < 18; ray++) {
      const angle = (ray / 18) * Math.PI * 2;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const end = r * (ray % 2 === 0 ? 1 : 0.72);
      rays += `M${n(x + cos * r * 0.25)} ${n(y + sin * r * 0.25)}L${n(x + cos * end)} ${n(y + sin * end)}`;
      all += circle(x + cos * end * 1.1, y + sin * end * 1.1, unit * 0.35, { fill: lighten(color, 0.4) });
    }
    all += path(rays, { fill: 'none', stroke: color, 'stroke-width': n(unit * 0.32), 'stroke-linecap': 'round' });
  }
  return all;
}

function drawRays(canvas: Canvas): string {
  const { width, height } = canvas;
  const random = canvas.random('rays');
  const fill = canvas.gradient('vertical', ['#ffffff/0.32', '#ffffff/0']);
  let rays = '';
  for (let index = 0; index < 6; index++) {
    const x = width * random.between(0, 1);
    const wide = width * random.between(0.03, 0.09);
    const lean = width * random.between(0.05, 0.16);
    rays += path(
      `M${n(x)} -5L${n(x + wide)} -5L${n(x + wide * 2.2 - lean)} ${n(height * 0.9)}L${n(x - lean)} ${n(height * 0.9)}Z`,
      { fill },
    );
  }
  return rays;
}
