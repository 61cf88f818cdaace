import { darken, lighten, mix } from '../../scene/color';
import type { Figure } from '../../scene/model';
import type { Canvas } from '../canvas/canvas';
import { drawShadow } from '../canvas/figure';
import { circle, d, each, ellipse, outline, path, rect, repeat } from '../canvas/svg';
import { drawLand } from './land';
import { drawSky } from './sky';
import { drawWeather, snowbank } from './weather';

/** Sky, land, figures and weather; as a vignette, in a frame on paper. */
export function drawLandscape(canvas: Canvas): string {
  const scenery = drawSky(canvas) + drawLand(canvas);
  if (canvas.composition === 'vignette') return drawVignette(canvas, scenery);
  return scenery + drawFigures(canvas, canvas.figures) + foreground(canvas) + drawWeather(canvas);
}

/** With shadows, in front of what was drawn before; nearer ones cover those behind. */
export function drawFigures(canvas: Canvas, figures: readonly Figure[]): string {
  return each(
    [...figures].sort((a, b) => a.base - b.base),
    (figure) => drawPlaced(canvas, figure),
  );
}

function drawPlaced(canvas: Canvas, figure: Figure): string {
  const { location, weather } = canvas;
  const drawn = canvas.figure(figure);
  const { pose } = figure;
  if (pose === 'fly' || pose === 'bust') return drawn;
  if (pose === 'swim' || pose === 'boat') {
    if (location === 'underwater') return drawn;
    if (!/sea|lake|beach|river/.test(location)) return drawShadow(figure) + drawn;
    const isHull = pose === 'boat' && figure.drawing !== 'person-surfing';
    return (isHull ? afloat(canvas, figure) : drawn) + ripples(canvas, figure);
  }
  const snow = weather === 'snow' && location !== 'room' ? mound(canvas, figure) : '';
  return moonlight(canvas, figure) + drawShadow(figure) + drawn + snow;
}

/** A glow that lifts the hero off a dark scene. */
function moonlight(canvas: Canvas, { role, x, base, size }: Figure): string {
  const { time, palette, location } = canvas;
  if (time !== 'night' || role !== 'hero' || location === 'space' || location === 'room') return '';
  return circle(x, base - size * 0.5, size * 0.95, canvas.glow(palette.sky[2], 0.75, 0.3));
}

/** The drawings of boats bring waves of their own: they are cut off, and our water takes their place. */
function afloat(canvas: Canvas, figure: Figure): string {
  const { x, base, size } = figure;
  return canvas.clip(
    rect(x - size, base - size * 2, size * 2, size * 2),
    canvas.figure({ ...figure, base: base + size * 0.24 }),
  );
}

/** The water closes over what swims in it. */
function ripples(canvas: Canvas, { x, base, size }: Figure): string {
  const color = canvas.lit(canvas.palette.water, 0.04);
  const line = (y: number, half: number): string =>
    path(
      d`M${x - half} ${y}q${half * 0.5} ${-size * 0.05} ${half} 0t${half} 0`,
      outline(`${lighten(color, 0.55)}/0.8`, size * 0.02),
    );
  const surface = ellipse(x, base + size * 0.02, size * 0.6, size * 0.07, `${color}/0.85`);
  return surface + line(base + size * 0.02, size * 0.5) + line(base + size * 0.08, size * 0.34);
}

/** Snow that reaches a little over the feet. */
function mound(canvas: Canvas, { x, base, size }: Figure): string {
  const snow = canvas.lit(canvas.palette.ground);
  return (
    ellipse(x - size * 0.16, base + size * 0.035, size * 0.34, size * 0.05, snow) +
    ellipse(x + size * 0.2, base + size * 0.045, size * 0.3, size * 0.047, mix(snow, '#ffffff', 0.5))
  );
}

/** Blades of grass, dark and near, in the corners; not where they would hide the hero or the street. */
function foreground(canvas: Canvas): string {
  const { width, height, unit, palette, location, composition, weather } = canvas;
  if (weather === 'snow') return snowbank(canvas);
  if (composition === 'poster' || !/meadow|garden|forest|river|mountains|lake/.test(location)) return '';
  const random = canvas.random('foreground');
  const blades = repeat(34, (index) => {
    const t = random.next() ** 1.7 * 0.3;
    const x = width * (index % 2 === 0 ? t : 1 - t);
    const tall = unit * random.between(6, 17) * (1 - t * 2);
    const lean = random.between(-0.3, 0.3) * tall;
    return d`M${x - unit * 0.5} ${height + 2}Q${x} ${height - tall * 0.5} ${x + lean} ${height - tall}Q${x + lean * 0.3 + unit * 0.5} ${height - tall * 0.4} ${x + unit * 0.6} ${height + 2}Z`;
  });
  return path(blades, canvas.lit(darken(mix(palette.ground, palette.leaf, 0.4), 0.4)));
}

/** The scene in a window cut out of colored paper, the hero stepping out of it a little. */
function drawVignette(canvas: Canvas, scenery: string): string {
  const { width, height, unit, palette, figures, time, mood } = canvas;
  const dark = time === 'night' || mood === 'dark' || mood === 'neon';
  const paper = dark ? darken(palette.sky[0], 0.35) : mix(palette.paper, palette.sky[2], 0.25);
  const window = windowPath(canvas);
  const isBust = figures[0]?.pose === 'bust';
  const inside = figures.filter(({ role }) => isBust || role === 'companion');
  const outside = figures.filter(({ role }) => !isBust && role === 'hero');
  return [
    scenery + drawFigures(canvas, inside) + drawWeather(canvas),
    path(d`M0 0H${width}V${height}H0Z${window}`, { fill: paper, 'fill-rule': 'evenodd' }),
    path(window, outline(`${darken(paper, 0.4)}/0.22`, unit * 2.2)),
    path(window, outline(lighten(paper, dark ? 0.6 : 0.75), unit)),
    drawFigures(canvas, outside),
  ].join('');
}

/** An arch, or in a wide image also a pane with round ends. */
function windowPath(canvas: Canvas): string {
  const { width, height, figures } = canvas;
  const wide = width > height * 1.2;
  const crowded = figures.some(({ role }) => role === 'companion');
  const half = width * (wide ? 0.4 : 0.42);
  const [left, right, top, bottom] = [width / 2 - half, width / 2 + half, height * 0.06, height * 0.91];
  if (wide && !crowded && canvas.random('vignette').chance(0.5)) {
    const r = (bottom - top) / 2;
    return d`M${left + r} ${top}H${right - r}A${r} ${r} 0 0 1 ${right - r} ${bottom}H${left + r}A${r} ${r} 0 0 1 ${left + r} ${top}Z`;
  }
  const r = Math.min(half, (bottom - top) * 0.62);
  return d`M${left} ${bottom}V${top + r}A${half} ${r} 0 0 1 ${right} ${top + r}V${bottom}Z`;
}
