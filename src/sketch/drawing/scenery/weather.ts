import type { Canvas } from '../canvas/canvas';
import { lighten } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { circle, n, path, rect } from '../canvas/svg';

/** What falls or floats in front of everything. */
export function drawWeather(canvas: Canvas): string {
  const { place, weather } = canvas.scene;
  if (place === 'room' || place === 'space' || place === 'underwater')
    return weather === 'party' ? confetti(canvas) : '';
  switch (weather) {
    case 'snow':
      return snowfall(canvas);
    case 'rain':
      return rainfall(canvas, 120);
    case 'storm':
      return rainfall(canvas, 150) + lightning(canvas);
    case 'fog':
      return mist(canvas);
    case 'autumn':
      return leaves(canvas, ['#e0662a', '#f0a030', '#c8442e', '#f6c64a']);
    case 'blossom':
      return leaves(canvas, ['#ffd1e0', '#ffb3cd', '#fff0f5', '#f78fb4']);
    case 'party':
      return confetti(canvas);
    case 'clear':
    case 'aurora':
    case 'rainbow':
    case 'fireworks':
      return '';
  }
}

function snowfall(canvas: Canvas): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('snow');
  let flakes = '';
  for (let index = 0; index < 150; index++) {
    const near = random.next() ** 4;
    flakes += circle(width * random.next(), height * random.next(), unit * (0.22 + 1.3 * near), {
      'fill-opacity': (0.9 - 0.45 * near).toFixed(2),
    });
  }
  return `<g fill="#ffffff">${flakes}</g>`;
}

function rainfall(canvas: Canvas, many: number): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('rain');
  let d = '';
  for (let index = 0; index < many; index++) {
    const long = unit * random.between(3, 8);
    d += `M${n(width * random.between(0, 1.1))} ${n(height * random.between(-0.05, 1))}l${n(-long * 0.26)} ${n(long)}`;
  }
  return path(d, {
    fill: 'none',
    stroke: '#e9f3ff',
    'stroke-opacity': '0.5',
    'stroke-width': n(unit * 0.28),
    'stroke-linecap': 'round',
  });
}

function lightning(canvas: Canvas): string {
  const { width, height, scene } = canvas;
  const x = (scene.figures[0]?.x ?? width / 2) < width / 2 ? width * 0.76 : width * 0.24;
  const s = height * 0.1;
  const bolt = `M${n(x)} ${n(height * 0.1)}l${n(-s * 0.7)} ${n(s * 1.7)}h${n(s * 0.5)}l${n(-s * 0.6)} ${n(s * 1.9)}l${n(s * 1.5)} ${n(-s * 2.4)}h${n(-s * 0.55)}l${n(s * 0.7)} ${n(-s * 1.2)}Z`;
  const glow = canvas.gradient('radial', ['#fff7d0/0.5', '#fff7d0/0']);
  return circle(x, height * 0.25, s * 3.2, { fill: glow }) + path(bolt, { fill: '#fff2b0' });
}

function mist(canvas: Canvas): string {
  const { width, height, scene } = canvas;
  const random = canvas.random('mist');
  return [0, 1, 2, 3]
    .map((index) => {
      const tall = height * random.between(0.12, 0.24);
      const y = scene.horizon - tall * 0.6 + index * height * 0.09;
      return rect(
        { x: 0, y, width, height: tall },
        { fill: canvas.gradient('vertical', ['#f4f6f8/0', '#f4f6f8/0.6', '#f4f6f8/0']) },
      );
    })
    .join('');
}

function leaves(canvas: Canvas, colors: [Hex, ...Hex[]]): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('leaves');
  let all = '';
  for (let index = 0; index < 46; index++) {
    const s = unit * random.between(0.7, 2);
    const place = `translate(${n(width * random.next())} ${n(height * random.next())}) rotate(${random.whole(0, 359)})`;
    all += `<path transform="${place}" fill="${random.pick(colors)}" fill-opacity="0.92" d="M${n(-s)} 0C${n(-s * 0.4)} ${n(-s * 0.8)} ${n(s * 0.5)} ${n(-s * 0.7)} ${n(s)} 0C${n(s * 0.5)} ${n(s * 0.5)} ${n(-s * 0.4)} ${n(s * 0.6)} ${n(-s)} 0Z"/>`;
  }
  return all;
}

export function confetti(canvas: Canvas): string {
  const { width, height, unit, scene } = canvas;
  const random = canvas.random('confetti');
  const colors: [Hex, ...Hex[]] = [
    '#ff5d73',
    '#ffc53d',
    '#3fc1c9',
    '#7a6ff0',
    '#6fd36f',
    lighten(scene.palette.accent, 0.2),
  ];
  let all = '';
  for (let index = 0; index < 80; index++) {
    const s = unit * random.between(0.6, 1.5);
    const place = `translate(${n(width * random.next())} ${n(height * random.next() ** 1.5)}) rotate(${random.whole(0, 359)})`;
    const fill = random.pick(colors);
    all += random.chance(0.35)
      ? `<circle transform="${place}" r="${n(s * 0.6)}" fill="${fill}"/>`
      : `<rect transform="${place}" x="${n(-s)}" y="${n(-s * 0.4)}" width="${n(s * 2)}" height="${n(s * 0.8)}" rx="${n(s * 0.2)}" fill="${fill}"/>`;
  }
  return all;
}
