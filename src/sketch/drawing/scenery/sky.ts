/** The sky with what is in it: light, stars, clouds; behind everything else. */
import { lighten, mix, type Hex } from '../../scene/color';
import { veil, type Canvas } from '../canvas/canvas';
import { circle, d, each, ellipse, outline, path, rect, repeat, star } from '../canvas/svg';
import { cloud } from './nature';

export function drawSky(canvas: Canvas): string {
  const { palette, location, time, weather } = canvas;
  const isSpace = location === 'space';
  const whole = veil(canvas, palette.sky);
  if (location === 'underwater') return whole + drawRays(canvas);
  return [
    whole,
    time === 'night' || isSpace ? drawStars(canvas) : '',
    weather === 'aurora' ? drawAurora(canvas) : '',
    isSpace ? drawPlanets(canvas) : drawLight(canvas),
    weather === 'rainbow' && !isSpace ? drawRainbow(canvas) : '',
    weather === 'fireworks' ? drawFireworks(canvas) : '',
    isSpace ? '' : drawClouds(canvas),
  ].join('');
}

/** Where sun or moon are: away from the hero, or right behind it in a poster. */
export function positionOfLight(canvas: Canvas): { x: number; y: number; r: number } {
  const { width, height, unit, horizon, time, composition } = canvas;
  const [hero] = canvas.figures;
  if (composition === 'poster') {
    const isBehind = hero && hero.pose !== 'bust';
    const y = isBehind ? Math.min(hero.base - hero.size * 0.72, horizon) : horizon - unit * 12;
    return { x: width / 2, y, r: unit * 31 };
  }
  const low = time === 'dawn' || time === 'sunset';
  const x = width * (!hero || hero.x < width * 0.55 ? 0.72 : 0.27);
  return { x, y: low ? horizon - unit * 7 : height * 0.2, r: unit * (low ? 11 : 7.5) };
}

function drawLight(canvas: Canvas): string {
  const { palette, time, weather, composition, colors } = canvas;
  if (weather === 'storm') return '';
  const { x, y, r } = positionOfLight(canvas);
  const asked = composition === 'poster' && colors[0] && !/black|white|gray/.test(colors[0]);
  const fill = asked ? mix(palette.accent, palette.light, time === 'night' ? 0.25 : 0.12) : palette.light;
  const veiled = weather === 'rain' || weather === 'fog' ? '/0.55' : '';
  const glow = circle(x, y, r * 2.6, canvas.glow(fill, 0.55, 0.16));
  const disk = circle(x, y, r, fill + veiled);
  if (time !== 'night' || asked) return glow + disk;
  const craters = '-.35 -.2 .2,.25 .3 .26,.3 -.4 .13,-.2 .45 .12'
    .split(',')
    .map((crater) => crater.split(' ').map(Number));
  const shade = mix(fill, palette.sky[1], 0.18) + veiled;
  return glow + disk + each(craters, ([dx = 0, dy = 0, size = 0]) => circle(x + dx * r, y + dy * r, size * r, shade));
}

/** Small ones, and some that sparkle, thinning out towards the horizon. */
export function drawStars(canvas: Canvas): string {
  const { width, height, unit, location, horizon } = canvas;
  const random = canvas.random('stars');
  const [deep, count, power] = location === 'space' ? [height, 150, 1] : [horizon, 90, 1.5];
  const small = repeat(count, () => {
    const y = deep * random.next() ** power;
    const r = unit * random.between(0.09, 0.24);
    return circle(random.between(0, width), y, r, { 'fill-opacity': random.between(0.35, 1).toFixed(2) });
  });
  const sparkling = repeat(7, () => {
    const [x, y] = [random.between(0.03, 0.97) * width, random.between(0.04, 0.7) * deep];
    return star(x, y, unit * random.between(0.7, 1.4), 0.16);
  });
  return `<g fill="#fffdf0">${small}${path(sparkling, {})}</g>`;
}

/** Colored clouds of gas, a large planet and a small one. */
function drawPlanets(canvas: Canvas): string {
  const { width, height, unit, palette, figures, composition } = canvas;
  const random = canvas.random('planets');
  const clouds = repeat(4, () => {
    const fill = canvas.glow(mix(palette.sky[2], palette.accent, random.between(0.2, 0.8)), 0.5, 0.15);
    const [x, y] = [random.between(0, width), random.between(0.05, 0.9) * height];
    return ellipse(x, y, unit * random.between(30, 62), unit * random.between(18, 34), fill);
  });
  const isPoster = composition === 'poster';
  const isLeft = (figures[0]?.x ?? width * 0.3) < width / 2;
  const [x, y] = isPoster ? [width / 2, height * 0.46] : [width * (isLeft ? 0.76 : 0.24), height * 0.28];
  const color = mix(palette.accent, '#ffb27a', 0.35);
  const planet = { x, y, r: unit * (isPoster ? 32 : random.between(13, 19)), color, ring: !isPoster };
  const moon = { x: width - x * 0.82, y: height * 0.16, r: unit * 4, color: mix(color, '#7ad0e8', 0.7), ring: false };
  return clouds + drawPlanet(canvas, planet) + drawPlanet(canvas, moon);
}

function drawPlanet(
  canvas: Canvas,
  { x, y, r, color, ring }: { x: number; y: number; r: number; color: Hex; ring: boolean },
): string {
  const dark = mix(color, '#1a0f3a', 0.4);
  const half = (side: 0 | 1): string => {
    const arc = d`M${x - r * 1.7} ${y + r * 0.3}A${r * 1.75} ${r * 0.5} -10 0 ${side} ${x + r * 1.7} ${y - r * 0.3}`;
    return ring ? path(arc, outline(lighten(color, 0.45), r * 0.13)) : '';
  };
  const bands = [
    ellipse(x - r * 0.2, y - r * 0.45, r * 1.1, r * 0.14, `${lighten(color, 0.3)}/0.6`),
    ellipse(x + r * 0.2, y + r * 0.1, r * 1.2, r * 0.18, `${dark}/0.35`),
    ellipse(x, y + r * 0.55, r, r * 0.12, `${lighten(color, 0.2)}/0.5`),
    circle(x - r * 0.45, y - r * 0.4, r * 1.5, outline(`${dark}/0.45`, r * 0.5)),
  ].join('');
  return half(1) + circle(x, y, r, color) + canvas.clip(circle(x, y, r), bands) + half(0);
}

function drawClouds(canvas: Canvas): string {
  const { width, height, unit, palette, location, time, weather } = canvas;
  const random = canvas.random('clouds');
  const heavy = weather === 'storm' || weather === 'rain';
  const isSky = location === 'sky';
  const count = heavy ? 9 : weather === 'snow' ? 4 : isSky ? 8 : random.whole(2, 5);
  const fill = heavy
    ? mix(palette.sky[0], '#e8edf5', weather === 'storm' ? 0.08 : 0.35)
    : mix('#ffffff', palette.sky[2], time === 'night' ? 0.75 : 0.3);
  return repeat(count, (index) => {
    const size = unit * random.between(14, isSky || heavy ? 52 : 32);
    const x = width * ((index + random.next()) / count);
    const y = height * (heavy ? random.between(0.04, 0.26) : random.between(0.1, isSky ? 0.75 : 0.36));
    return cloud(random, [x, y], size, fill, time === 'night' ? 0.35 : random.between(0.8, 0.96));
  });
}

/** Curtains of light: many upright strips whose feet follow a wave. */
export function drawAurora(canvas: Canvas): string {
  const { width, height } = canvas;
  const random = canvas.random('aurora');
  return each(['#a06cf0', '#37c8e8', '#4df0b0'], (color, index) => {
    const phase = random.between(0, 6);
    const fill = canvas.down(`${color}/0`, `${color}/0.5`, `${color}/0.1`, `${color}/0`);
    return repeat(40, (strip) => {
      const t = strip / 40;
      const foot = height * (0.3 + index * 0.07 + Math.sin(t * 7 + phase) * 0.07 + Math.sin(t * 17 + phase) * 0.02);
      const tall = height * random.between(0.24, 0.4);
      return rect(t * width, foot - tall, width / 40 + 0.5, tall, fill);
    });
  });
}

export function drawRainbow(canvas: Canvas): string {
  const { width, height, horizon } = canvas;
  const r = Math.min(width * 0.46, height * 0.86);
  const x = width * (positionOfLight(canvas).x < width / 2 ? 0.6 : 0.4);
  return each(['#f0575c', '#f79a4a', '#fbd35c', '#6fca6f', '#5aa9ea', '#8a7be0'], (color, index) =>
    circle(x, horizon + height * 0.08, r - index * r * 0.042, outline(`${color}/0.72`, r * 0.044)),
  );
}

/** Bursts in the sky: rays that end in sparks. */
export function drawFireworks(canvas: Canvas): string {
  const { width, horizon, unit } = canvas;
  const random = canvas.random('fireworks');
  return repeat(6, (burst) => {
    const [x, y] = [width * ((burst + random.between(0.15, 0.85)) / 6), horizon * random.between(0.12, 0.58)];
    const r = unit * random.between(7, 17);
    const color = random.pick(['#ffd35c', '#ff6f91', '#6fd6ff', '#b68cff', '#8cf0a0']);
    const ray = (index: number): readonly [number, number] => {
      const angle = (index / 18) * Math.PI * 2;
      const reach = r * (index % 2 === 0 ? 1 : 0.72);
      return [Math.cos(angle) * reach, Math.sin(angle) * reach];
    };
    const sparks = repeat(18, (index) => {
      const [dx, dy] = ray(index);
      return circle(x + dx * 1.1, y + dy * 1.1, unit * 0.35, lighten(color, 0.4));
    });
    const rays = repeat(18, (index) => {
      const [dx, dy] = ray(index);
      return d`M${x + dx * 0.28} ${y + dy * 0.28}L${x + dx} ${y + dy}`;
    });
    return circle(x, y, r * 1.3, canvas.glow(color, 0.4)) + sparks + path(rays, outline(color, unit * 0.32));
  });
}

/** Light that falls through water. */
function drawRays(canvas: Canvas): string {
  const { width, height } = canvas;
  const random = canvas.random('rays');
  const rays = repeat(6, () => {
    const x = width * random.between(0, 1);
    const wide = width * random.between(0.03, 0.09);
    const lean = width * random.between(0.05, 0.16);
    return path(
      d`M${x} -5L${x + wide} -5L${x + wide * 2.2 - lean} ${height * 0.9}L${x - lean} ${height * 0.9}Z`,
      canvas.down('#ffffff/0.32', '#ffffff/0'),
    );
  });
  return rays;
}
