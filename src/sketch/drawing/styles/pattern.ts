import { lighten } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, element, outline, panel, path, rect } from '../canvas/svg';
import { drawSign } from './signs';
import { portrait, stageColors, type StageColors } from './stage';

/** Drawings in a regular repeat, with small shapes between them. */
export function drawPattern(canvas: Canvas): string {
  const { width, height, unit, composition, figures } = canvas;
  const colors = stageColors(canvas);
  const random = canvas.random('pattern');
  const columns = Math.max(3, Math.round(width / (unit * 20)));
  const cell = width / columns;
  const motifs = [...new Map(figures.map((figure) => [figure.drawing, figure])).values()];
  const isChecks = composition === 'checks';
  const isDiagonal = composition === 'diagonal';
  let [tiles, all] = ['', ''];
  for (let row = 0; row <= height / cell + 1; row++) {
    const shift = isDiagonal ? (row % 3) / 3 : isChecks ? 0 : (row % 2) / 2;
    for (let column = -1; column <= columns; column++) {
      const [x, y] = [(column + 0.5 + shift) * cell, (row - 0.5) * cell];
      const index = Math.abs(column + row * (isChecks ? 3 : 2));
      if (isChecks && (column + row) % 2 === 0)
        tiles += rect(x - cell / 2, y - cell / 2, cell, cell, `${colors.deep}/0.55`);
      const lean = index % 2 === 0 ? -10 : 10;
      const turn = composition === 'scatter' ? random.whole(-28, 28) : isDiagonal ? -18 : lean;
      const square = { x, y, size: cell * 0.64 };
      const motif = motifs[index % Math.max(1, motifs.length)];
      const drawn = motif
        ? canvas.figure(portrait(motif, square))
        : canvas.sign
          ? drawSign(canvas.sign, square, lighten(colors.pop, 0.1))
          : geometric(index, square, colors);
      all += element('g', { transform: d`rotate(${turn} ${x} ${y})` }, drawn);
      if (!isChecks) all += filler(index, { x: x + cell / 2, y: y + cell / 2, size: cell * 0.075 }, colors);
    }
  }
  return panel(canvas.whole, colors.back) + tiles + all;
}

type Square = Parameters<typeof portrait>[1];

function geometric(index: number, { x, y, size }: Square, { pop, back, deep }: StageColors): string {
  const r = size * 0.5;
  switch (index % 4) {
    case 0:
      return circle(x, y, r * 0.8, pop) + circle(x, y, r * 0.4, back);
    case 1:
      return path(d`M${x - r} ${y + r}A${r * 2} ${r * 2} 0 0 1 ${x + r} ${y - r}V${y + r}Z`, deep);
    case 2:
      return path(d`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`, lighten(pop, 0.4));
    default: {
      const wave = d`q${r * 0.5} ${-r * 0.5} ${r} 0t${r} 0`;
      const data = d`M${x - r} ${y - r * 0.6}${wave}M${x - r} ${y}${wave}M${x - r} ${y + r * 0.6}${wave}`;
      return path(data, outline(pop, r * 0.18));
    }
  }
}

/** A dot, a ring or a cross between the motifs. */
function filler(index: number, { x, y, size }: Square, { pop, deep }: StageColors): string {
  const fill = index % 2 === 0 ? pop : lighten(deep, 0.5);
  return mark(index % 3, { x, y, size }, fill);
}

/** Small shapes in the air: a dot, a ring, or a cross. */
export function mark(kind: number, { x, y, size }: Square, fill: string): string {
  if (kind === 0) return circle(x, y, size * 0.8, fill);
  if (kind === 1) return circle(x, y, size, outline(fill, size * 0.5));
  return path(d`M${x - size} ${y}H${x + size}M${x} ${y - size}V${y + size}`, outline(fill, size * 0.5));
}
