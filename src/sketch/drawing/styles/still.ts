import { darken, lighten, mix } from '../../scene/color';
import { heightOf } from '../../scene/figures';
import type { Figure } from '../../scene/model';
import { veil, type Canvas } from '../canvas/canvas';
import { circle, d, each, ellipse, outline, path, rect, repeat } from '../canvas/svg';
import { confetti } from '../scenery/weather';
import { mark } from './pattern';
import { at, stageColors, type StageColors } from './stage';

/** One thing, large and clear, on a set of simple shapes. */
export function drawStill(canvas: Canvas): string {
  const colors = stageColors(canvas);
  const party = canvas.weather === 'party' ? confetti(canvas) : '';
  const back = veil(canvas, [lighten(colors.back, 0.25), colors.back]);
  return back + drawSet(canvas, colors) + party + drawCast(canvas, colors) + drawSparks(canvas, colors);
}

/** Height of the floor, from the top. */
function floorOf({ composition, height }: Canvas): number {
  return height * (composition === 'podium' ? 0.73 : 0.79);
}

function drawSet(canvas: Canvas, { back, deep, pop, floor }: StageColors): string {
  const { composition, width, height, unit } = canvas;
  const [x, y, base] = [width / 2, height / 2, floorOf(canvas)];
  switch (composition) {
    case 'podium':
      return [
        circle(x, height * 0.44, unit * 36, canvas.down(pop, mix(pop, back, 0.7))),
        rect(0, height * 0.78, width, height * 0.22, floor),
        rect(x - unit * 33, base, unit * 66, unit * 13, deep),
        ellipse(x, base + unit * 13, unit * 33, unit * 6, deep),
        ellipse(x, base, unit * 33, unit * 6, lighten(floor, 0.35)),
      ].join('');
    case 'arch': {
      const top = height * 0.12 + unit * 34;
      const arch = (r: number, fill: string): string =>
        path(d`M${x - r} ${base}V${top}A${r} ${r} 0 0 1 ${x + r} ${top}V${base}Z`, fill);
      const ground = rect(0, base - unit * 3, width, height, canvas.down(floor, deep));
      return arch(unit * 38, lighten(back, 0.5)) + arch(unit * 34, pop) + ground;
    }
    case 'spot':
      return [
        circle(x, y, unit * 47, `${lighten(back, 0.35)}/0.6`),
        circle(x, y, unit * 37, mix(back, pop, 0.5)),
        circle(x, y, unit * 27, pop),
      ].join('');
    default:
      return repeat(4, (ring) => {
        const line = outline(`${pop}/${(1 - ring * 0.22).toFixed(2)}`, unit * 0.5);
        const dashes = ring % 2 === 1 ? { 'stroke-dasharray': d`${unit} ${unit * 1.6}` } : {};
        return circle(x, y, unit * (20 + ring * 11), ring === 0 ? pop : { ...line, ...dashes });
      });
  }
}

/** The hero in the middle, the others right and left of it; of a floating one, around it. */
function drawCast(canvas: Canvas, { deep }: StageColors): string {
  const { composition, width, height, unit } = canvas;
  const [hero, ...others] = canvas.figures;
  if (!hero) return '';
  const floats = /spot|orbit/.test(composition);
  const size = (unit * (floats ? 50 : 46)) / heightOf(hero) ** 0.7;
  const base = floats ? height * 0.5 + (size * heightOf(hero)) / 2 : floorOf(canvas) + unit * 2;
  const beside = others.map((other, index): Figure => {
    const ring = Math.floor(index / 2);
    const small = size * (0.52 - ring * 0.08);
    if (floats) {
      const angle = (index / others.length) * Math.PI * 2 - 0.6;
      const x = width / 2 + Math.cos(angle) * Math.min(unit * 48, width * 0.4);
      return at(other, { x, y: height / 2 + Math.sin(angle) * unit * 30 + small / 2, size: small * 0.8 });
    }
    const reach = Math.min(size * (0.66 + ring * 0.45), width * 0.5 - small * 0.5);
    const x = width / 2 + (index % 2 === 0 ? reach : -reach);
    return at(other, { x, y: base + unit * (2 - ring), size: small });
  });
  const shadow = darken(deep, 0.55);
  return each([...beside.reverse(), at(hero, { x: width / 2, y: base, size })], (figure) => {
    const { x, base: foot, size: edge } = figure;
    const below = floats
      ? ellipse(x, foot + edge * 0.09, edge * 0.3, edge * 0.035, `${shadow}/0.22`)
      : ellipse(x, foot - edge * 0.03, edge * 0.42, edge * 0.06, `${shadow}/0.3`);
    return below + canvas.figure(figure);
  });
}

/** Little crosses, rings and dots in the air. */
function drawSparks(canvas: Canvas, { pop, deep }: StageColors): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('sparks');
  return repeat(13, () => {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.min(width * random.between(0.3, 0.46), unit * random.between(40, 76));
    const x = width / 2 + Math.cos(angle) * reach;
    const y = height * 0.44 + Math.sin(angle) * height * random.between(0.24, 0.38);
    const size = unit * random.between(0.7, 1.5);
    const fill = random.pick([lighten(pop, 0.45), '#ffffff', deep]);
    return mark(random.whole(0, 2), { x, y, size }, fill);
  });
}
