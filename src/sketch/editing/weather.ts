/** The light of an hour, and weather, over an image. */
import type { Time, Weather } from '../reading/meanings';
import { veil, type Canvas } from '../drawing/canvas/canvas';
import { circle, rect } from '../drawing/canvas/svg';
import { drawAurora, drawFireworks, drawRainbow, drawStars } from '../drawing/scenery/sky';
import { drawWeather, snowbank } from '../drawing/scenery/weather';

/** A veil of light, its colors from top to bottom: `multiply #aebcf0 #f6c9d4`. */
function light(canvas: Canvas, description: string): string {
  const [blend, ...colors] = description.split(' ');
  return veil(canvas, colors, blend === 'normal' ? undefined : (blend as Parameters<typeof veil>[2]));
}

const hours: Record<Time, (canvas: Canvas) => string> = {
  day: (canvas) =>
    light(canvas, 'soft-light #fffbe0/0.75 #ffffff/0.45 #fff6d8/0.4') + drawLight(canvas, '#fff3b8', 0.9),
  dawn: (canvas) => light(canvas, 'multiply #aebcf0 #f6c9d4 #ffe6c8') + drawLight(canvas, '#ffd9b0', 0.85),
  sunset: (canvas) => light(canvas, 'multiply #a68ad0 #ff9f86 #ffb168') + drawLight(canvas, '#ffca6a', 0.95),
  night: (canvas) =>
    light(canvas, 'multiply #1b2768 #36499a #566cb4') +
    light(canvas, 'screen #0a1030 #0d1538 #0a1030') +
    drawStars(canvas) +
    drawLight(canvas, '#fdf4d0', 0.6),
};

export function drawHour(canvas: Canvas, hour: Time | undefined): string {
  return hour ? hours[hour](canvas) : '';
}

/** Sun or moon with the glow around it, in a corner of the sky: what the image is about is mostly in the middle. */
function drawLight(canvas: Canvas, color: string, strength: number): string {
  const { width, height, unit, figures, time, weather } = canvas;
  if (!/clear|snow|autumn|blossom|party/.test(weather)) return '';
  const other = figures[0]?.x ?? width * (canvas.random('light').chance(0.5) ? 0.7 : 0.3);
  const isLow = time === 'dawn' || time === 'sunset';
  const x = width * (other < width / 2 ? 0.86 : 0.14);
  const [y, r] = [height * (isLow ? 0.3 : 0.17), unit * (isLow ? 10 : 7.5)];
  const glow = { fill: canvas.glow(color, strength, strength * 0.35), style: 'mix-blend-mode:screen' };
  return circle(x, y, r * 4.2, glow) + circle(x, y, r * 0.9, color);
}

const veils: Partial<Record<Weather, readonly string[]>> = {
  rain: ['multiply #5f738d #8294a9 #6d8098', 'normal #a9bacb/0.22 #a9bacb/0.1'],
  storm: ['multiply #39415e #626c8a #4f5875'],
  fog: ['normal #eef1f4/0.5 #f1f3f5/0.62 #eef0f2/0.4'],
  autumn: ['soft-light #ff9a3d/0.5 #e8732a/0.55 #c8502a/0.6'],
  blossom: ['soft-light #ffd3e6/0.85 #ffc2da/0.6 #ffe0ec/0.7', 'normal #ffd9e8/0.22 #ffe3ee/0.1'],
  snow: [
    'soft-light #dcebff/0.8 #eaf3ff/0.6 #ffffff/0.9',
    'normal #dfeaf7/0.42 #e8f1fa/0.22 #f4f8fd/0.38 #fcfdff/0.86',
  ],
  rainbow: ['soft-light #eaf7ff/0.5 #ffffff/0.2'],
};

/** Weather, seasons and celebrations over an image. */
export function drawWeatherOver(canvas: Canvas): string {
  const { weather, time } = canvas;
  // Soft light would take the night away from snow.
  const all = (veils[weather] ?? []).filter((one) => time !== 'night' || weather !== 'snow' || !one.startsWith('soft'));
  return all.map((one) => light(canvas, one)).join('') + drawPhenomenon(canvas) + drawWeather(canvas);
}

function drawPhenomenon(canvas: Canvas): string {
  const { width, height, weather } = canvas;
  if (weather === 'snow') return snowbank(canvas);
  if (weather === 'aurora') return `<g style="mix-blend-mode:screen">${drawAurora(canvas)}</g>`;
  if (weather === 'fireworks') return drawFireworks(canvas);
  if (weather !== 'rainbow') return '';
  // There is no land of ours that would cover what is below the horizon.
  const fade = canvas.down('#ffffff', '#ffffff', '#ffffff/0.1', '#ffffff/0');
  return canvas.mask(rect(0, 0, width, height * 0.8, fade), drawRainbow(canvas));
}
