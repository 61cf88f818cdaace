import type { Canvas } from '../canvas/canvas';
import { darken, describeColor, lch, lighten, mix } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { heightOf } from '../../scene/figures';
import { signs } from './signs';
import { at, stageColors } from './stage';
import { circle, element, escapeXml, n, path, rect } from '../canvas/svg';

interface Ground {
  paper: Hex;
  /** Of the icon's own shape. */
  top: Hex;
  bottom: Hex;
  /** Of a sign on it. */
  mark: Hex;
}

/** Pairs that make a good ground for a white sign. */
const duets: readonly [readonly [Hex, Hex], ...(readonly [Hex, Hex])[]] = [
  ['#6a8dff', '#5b3fe0'],
  ['#36c5f0', '#2a6fe0'],
  ['#2fd0a8', '#0f8f8c'],
  ['#ff9a5a', '#f0486c'],
  ['#ff7a9c', '#b83fc0'],
  ['#ffc14d', '#f0782f'],
  ['#9b7bff', '#5a36c8'],
  ['#4a5878', '#222a44'],
  ['#7cd65a', '#25a06a'],
];

const nightDuet: readonly [Hex, Hex] = ['#4a5878', '#222a44'];

/** A flat icon in the middle of a calm ground. */
export function drawIcon(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const ground = groundOf(canvas);
  const side = Math.min(width, height) * (scene.transparent ? 0.9 : 0.64);
  const box = {
    x: (width - side) / 2,
    y: (height - side) / 2 - (scene.transparent || !scene.caption ? 0 : height * 0.02),
    side,
  };
  const paper = scene.transparent
    ? ''
    : rect({ x: 0, y: 0, width, height }, { fill: ground.paper }) + backdrop(canvas, ground, box);
  return paper + shape(canvas, ground, box) + content(canvas, ground, box);
}

interface Square {
  x: number;
  y: number;
  side: number;
}

function groundOf(canvas: Canvas): Ground {
  const { scene } = canvas;
  const random = canvas.random('icon');
  const hero = scene.figures[0];
  const stage = stageColors(canvas, hero ? canvas.figure(hero) : '');
  const asked = scene.colors.length > 0;
  const { hue, chroma } = describeColor(asked ? scene.palette.accent : stage.pop);
  const neutral = scene.mood === 'mono' || (asked && chroma < 0.04);
  const c = (value: number): number => (neutral ? 0.01 : value);
  if (!hero && !asked && scene.mood !== 'mono' && scene.mood !== 'pastel') {
    const [top, bottom] = scene.mood === undefined ? random.pick(duets) : nightDuet;
    return { paper: lighten(bottom, 0.9), top, bottom, mark: '#ffffff' };
  }
  if (!hero) {
    const lift = scene.mood === 'dark' || scene.colors[0] === 'black' ? 0.34 : scene.mood === 'pastel' ? 0.76 : 0.66;
    return {
      paper: lch(0.955, c(0.018), hue),
      top: lch(lift + 0.08, c(0.15), hue),
      bottom: lch(lift - 0.12, c(0.18), hue + 22),
      mark: '#ffffff',
    };
  }
  const own = hero.color !== undefined;
  const light = !asked || own ? random.chance(0.5) : false;
  return {
    paper: lch(0.96, c(0.014), hue),
    top: light ? lighten(stage.back, 0.2) : lch(0.72, c(0.13), own ? hue + 160 : hue),
    bottom: light ? stage.deep : lch(0.56, c(0.16), own ? hue + 180 : hue + 25),
    mark: '#ffffff',
  };
}

/** What lies behind the icon: rings, a drawing grid, or nothing. */
function backdrop(canvas: Canvas, ground: Ground, box: Square): string {
  const { scene, width, height, unit } = canvas;
  const x = box.x + box.side / 2;
  const y = box.y + box.side / 2;
  const line = mix(ground.paper, ground.bottom, 0.2);
  const thin = { fill: 'none', stroke: line, 'stroke-width': n(unit * 0.22) };
  if (scene.composition === 'blueprint') {
    let d = '';
    const step = box.side / 8;
    for (let at = x % step; at < width; at += step) d += `M${n(at)} 0V${n(height)}`;
    for (let at = y % step; at < height; at += step) d += `M0 ${n(at)}H${n(width)}`;
    const guides = [0.5, 0.36, 0.2]
      .map((r) => circle(x, y, box.side * r, { ...thin, stroke: mix(ground.paper, ground.bottom, 0.5) }))
      .join('');
    return (
      path(d, { ...thin, 'stroke-opacity': '0.7' }) +
      guides +
      path(
        `M${n(box.x)} ${n(box.y)}L${n(box.x + box.side)} ${n(box.y + box.side)}M${n(box.x + box.side)} ${n(box.y)}L${n(box.x)} ${n(box.y + box.side)}`,
        thin,
      )
    );
  }
  if (scene.composition === 'badge') return [0.62, 0.76, 0.92].map((r) => circle(x, y, box.side * r, thin)).join('');
  const soft = canvas.gradient('radial', [`${ground.bottom}/0.22`, `${ground.bottom}/0`]);
  return circle(x, y + box.side * 0.1, box.side * 0.82, { fill: soft });
}

function shape(canvas: Canvas, ground: Ground, { x, y, side }: Square): string {
  const { scene, unit } = canvas;
  const fill = canvas.gradient('diagonal', [ground.top, ground.bottom]);
  const shade = { fill: darken(ground.bottom, 0.5), 'fill-opacity': '0.16' };
  switch (scene.composition) {
    case 'sticker':
      return '';
    case 'blueprint':
      return rect(
        { x: x + side * 0.1, y: y + side * 0.1, width: side * 0.8, height: side * 0.8 },
        { rx: side * 0.19, fill, 'fill-opacity': '0.94' },
      );
    case 'badge':
      return [
        scene.transparent ? '' : circle(x + side / 2, y + side / 2 + unit * 1.2, side / 2, shade),
        circle(x + side / 2, y + side / 2, side / 2, { fill: ground.paper }),
        circle(x + side / 2, y + side / 2, side * 0.465, { fill }),
        circle(x + side / 2, y + side / 2, side * 0.43, {
          fill: 'none',
          stroke: '#ffffff',
          'stroke-opacity': '0.45',
          'stroke-width': n(side * 0.008),
          'stroke-dasharray': `${n(side * 0.02)} ${n(side * 0.02)}`,
        }),
      ].join('');
    default:
      return [
        scene.transparent ? '' : path(squircle(x, y + unit * 1.4, side), shade),
        path(squircle(x, y, side), { fill }),
        path(squircle(x + side * 0.012, y + side * 0.012, side * 0.976), {
          fill: 'none',
          stroke: '#ffffff',
          'stroke-opacity': '0.3',
          'stroke-width': n(side * 0.008),
        }),
      ].join('');
  }
}

/** A square with continuously rounded corners. */
function squircle(x: number, y: number, side: number): string {
  const h = side / 2;
  const k = side * 0.035;
  return `M${n(x)} ${n(y + h)}C${n(x)} ${n(y + k)} ${n(x + k)} ${n(y)} ${n(x + h)} ${n(y)}S${n(x + side)} ${n(y + k)} ${n(x + side)} ${n(y + h)}S${n(x + side - k)} ${n(y + side)} ${n(x + h)} ${n(y + side)}S${n(x)} ${n(y + side - k)} ${n(x)} ${n(y + h)}Z`;
}

/** The drawing, sign, letter or mark itself. */
function content(canvas: Canvas, ground: Ground, box: Square): string {
  const { scene } = canvas;
  const hero = scene.figures[0];
  const bare = scene.composition === 'sticker';
  const x = box.x + box.side / 2;
  const y = box.y + box.side / 2;
  if (hero) {
    const inner = box.side * (bare ? 0.84 : scene.composition === 'badge' ? 0.58 : 0.62);
    const size = inner / (hero.pose === 'head' ? heightOf(hero) * 0.72 : 1);
    // In an icon a head is enough.
    const figure = at(
      { ...hero, pose: hero.pose === 'head' ? 'face' : hero.pose },
      { x, y: y + Math.min(size, inner) / 2, size: Math.min(size, inner) },
    );
    const drawn = canvas.figure(figure);
    if (bare) return outlined(drawn, '#0b1236', 0.14, 3.4) + outlined(drawn, '#ffffff', 1, 2.6) + drawn;
    return longShadow(canvas, ground, { x, y, side: inner }) + drawn;
  }
  const mark = bare ? ground.bottom : ground.mark;
  const inner = box.side * (bare ? 0.62 : 0.5);
  if (scene.sign) return sign(signs[scene.sign], { x, y, size: inner, stroke: mark });
  return monogram(canvas, { x, y, size: inner, fill: mark });
}

/** The drawing's own outline, widened: the white edge of a sticker. */
function outlined(drawn: string, color: Hex, opacity: number, width: number): string {
  const plain = drawn
    .replace(/(fill|stroke)="#[0-9a-f]{3,6}"/g, `$1="${color}"`)
    .replace(/fill="url\([^"]*"/g, `fill="${color}"`);
  return `<g stroke="${color}" stroke-width="${width}" stroke-linejoin="round" opacity="${opacity}">${plain}</g>`;
}

function longShadow(canvas: Canvas, ground: Ground, { x, y, side }: { x: number; y: number; side: number }): string {
  const ink = darken(ground.bottom, 0.6);
  if (canvas.scene.composition === 'shadow')
    return circle(x, y, side * 0.66, { fill: '#ffffff', 'fill-opacity': '0.28' });
  return `<ellipse cx="${n(x)}" cy="${n(y + side * 0.5)}" rx="${n(side * 0.36)}" ry="${n(side * 0.05)}" fill="${ink}" fill-opacity="0.22"/>`;
}

export function sign(body: string, at: { x: number; y: number; size: number; stroke: Hex }): string {
  const scale = at.size / 32;
  const place = `translate(${n(at.x - at.size / 2)} ${n(at.y - at.size / 2)}) scale(${scale.toFixed(3)})`;
  return `<g transform="${place}" fill="none" stroke="${at.stroke}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${body}</g>`;
}

/** A letter with a dot, or a mark of three shapes when there is no letter that can be written. */
function monogram(canvas: Canvas, { x, y, size, fill }: { x: number; y: number; size: number; fill: Hex }): string {
  const { scene } = canvas;
  const random = canvas.random('monogram');
  if (scene.letter && scene.composition !== 'blueprint') {
    const text = element(
      'text',
      {
        x,
        y: y + size * 0.36,
        'font-size': size,
        'font-family': 'Noto Sans SC',
        'text-anchor': 'middle',
        fill,
        stroke: fill,
        'stroke-width': n(size * 0.035),
      },
      escapeXml(scene.letter),
    );
    return text + circle(x + size * 0.52, y + size * 0.34, size * 0.075, { fill: lighten(scene.palette.accent, 0.45) });
  }
  const r = size * 0.3;
  const turn = random.whole(0, 3) * 90;
  return `<g transform="rotate(${turn} ${n(x)} ${n(y)})">${[
    circle(x - r * 0.62, y - r * 0.4, r, { fill, 'fill-opacity': '0.92' }),
    circle(x + r * 0.62, y - r * 0.4, r, { fill, 'fill-opacity': '0.55' }),
    path(`M${n(x - r * 1.2)} ${n(y + r * 0.4)}H${n(x + r * 1.2)}L${n(x)} ${n(y + r * 1.75)}Z`, {
      fill,
      'fill-opacity': '0.75',
      'stroke-linejoin': 'round',
    }),
  ].join('')}</g>`;
}
