/** What an edit puts on the image: where something went, a label, sparkles, prints, a frame. */
import type { Glyphs } from '../reading/data';
import { darken, lighten } from '../scene/color';
import type { Canvas } from '../drawing/canvas/canvas';
import {
  circle,
  d,
  each,
  element,
  escapeXml,
  grown,
  outline,
  panel,
  path,
  repeat,
  star,
  type Box,
} from '../drawing/canvas/svg';
import type { EditScene } from './describeEdit';
import { filtered } from './effects';

/** A soft shadow of a card, a few rings of it. */
export function drawShadow({ unit }: Canvas, box: Box, radius = 0): string {
  return each([3, 2, 1], (ring) => {
    const grow = unit * 0.7 * ring;
    return panel(grown({ ...box, y: box.y + unit * 0.9 }, grow), '#0b1236/0.1', radius + grow);
  });
}

/** Where something went: it shows through like something rubbed out. */
export function drawErased(canvas: Canvas, { x, y, r, figure }: NonNullable<EditScene['erased']>): string {
  const { unit } = canvas;
  const side = unit * 2.6;
  const rows = Math.ceil((2 * r) / side);
  const tiles = repeat(rows * rows, (index) => {
    const [row, column] = [Math.floor(index / rows), index % rows];
    return (row + column) % 2 === 0 ? d`M${x - r + column * side} ${y - r + row * side}h${side}v${side}h${-side}Z` : '';
  });
  const gray = '<feColorMatrix type="saturate" values="0"/>';
  const ghost = figure ? element('g', { opacity: '0.3' }, filtered(canvas, gray, canvas.figure(figure))) : '';
  const rim = { ...outline('#10142b/0.7', unit * 0.45), 'stroke-dasharray': d`${unit * 1.6} ${unit * 1.2}` };
  const hole = circle(x, y, r, '#fbfbfd/0.94') + path(tiles, '#dde2ea') + ghost;
  return canvas.clip(circle(x, y, r), hole) + circle(x, y, r, rim);
}

/** A banner with text of the prompt across the upper part. */
export function drawLabel(canvas: Canvas, { label: text = '', open }: EditScene, glyphs: Glyphs): string {
  const { width, height, unit, palette, colors } = canvas;
  const middle = open ? open.x + open.width / 2 : width / 2;
  const line = open ? open.y + open.height / 2 : height * 0.2;
  const ems = [...text].reduce((sum, character) => sum + glyphs.width(character), 0);
  const size = Math.min(unit * 11, ((open?.width ?? width) * 0.72) / Math.max(1, ems));
  const half = (ems * size + size * 1.5) / 2;
  const box = { x: middle - half, y: line - size * 0.9, width: half * 2, height: size * 1.8 };
  const fill = colors[0] === 'white' ? '#ffffff' : palette.accent;
  const ink = darken(fill, 0.82);
  const end = (side: 1 | -1): string => {
    const [long, notch, tall] = [size * 0.8 * side, size * 0.4 * side, box.height / 2];
    return d`M${middle + half * side} ${box.y + size * 0.5}h${long}l${-notch} ${tall}l${notch} ${tall}h${-long}Z`;
  };
  const font = { 'font-family': 'Noto Sans SC', 'font-size': size, 'text-anchor': 'middle' };
  const at = { x: middle, y: line + size * 0.36, fill: ink, stroke: ink, 'stroke-width': size * 0.02 };
  return [
    path(end(-1) + end(1), darken(fill, 0.35)),
    panel({ ...box, y: box.y + unit * 0.8 }, '#0b1236/0.2'),
    panel(box, lighten(fill, 0.35)),
    element('text', { ...at, ...font }, escapeXml(text)),
  ].join('');
}

/** Stars on an image that was enhanced: the change itself may be slight. */
export function drawSparkles({ width, unit }: Canvas): string {
  const rim = { stroke: '#d9821f', 'stroke-width': unit * 0.35, 'stroke-linejoin': 'round' };
  const stars = [[12, 13, 7], [22.5, 8, 3.4], [20, 21, 2.6]] as const; // prettier-ignore
  const data = stars.map(([x, y, r]) => star(width - unit * x, unit * y, unit * r, 0.2)).join('');
  return path(data, { fill: '#ffd45c', ...rim });
}

/** Prints of further references, leaning in the lower right corner. */
export function drawPrints({ width, height, unit }: Canvas, uris: readonly string[]): string {
  const side = unit * 24;
  return each(uris.slice(0, 2), (href, index) => {
    const [x, y] = [width - side * (1.25 + index * 0.95), height - side * 1.42];
    const card = { x, y, width: side * 1.12, height: side * 1.3 };
    const at = { x: x + side * 0.06, y: y + side * 0.06, width: side, height: side };
    const transform = d`rotate(${index === 0 ? 5 : -6} ${x + side / 2} ${y + side / 2})`;
    const shadow = panel({ ...card, y: y + unit * 0.8 }, '#0b1236/0.28', unit * 0.6);
    const image = element('image', { ...at, preserveAspectRatio: 'xMidYMid slice', href });
    return element('g', { transform }, shadow + panel(card, '#fdfcf8', unit * 0.6) + image);
  });
}

/** A frame over the edges of the image. */
export function drawFrame(canvas: Canvas, frame: NonNullable<EditScene['frame']>): string {
  const { width, height, unit, palette, whole } = canvas;
  const { accent } = palette;
  if (frame === 'mat') {
    const line = (inset: number, thick: number, stroke: string): string =>
      panel(grown(whole, -inset * unit), { fill: 'none', stroke, 'stroke-width': thick * unit });
    const inner = line(2.7, 0.4, lighten(accent, 0.3)) + line(8, 0.35, '#cfc8b8');
    return line(5, 6, '#fdfbf5') + line(1.3, 2.6, darken(accent, 0.35)) + inner;
  }
  const [long, inset] = [unit * 16, unit * 4];
  const [right, bottom] = [width - inset, height - inset];
  const corners = d`M${inset} ${inset + long}v${-long}h${long}M${right - long} ${inset}h${long}v${long}M${inset} ${bottom - long}v${long}h${long}M${right - long} ${bottom}h${long}v${-long}`;
  return path(corners, outline('#ffffff', unit * 2.6)) + path(corners, outline(accent, unit * 1.5));
}
