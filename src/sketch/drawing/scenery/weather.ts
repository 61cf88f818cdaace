/** What falls or floats in front of everything, and snow on the ground. */
import { lighten, mix, type Hex } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, ellipse, outline, path, rect, repeat } from '../canvas/svg';

export function drawWeather(canvas: Canvas): string {
  const { location, weather } = canvas;
  if (weather === 'party') return confetti(canvas);
  if (/room|space|underwater/.test(location)) return '';
  if (weather === 'snow') return snowfall(canvas);
  if (weather === 'rain') return rainfall(canvas, 120);
  if (weather === 'storm') return rainfall(canvas, 150) + lightning(canvas);
  if (weather === 'fog') return mist(canvas);
  if (weather === 'autumn') return leaves(canvas, ['#e0662a', '#f0a030', '#c8442e', '#f6c64a']);
  return weather === 'blossom' ? leaves(canvas, ['#ffd1e0', '#ffb3cd', '#fff0f5', '#f78fb4']) : '';
}

function snowfall(canvas: Canvas): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('snow');
  const flakes = repeat(150, () => {
    const near = random.next() ** 4;
    const opacity = { 'fill-opacity': (0.9 - 0.45 * near).toFixed(2) };
    return circle(width * random.next(), height * random.next(), unit * (0.22 + 1.3 * near), opacity);
  });
  return `<g fill="#ffffff">${flakes}</g>`;
}

function rainfall(canvas: Canvas, count: number): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('rain');
  const drops = repeat(count, () => {
    const long = unit * random.between(3, 8);
    return d`M${width * random.between(0, 1.1)} ${height * random.between(-0.05, 1)}l${-long * 0.26} ${long}`;
  });
  return path(drops, outline('#e9f3ff/0.5', unit * 0.28));
}

function lightning(canvas: Canvas): string {
  const { width, height, figures } = canvas;
  const x = width * ((figures[0]?.x ?? width / 2) < width / 2 ? 0.76 : 0.24);
  const s = height * 0.1;
  const bolt = d`M${x} ${s}l${-s * 0.7} ${s * 1.7}h${s * 0.5}l${-s * 0.6} ${s * 1.9}l${s * 1.5} ${-s * 2.4}h${-s * 0.55}l${s * 0.7} ${-s * 1.2}Z`;
  return circle(x, s * 2.5, s * 3.2, canvas.glow('#fff7d0', 0.5)) + path(bolt, '#fff2b0');
}

function mist(canvas: Canvas): string {
  const { width, height, horizon } = canvas;
  const random = canvas.random('mist');
  return repeat(4, (index) => {
    const tall = height * random.between(0.12, 0.24);
    const y = horizon - tall * 0.6 + index * height * 0.09;
    return rect(0, y, width, tall, canvas.down('#f4f6f8/0', '#f4f6f8/0.6', '#f4f6f8/0'));
  });
}

function leaves(canvas: Canvas, colors: [Hex, ...Hex[]]): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('leaves');
  return repeat(46, () => {
    const s = unit * random.between(0.7, 2);
    const transform = d`translate(${width * random.next()} ${height * random.next()}) rotate(${random.whole(0, 359)})`;
    const leaf = d`M${-s} 0C${-s * 0.4} ${-s * 0.8} ${s * 0.5} ${-s * 0.7} ${s} 0C${s * 0.5} ${s * 0.5} ${-s * 0.4} ${s * 0.6} ${-s} 0Z`;
    return path(leaf, { transform, fill: `${random.pick(colors)}/0.92` });
  });
}

export function confetti(canvas: Canvas): string {
  const { width, height, unit, palette } = canvas;
  const random = canvas.random('confetti');
  return repeat(80, () => {
    const s = unit * random.between(0.6, 1.5);
    const [x, y] = [width * random.next(), height * random.next() ** 1.5];
    const transform = d`translate(${x} ${y}) rotate(${random.whole(0, 359)})`;
    const fill = random.pick([
      ...(['#ff5d73', '#ffc53d', '#3fc1c9', '#7a6ff0', '#6fd36f'] as const),
      lighten(palette.accent, 0.2),
    ]);
    if (random.chance(0.35)) return circle(0, 0, s * 0.6, { transform, fill });
    return rect(-s, -s * 0.4, s * 2, s * 0.8, { transform, fill, rx: s * 0.2 });
  });
}

/** Snow that lies in the lower corners. */
export function snowbank(canvas: Canvas): string {
  const { width, height, location } = canvas;
  if (/room|space|sky|underwater/.test(location)) return '';
  const snow = canvas.lit('#f8fbff');
  return (
    ellipse(width * 0.02, height * 1.03, width * 0.34, height * 0.11, `${snow}/0.9`) +
    ellipse(width * 0.95, height * 1.05, width * 0.4, height * 0.13, mix(snow, '#ffffff', 0.4))
  );
}
