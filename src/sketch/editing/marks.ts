import type { Canvas } from '../drawing/canvas/canvas';
import { darken, lighten } from '../scene/color';
import type { Glyphs } from '../reading/data';
import type { EditScene } from './describeEdit';
import { defineFilter } from './filters';
import { circle, element, escapeXml, n, path, rect } from '../drawing/canvas/svg';

/** Where something went: it shows through like something rubbed out. */
export function drawErased(canvas: Canvas, { x, y, r, figure }: NonNullable<EditScene['erased']>): string {
  const { unit } = canvas;
  const clip = canvas.define((id) => `<clipPath id="${id}">${circle(x, y, r, {})}</clipPath>`);
  const side = unit * 2.6;
  let tiles = '';
  for (let row = 0; row * side < 2 * r; row++) {
    for (let column = row % 2; column * side < 2 * r; column += 2) {
      tiles += `M${n(x - r + column * side)} ${n(y - r + row * side)}h${n(side)}v${n(side)}h${n(-side)}Z`;
    }
  }
  const gray = defineFilter(canvas, '<feColorMatrix type="saturate" values="0"/>');
  const ghost = figure ? `<g opacity="0.3" filter="url(#${gray})">${canvas.figure(figure)}</g>` : '';
  return [
    `<g clip-path="url(#${clip})">`,
    circle(x, y, r, { fill: '#fbfbfd', 'fill-opacity': '0.94' }),
    path(tiles, { fill: '#dde2ea' }),
    ghost,
    '</g>',
    circle(x, y, r, {
      fill: 'none',
      stroke: '#10142b',
      'stroke-opacity': '0.7',
      'stroke-width': n(unit * 0.45),
      'stroke-dasharray': `${n(unit * 1.6)} ${n(unit * 1.2)}`,
    }),
  ].join('');
}

/** A banner with text of the prompt across the upper part. */
export function drawLabel(canvas: Canvas, { label: text = '', open }: EditScene, glyphs: Glyphs): string {
  const { width, height, unit, scene } = canvas;
  const middle = open ? open.x + open.width / 2 : width / 2;
  const line = open ? open.y + open.height / 2 : height * 0.2;
  const ems = [...text].reduce((sum, character) => sum + glyphs.width(character), 0);
  const fontSize = Math.min(unit * 11, ((open?.width ?? width) * 0.72) / Math.max(1, ems));
  const box = {
    width: ems * fontSize + fontSize * 1.5,
    height: fontSize * 1.8,
    x: middle - (ems * fontSize + fontSize * 1.5) / 2,
    y: line - fontSize * 0.9,
  };
  const fill = scene.colors[0] === 'white' ? '#ffffff' : scene.palette.accent;
  const tail = fontSize * 0.5;
  const under = darken(fill, 0.35);
  const ends = [
    `M${n(box.x)} ${n(box.y + tail)}h${n(-tail * 1.6)}l${n(tail * 0.8)} ${n(box.height / 2)}l${n(-tail * 0.8)} ${n(box.height / 2)}h${n(tail * 1.6)}Z`,
    `M${n(box.x + box.width)} ${n(box.y + tail)}h${n(tail * 1.6)}l${n(-tail * 0.8)} ${n(box.height / 2)}l${n(tail * 0.8)} ${n(box.height / 2)}h${n(-tail * 1.6)}Z`,
  ].join('');
  const place = {
    x: middle,
    y: box.y + box.height / 2 + fontSize * 0.36,
    'font-family': 'Noto Sans SC',
    'font-size': fontSize,
    'text-anchor': 'middle',
  };
  const ink = darken(fill, 0.82);
  return [
    path(ends, { fill: under }),
    rect({ ...box, y: box.y + unit * 0.8 }, { fill: '#0b1236', 'fill-opacity': '0.2' }),
    rect(box, { fill: lighten(fill, 0.35) }),
    element('text', { ...place, fill: ink, stroke: ink, 'stroke-width': n(fontSize * 0.02) }, escapeXml(text)),
  ].join('');
}

/** What a picture that was made better twinkles with: the change itself may be slight. */
export function drawSparkles(canvas: Canvas): string {
  const { width, unit } = canvas;
  const star = (x: number, y: number, r: number): string => {
    const k = r * 0.2;
    const d = `M${n(x)} ${n(y - r)}L${n(x + k)} ${n(y - k)}L${n(x + r)} ${n(y)}L${n(x + k)} ${n(y + k)}L${n(x)} ${n(y + r)}L${n(x - k)} ${n(y + k)}L${n(x - r)} ${n(y)}L${n(x - k)} ${n(y - k)}Z`;
    const rim = { stroke: '#d9821f', 'stroke-width': n(unit * 0.35), 'stroke-linejoin': 'round' };
    return path(d, { fill: '#ffd45c', ...rim });
  };
  return [
    star(width - unit * 12, unit * 13, unit * 7),
    star(width - unit * 22.5, unit * 8, unit * 3.4),
    star(width - unit * 20, unit * 21, unit * 2.6),
  ].join('');
}

/** Prints of further references, leaning in the lower right corner. */
export function drawPrints(canvas: Canvas, uris: readonly string[]): string {
  const { width, height, unit } = canvas;
  const side = unit * 24;
  return uris
    .slice(0, 2)
    .map((uri, index) => {
      const x = width - side * (1.25 + index * 0.95);
      const y = height - side * 1.42;
      const card = { x, y, width: side * 1.12, height: side * 1.3 };
      const at = {
        x: x + side * 0.06,
        y: y + side * 0.06,
        width: side,
        height: side,
        preserveAspectRatio: 'xMidYMid slice',
      };
      return `<g transform="rotate(${index === 0 ? 5 : -6} ${n(x + side / 2)} ${n(y + side / 2)})">${[
        rect({ ...card, y: y + unit * 0.8 }, { rx: unit * 0.6, fill: '#0b1236', 'fill-opacity': '0.28' }),
        rect(card, { rx: unit * 0.6, fill: '#fdfcf8' }),
        element('image', { ...at, href: uri }),
      ].join('')}</g>`;
    })
    .join('');
}

/** A frame over the edges of the picture. */
export function drawFrame(canvas: Canvas, frame: NonNullable<EditScene['frame']>): string {
  const { width, height, unit, scene } = canvas;
  const { accent } = scene.palette;
  const line = (inset: number, thick: number, stroke: string): string =>
    rect(
      { x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset },
      { fill: 'none', stroke, 'stroke-width': n(thick) },
    );
  switch (frame) {
    case 'mat':
      return [
        line(unit * 5, unit * 6, '#fdfbf5'),
        line(unit * 1.3, unit * 2.6, darken(accent, 0.35)),
        line(unit * 2.7, unit * 0.4, lighten(accent, 0.3)),
        line(unit * 8, unit * 0.35, '#cfc8b8'),
      ].join('');
    case 'tape': {
      const strip = (x: number, y: number, angle: number): string =>
        `<g transform="translate(${n(x)} ${n(y)}) rotate(${angle})">${rect({ x: -unit * 13, y: -unit * 3, width: unit * 26, height: unit * 6 }, { fill: lighten(accent, 0.25), 'fill-opacity': '0.86' })}</g>`;
      return [
        line(unit * 2, unit * 4, '#fdfbf5'),
        strip(unit * 5, unit * 5, -45),
        strip(width - unit * 5, unit * 5, 45),
        strip(unit * 5, height - unit * 5, 45),
        strip(width - unit * 5, height - unit * 5, -45),
      ].join('');
    }
    case 'corners': {
      const [long, inset] = [unit * 16, unit * 4];
      const corner = (x: number, y: number, way: readonly [number, number]): string =>
        `M${n(x)} ${n(y + long * way[1])}V${n(y)}H${n(x + long * way[0])}`;
      const d = [
        corner(inset, inset, [1, 1]),
        corner(width - inset, inset, [-1, 1]),
        corner(inset, height - inset, [1, -1]),
        corner(width - inset, height - inset, [-1, -1]),
      ].join('');
      const stroke = { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
      return (
        path(d, { ...stroke, stroke: '#ffffff', 'stroke-width': n(unit * 2.6) }) +
        path(d, { ...stroke, stroke: accent, 'stroke-width': n(unit * 1.5) })
      );
    }
  }
}
