import { darken, describeColor, lch, lighten, mix, type Hex } from '../../scene/color';
import { heightOf } from '../../scene/figures';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, element, ellipse, escapeXml, outline, panel, path, rect } from '../canvas/svg';
import { drawSign } from './signs';
import { isNeutral, portrait, stageColors } from './stage';

interface IconColors {
  paper: Hex;
  /** Of the icon's own shape. */
  top: Hex;
  bottom: Hex;
}

/** Middle and edge of the icon. */
interface Square {
  x: number;
  y: number;
  size: number;
}

/** Pairs that make a good ground for a white sign. */
const duets = [
  ...(['#6a8dff #5b3fe0', '#36c5f0 #2a6fe0', '#2fd0a8 #0f8f8c', '#ff9a5a #f0486c', '#ff7a9c #b83fc0'] as const),
  ...(['#ffc14d #f0782f', '#9b7bff #5a36c8', '#4a5878 #222a44', '#7cd65a #25a06a'] as const),
] as const;

/** A flat icon in the middle of a calm ground. */
export function drawIcon(canvas: Canvas): string {
  const { width, height, unit, transparent, caption, whole } = canvas;
  const colors = colorsOf(canvas);
  const lift = transparent || !caption ? 0 : height * 0.02;
  const square = { x: width / 2, y: height / 2 - lift, size: unit * (transparent ? 90 : 64) };
  const paper = transparent ? '' : panel(whole, colors.paper) + drawBackdrop(canvas, colors, square);
  return paper + drawShape(canvas, colors, square) + drawContent(canvas, colors, square);
}

function colorsOf(canvas: Canvas): IconColors {
  const { colors, palette, mood } = canvas;
  const random = canvas.random('icon');
  const [hero] = canvas.figures;
  const stage = stageColors(canvas);
  const asked = colors.length > 0;
  const { hue } = describeColor(asked ? palette.accent : stage.pop);
  const color = (lightness: number, chroma: number, turn = 0): Hex =>
    lch(lightness, isNeutral(canvas) ? 0.01 : chroma, hue + turn);
  if (!hero && !asked && mood !== 'mono' && mood !== 'pastel') {
    const [top = '', bottom = ''] = (mood === undefined ? random.pick(duets) : '#4a5878 #222a44').split(' ');
    return { paper: lighten(bottom, 0.9), top, bottom };
  }
  if (!hero) {
    const light = mood === 'dark' || colors[0] === 'black' ? 0.34 : mood === 'pastel' ? 0.76 : 0.66;
    return { paper: color(0.955, 0.018), top: color(light + 0.08, 0.15), bottom: color(light - 0.12, 0.18, 22) };
  }
  const paper = color(0.96, 0.014);
  if ((!asked || hero.color) && random.chance(0.5)) return { paper, top: lighten(stage.back, 0.2), bottom: stage.deep };
  // A colored hero is on the other side of the color circle.
  const [turn, further] = hero.color ? [160, 180] : [0, 25];
  return { paper, top: color(0.72, 0.13, turn), bottom: color(0.56, 0.16, further) };
}

/** What lies behind the icon: a drawing grid, rings, or a glow. */
function drawBackdrop(canvas: Canvas, { paper, bottom }: IconColors, { x, y, size }: Square): string {
  const { width, height, unit, composition } = canvas;
  const thin = (share: number): ReturnType<typeof outline> => outline(mix(paper, bottom, share), unit * 0.22);
  if (composition === 'badge') return each([0.62, 0.76, 0.92], (share) => circle(x, y, size * share, thin(0.2)));
  if (composition !== 'blueprint') return circle(x, y + size * 0.1, size * 0.82, canvas.glow(bottom, 0.22));
  const [step, half] = [size / 8, size / 2];
  let grid = '';
  for (let line = x % step; line < width; line += step) grid += d`M${line} 0V${height}`;
  for (let line = y % step; line < height; line += step) grid += d`M0 ${line}H${width}`;
  const diagonals = d`M${x - half} ${y - half}l${size} ${size}M${x + half} ${y - half}l${-size} ${size}`;
  const guides = each([0.5, 0.36, 0.2], (share) => circle(x, y, size * share, thin(0.5)));
  return path(grid, thin(0.14)) + guides + path(diagonals, thin(0.2));
}

function drawShape(canvas: Canvas, { paper, top, bottom }: IconColors, { x, y, size }: Square): string {
  const { unit, composition, transparent } = canvas;
  if (composition === 'sticker') return '';
  const fill = canvas.diagonal(top, bottom);
  const shade = `${darken(bottom, 0.5)}/0.16`;
  const edge = size * 0.8;
  if (composition === 'blueprint') return rect(x - edge / 2, y - edge / 2, edge, edge, { rx: size * 0.19, fill });
  if (composition === 'badge') {
    const dashes = { ...outline('#ffffff/0.45', size * 0.008), 'stroke-dasharray': d`${size * 0.02} ${size * 0.02}` };
    const disk = circle(x, y, size / 2, paper) + circle(x, y, size * 0.465, fill) + circle(x, y, size * 0.43, dashes);
    return (transparent ? '' : circle(x, y + unit * 1.2, size / 2, shade)) + disk;
  }
  const shadow = transparent ? '' : path(squircle(x, y + unit * 1.4, size), shade);
  const rim = path(squircle(x, y, size * 0.976), outline('#ffffff/0.3', size * 0.008));
  return shadow + path(squircle(x, y, size), fill) + rim;
}

/** A square with continuously rounded corners. */
function squircle(x: number, y: number, size: number): string {
  const [h, k] = [size / 2, size * 0.465];
  return d`M${x - h} ${y}C${x - h} ${y - k} ${x - k} ${y - h} ${x} ${y - h}S${x + h} ${y - k} ${x + h} ${y}S${x + k} ${y + h} ${x} ${y + h}S${x - h} ${y + k} ${x - h} ${y}Z`;
}

/** The drawing, sign, letter or mark itself. */
function drawContent(canvas: Canvas, { bottom }: IconColors, { x, y, size }: Square): string {
  const { composition, sign } = canvas;
  const [hero] = canvas.figures;
  const isBare = composition === 'sticker';
  const inner = size * (isBare ? 0.62 : 0.5);
  const color = isBare ? bottom : '#ffffff';
  if (!hero && sign) return drawSign(sign, { x, y, size: inner }, color);
  if (!hero) return drawMonogram(canvas, { x, y, size: inner }, color);
  const room = size * (isBare ? 0.84 : composition === 'badge' ? 0.58 : 0.62);
  const drawn = canvas.figure(portrait(hero, { x, y, size: Math.min(room, room / (heightOf(hero) * 0.72)) }));
  if (isBare) return widened(drawn, '#0b1236', 0.14, 3.4) + widened(drawn, '#ffffff', 1, 2.6) + drawn;
  return ellipse(x, y + room * 0.5, room * 0.36, room * 0.05, `${darken(bottom, 0.6)}/0.22`) + drawn;
}

/** The drawing's own outline, widened: the white edge of a sticker. */
function widened(drawn: string, color: Hex, opacity: number, width: number): string {
  const plain = drawn
    .replace(/(fill|stroke)="#[0-9a-f]{3,6}"/g, `$1="${color}"`)
    .replace(/fill="url\([^"]*"/g, `fill="${color}"`);
  return `<g stroke="${color}" stroke-width="${width}" stroke-linejoin="round" opacity="${opacity}">${plain}</g>`;
}

/** A letter with a dot, or a mark of three shapes when there is no letter that can be written. */
function drawMonogram(canvas: Canvas, { x, y, size }: Square, fill: Hex): string {
  const { letter, composition, palette } = canvas;
  if (letter && composition !== 'blueprint') {
    const font = { 'font-size': size, 'font-family': 'Noto Sans SC', 'text-anchor': 'middle' };
    const paint = { fill, stroke: fill, 'stroke-width': size * 0.035 };
    const text = element('text', { x, y: y + size * 0.36, ...font, ...paint }, escapeXml(letter));
    return text + circle(x + size * 0.52, y + size * 0.34, size * 0.075, lighten(palette.accent, 0.45));
  }
  const r = size * 0.3;
  const turn = canvas.random('monogram').whole(0, 3) * 90;
  return element('g', { transform: d`rotate(${turn} ${x} ${y})` }, [
    circle(x - r * 0.62, y - r * 0.4, r, `${fill}/0.92`),
    circle(x + r * 0.62, y - r * 0.4, r, `${fill}/0.55`),
    path(d`M${x - r * 1.2} ${y + r * 0.4}H${x + r * 1.2}L${x} ${y + r * 1.75}Z`, `${fill}/0.75`),
  ].join('')); // prettier-ignore
}
