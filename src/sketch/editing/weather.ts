import type { Canvas } from '../drawing/canvas/canvas';
import { snowbank } from '../drawing/scenery/landscape';
import type { Time, Weather } from '../reading/lexicon';
import { drawAurora, drawFireworks, drawRainbow, drawStars } from '../drawing/scenery/sky';
import { circle, rect } from '../drawing/canvas/svg';
import { drawWeather } from '../drawing/scenery/weather';

type Blend = 'multiply' | 'screen' | 'soft-light' | 'normal';

/** A veil of light from top to bottom over everything that was drawn so far. */
function veil(canvas: Canvas, blend: Blend, colors: readonly string[]): string {
  const { width, height } = canvas;
  const fill = canvas.gradient('vertical', colors);
  return rect(
    { x: 0, y: 0, width, height },
    { fill, style: blend === 'normal' ? undefined : `mix-blend-mode:${blend}` },
  );
}

/** The light of an hour over a picture. */
export function drawHour(canvas: Canvas, hour: Time | undefined): string {
  switch (hour) {
    case undefined:
      return '';
    case 'day':
      return (
        veil(canvas, 'soft-light', ['#fffbe0/0.75', '#ffffff/0.45', '#fff6d8/0.4']) + light(canvas, '#fff3b8', 0.9)
      );
    case 'dawn':
      return veil(canvas, 'multiply', ['#aebcf0', '#f6c9d4', '#ffe6c8']) + light(canvas, '#ffd9b0', 0.85);
    case 'sunset':
      return veil(canvas, 'multiply', ['#a68ad0', '#ff9f86', '#ffb168']) + light(canvas, '#ffca6a', 0.95);
    case 'night':
      return (
        veil(canvas, 'multiply', ['#1b2768', '#36499a', '#566cb4']) +
        veil(canvas, 'screen', ['#0a1030', '#0d1538', '#0a1030']) +
        drawStars(canvas) +
        light(canvas, '#fdf4d0', 0.6)
      );
  }
}

const shines: ReadonlySet<Weather> = new Set<Weather>(['clear', 'snow', 'autumn', 'blossom', 'party']);

/** Sun or moon with the glow around it. */
function light(canvas: Canvas, color: string, strength: number): string {
  const { scene, width, height, unit } = canvas;
  if (!shines.has(scene.weather)) return '';
  // In a corner of the sky: what the picture is about is mostly in the middle.
  const isRight = (scene.figures[0]?.x ?? width * (canvas.random('light').chance(0.5) ? 0.7 : 0.3)) < width / 2;
  const isLow = scene.time === 'dawn' || scene.time === 'sunset';
  const [x, y, r] = [width * (isRight ? 0.86 : 0.14), height * (isLow ? 0.3 : 0.17), unit * (isLow ? 10 : 7.5)];
  const fill = canvas.gradient('radial', [`${color}/${strength}`, `${color}/${strength * 0.35}`, `${color}/0`]);
  return circle(x, y, r * 4.2, { fill, style: 'mix-blend-mode:screen' }) + circle(x, y, r * 0.9, { fill: color });
}

/** Weather, seasons and feasts over a picture. */
export function drawSeason(canvas: Canvas): string {
  return ground(canvas, canvas.scene.weather) + drawWeather(canvas);
}

function ground(canvas: Canvas, weather: Weather): string {
  const { time } = canvas.scene;
  const screened = (part: string): string => `<g style="mix-blend-mode:screen">${part}</g>`;
  switch (weather) {
    case 'snow':
      return (
        (time === 'night' ? '' : veil(canvas, 'soft-light', ['#dcebff/0.8', '#eaf3ff/0.6', '#ffffff/0.9'])) +
        veil(canvas, 'normal', ['#dfeaf7/0.42', '#e8f1fa/0.22', '#f4f8fd/0.38', '#fcfdff/0.86']) +
        snowbank(canvas)
      );
    case 'rain':
      return (
        veil(canvas, 'multiply', ['#5f738d', '#8294a9', '#6d8098']) +
        veil(canvas, 'normal', ['#a9bacb/0.22', '#a9bacb/0.1'])
      );
    case 'storm':
      return veil(canvas, 'multiply', ['#39415e', '#626c8a', '#4f5875']);
    case 'fog':
      return veil(canvas, 'normal', ['#eef1f4/0.5', '#f1f3f5/0.62', '#eef0f2/0.4']);
    case 'autumn':
      return veil(canvas, 'soft-light', ['#ff9a3d/0.5', '#e8732a/0.55', '#c8502a/0.6']);
    case 'blossom':
      return (
        veil(canvas, 'soft-light', ['#ffd3e6/0.85', '#ffc2da/0.6', '#ffe0ec/0.7']) +
        veil(canvas, 'normal', ['#ffd9e8/0.22', '#ffe3ee/0.1'])
      );
    case 'aurora':
      return screened(drawAurora(canvas));
    case 'rainbow':
      return veil(canvas, 'soft-light', ['#eaf7ff/0.5', '#ffffff/0.2']) + fadingDown(canvas, drawRainbow(canvas));
    case 'fireworks':
      return drawFireworks(canvas);
    case 'party':
    case 'clear':
      return '';
  }
}

/** There is no land of ours that would cover what stands below the horizon. */
function fadingDown(canvas: Canvas, part: string): string {
  const { width, height, define, gradient } = canvas;
  const fill = gradient('vertical', ['#ffffff', '#ffffff', '#ffffff/0.1', '#ffffff/0']);
  const id = define(
    (own) =>
      `<mask id="${own}" maskUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}">${rect({ x: 0, y: 0, width, height: height * 0.8 }, { fill })}</mask>`,
  );
  return `<g mask="url(#${id})">${part}</g>`;
}
