import type { Canvas } from '../canvas/canvas';
import { lighten, mix } from '../../scene/color';
import { heightOf } from '../../scene/figures';
import type { Figure } from '../../scene/model';
import { at, shadowOf, stageColors } from './stage';
import type { StageColors } from './stage';
import { circle, ellipse, n, path, rect } from '../canvas/svg';
import { confetti } from '../scenery/weather';

/** One thing, large and clear, on a set of simple shapes. */
export function drawStill(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  const [hero, ...others] = scene.figures;
  const colors = stageColors(canvas, hero ? canvas.figure(hero) : '');
  const back = rect(
    { x: 0, y: 0, width, height },
    { fill: canvas.gradient('vertical', [lighten(colors.back, 0.25), colors.back]) },
  );
  const party = scene.weather === 'party' ? confetti(canvas) : '';
  return back + set(canvas, colors) + party + cast(canvas, { hero, others, colors }) + sparks(canvas, colors);
}

/** Height of the floor that things stand on, from the top. */
function floorOf({ scene, height }: Canvas): number {
  return height * (scene.composition === 'podium' ? 0.73 : scene.composition === 'orbit' ? 0.72 : 0.79);
}

function set(canvas: Canvas, colors: StageColors): string {
  const { scene, width, height, unit } = canvas;
  const x = width / 2;
  const floor = floorOf(canvas);
  switch (scene.composition) {
    case 'podium':
      return [
        circle(x, height * 0.44, unit * 36, {
          fill: canvas.gradient('vertical', [colors.pop, mix(colors.pop, colors.back, 0.7)]),
        }),
        rect({ x: 0, y: height * 0.78, width, height: height * 0.22 }, { fill: colors.floor }),
        rect({ x: x - unit * 33, y: floor, width: unit * 66, height: unit * 13 }, { fill: colors.deep }),
        ellipse(x, floor + unit * 13, [unit * 33, unit * 6], { fill: colors.deep }),
        ellipse(x, floor, [unit * 33, unit * 6], { fill: lighten(colors.floor, 0.35) }),
      ].join('');
    case 'arch': {
      const half = unit * 34;
      const arch = (grow: number, fill: string): string =>
        path(
          `M${n(x - half - grow)} ${n(floor)}V${n(height * 0.12 + half)}A${n(half + grow)} ${n(half + grow)} 0 0 1 ${n(x + half + grow)} ${n(height * 0.12 + half)}V${n(floor)}Z`,
          { fill },
        );
      return (
        arch(unit * 4, lighten(colors.back, 0.5)) +
        arch(0, colors.pop) +
        rect(
          { x: 0, y: floor - unit * 3, width, height },
          { fill: canvas.gradient('vertical', [colors.floor, colors.deep]) },
        )
      );
    }
    case 'spot':
      return [
        circle(x, height * 0.5, unit * 47, { fill: lighten(colors.back, 0.35), 'fill-opacity': '0.6' }),
        circle(x, height * 0.5, unit * 37, { fill: mix(colors.back, colors.pop, 0.5) }),
        circle(x, height * 0.5, unit * 27, { fill: colors.pop }),
      ].join('');
    case 'split':
      return [
        path(`M0 0H${n(width * 0.5)}L${n(width * 0.5 - unit * 12)} ${n(height)}H0Z`, { fill: colors.deep }),
        circle(x, height * 0.5, unit * 34, { fill: lighten(colors.pop, 0.25) }),
        path(
          `M${n(x - unit * 34)} ${n(height * 0.5)}A${n(unit * 34)} ${n(unit * 34)} 0 0 0 ${n(x + unit * 34)} ${n(height * 0.5)}Z`,
          { fill: colors.pop },
        ),
      ].join('');
    case 'table':
      return [
        circle(width * 0.74, height * 0.3, unit * 15, { fill: lighten(colors.pop, 0.2) }),
        ellipse(width * 0.2, floor, [unit * 34, unit * 26], { fill: mix(colors.back, colors.deep, 0.6) }),
        ellipse(width * 0.86, floor, [unit * 40, unit * 18], { fill: mix(colors.back, colors.deep, 0.9) }),
        rect(
          { x: 0, y: floor - unit * 4, width, height },
          { fill: canvas.gradient('vertical', [lighten(colors.pop, 0.2), colors.pop]) },
        ),
        rect({ x: 0, y: floor - unit * 4, width, height: unit * 0.8 }, { fill: '#ffffff', 'fill-opacity': '0.5' }),
      ].join('');
    default:
      return [20, 31, 42, 53]
        .map((r, index) =>
          circle(x, height * 0.5, unit * r, {
            fill: index === 0 ? colors.pop : 'none',
            stroke: colors.pop,
            'stroke-width': n(unit * 0.5),
            'stroke-opacity': (1 - index * 0.22).toFixed(2),
            'stroke-dasharray': index % 2 === 1 ? `${n(unit)} ${n(unit * 1.6)}` : undefined,
          }),
        )
        .join('');
  }
}

interface Cast {
  hero: Figure | undefined;
  others: readonly Figure[];
  colors: StageColors;
}

function cast(canvas: Canvas, { hero, others, colors }: Cast): string {
  const { scene, width, height, unit } = canvas;
  if (!hero) return '';
  const floating = scene.composition === 'spot' || scene.composition === 'split' || scene.composition === 'orbit';
  const size = (unit * (floating ? 50 : 46)) / heightOf(hero) ** 0.7;
  const base = floating ? height * 0.5 + (size * heightOf(hero)) / 2 : floorOf(canvas) + unit * 2;
  const stands = [at(hero, { x: width / 2, y: base, size }), ...beside(canvas, { others, base, size, floating })];
  return [...stands]
    .reverse()
    .map((figure) => {
      const shadow = floating
        ? ellipse(figure.x, figure.base + figure.size * 0.09, [figure.size * 0.3, figure.size * 0.035], {
            fill: shadowOf(colors),
            'fill-opacity': '0.22',
          })
        : ellipse(figure.x, figure.base - figure.size * 0.03, [figure.size * 0.42, figure.size * 0.06], {
            fill: shadowOf(colors),
            'fill-opacity': '0.3',
          });
      return shadow + canvas.figure(figure);
    })
    .join('');
}

/** The others right and left of the hero; on an orbit, around it. */
function beside(
  canvas: Canvas,
  { others, base, size, floating }: { others: readonly Figure[]; base: number; size: number; floating: boolean },
): Figure[] {
  const { width, height, unit } = canvas;
  return others.map((other, index) => {
    const side = index % 2 === 0 ? 1 : -1;
    const ring = Math.floor(index / 2);
    const small = size * (0.52 - ring * 0.08);
    if (floating) {
      const angle = (index / Math.max(others.length, 1)) * Math.PI * 2 - 0.6;
      const reach = unit * 42;
      return at(other, {
        x: width / 2 + Math.cos(angle) * Math.min(reach * 1.15, width * 0.4),
        y: height / 2 + Math.sin(angle) * reach * 0.72 + small / 2,
        size: small * 0.8,
      });
    }
    const x = width / 2 + side * Math.min(size * (0.66 + ring * 0.45), width * 0.5 - small * 0.5);
    return at(other, { x, y: base + unit * (2 - ring), size: small });
  });
}

/** Little crosses, rings and dots in the air. */
function sparks(canvas: Canvas, colors: StageColors): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('sparks');
  const fills = [lighten(colors.pop, 0.45), '#ffffff', colors.deep] as const;
  let all = '';
  for (let index = 0; index < 13; index++) {
    const angle = random.between(0, Math.PI * 2);
    const x = width / 2 + Math.cos(angle) * Math.min(width * random.between(0.3, 0.46), unit * random.between(40, 76));
    const y = height * 0.44 + Math.sin(angle) * height * random.between(0.24, 0.38);
    const s = unit * random.between(0.7, 1.5);
    const fill = random.pick(fills);
    const kind = random.whole(0, 2);
    if (kind === 0) all += circle(x, y, s * 0.8, { fill });
    else if (kind === 1) all += circle(x, y, s, { fill: 'none', stroke: fill, 'stroke-width': n(s * 0.5) });
    else
      all += path(`M${n(x - s)} ${n(y)}H${n(x + s)}M${n(x)} ${n(y - s)}V${n(y + s)}`, {
        fill: 'none',
        stroke: fill,
        'stroke-width': n(s * 0.5),
        'stroke-linecap': 'round',
      });
  }
  return all;
}
