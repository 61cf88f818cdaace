import type { Canvas } from '../canvas/canvas';
import { lighten } from '../../scene/color';
import { signs } from './signs';
import { sign } from './icon';
import type { Figure } from '../../scene/model';
import { at, stageColors } from './stage';
import type { StageColors } from './stage';
import { circle, n, path, rect } from '../canvas/svg';

/** Drawings in a regular repeat, with small shapes between them. */
export function drawPattern(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const hero = scene.figures[0];
  const colors = stageColors(canvas, hero ? canvas.figure(hero) : '');
  const ground = rect({ x: 0, y: 0, width, height }, { fill: colors.back });
  const { columns, cell } = gridOf(canvas);
  const rows = Math.ceil(height / cell) + 1;
  const random = canvas.random('pattern');
  const motifs = [...new Map(scene.figures.map((figure) => [figure.drawing, figure])).values()];
  let all = '';
  let tiles = '';
  for (let row = -1; row < rows; row++) {
    for (let column = -1; column <= columns; column++) {
      const shift =
        scene.composition === 'brick' || scene.composition === 'scatter'
          ? row % 2 === 0
            ? 0.5
            : 0
          : scene.composition === 'diagonal'
            ? (((row % 3) + 3) % 3) / 3
            : 0;
      const x = (column + 0.5 + shift) * cell;
      const y = (row + 0.5) * cell;
      const index = Math.abs(column + row * 2 + (scene.composition === 'checks' ? row : 0));
      if (scene.composition === 'checks' && (column + row) % 2 === 0)
        tiles += rect(
          { x: x - cell / 2, y: y - cell / 2, width: cell, height: cell },
          { fill: colors.deep, 'fill-opacity': '0.55' },
        );
      const turn =
        scene.composition === 'scatter'
          ? random.whole(-28, 28)
          : scene.composition === 'diagonal'
            ? -18
            : index % 2 === 0
              ? -10
              : 10;
      all += motif(canvas, { motifs, index, x, y, size: cell * 0.64, turn, colors });
      if (scene.composition !== 'checks')
        all += filler(x + cell / 2, y + cell / 2, { size: cell * 0.075, index, colors });
    }
  }
  return ground + tiles + all;
}

function gridOf({ width, height }: Canvas): { columns: number; cell: number } {
  const columns = Math.max(3, Math.round((5 * width) / Math.min(width, height)));
  return { columns, cell: width / columns };
}

interface Motif {
  motifs: readonly Figure[];
  index: number;
  x: number;
  y: number;
  size: number;
  turn: number;
  colors: StageColors;
}

function motif(canvas: Canvas, { motifs, index, x, y, size, turn, colors }: Motif): string {
  const figure = motifs[index % Math.max(1, motifs.length)];
  const drawn = figure
    ? canvas.figure(
        at({ ...figure, pose: figure.pose === 'head' ? 'face' : figure.pose }, { x, y: y + size / 2, size }),
      )
    : canvas.scene.sign
      ? sign(signs[canvas.scene.sign], { x, y, size, stroke: lighten(colors.pop, 0.1) })
      : geometric(index, { x, y, size, colors });
  return `<g transform="rotate(${turn} ${n(x)} ${n(y)})">${drawn}</g>`;
}

function geometric(
  index: number,
  { x, y, size, colors }: { x: number; y: number; size: number; colors: StageColors },
): string {
  const r = size * 0.5;
  switch (index % 4) {
    case 0:
      return circle(x, y, r * 0.8, { fill: colors.pop }) + circle(x, y, r * 0.4, { fill: colors.back });
    case 1:
      return path(`M${n(x - r)} ${n(y + r)}A${n(r * 2)} ${n(r * 2)} 0 0 1 ${n(x + r)} ${n(y - r)}V${n(y + r)}Z`, {
        fill: colors.deep,
      });
    case 2:
      return path(`M${n(x)} ${n(y - r)}L${n(x + r)} ${n(y)}L${n(x)} ${n(y + r)}L${n(x - r)} ${n(y)}Z`, {
        fill: lighten(colors.pop, 0.4),
      });
    default:
      return [-0.6, 0, 0.6]
        .map((t) =>
          path(`M${n(x - r)} ${n(y + t * r)}q${n(r * 0.5)} ${n(-r * 0.5)} ${n(r)} 0t${n(r)} 0`, {
            fill: 'none',
            stroke: colors.pop,
            'stroke-width': n(r * 0.18),
            'stroke-linecap': 'round',
          }),
        )
        .join('');
  }
}

function filler(
  x: number,
  y: number,
  { size, index, colors }: { size: number; index: number; colors: StageColors },
): string {
  const fill = index % 2 === 0 ? colors.pop : lighten(colors.deep, 0.5);
  if (index % 3 === 0) return circle(x, y, size * 0.8, { fill });
  if (index % 3 === 1) return circle(x, y, size, { fill: 'none', stroke: fill, 'stroke-width': n(size * 0.5) });
  return path(`M${n(x - size)} ${n(y)}H${n(x + size)}M${n(x)} ${n(y - size)}V${n(y + size)}`, {
    fill: 'none',
    stroke: fill,
    'stroke-width': n(size * 0.5),
    'stroke-linecap': 'round',
  });
}
