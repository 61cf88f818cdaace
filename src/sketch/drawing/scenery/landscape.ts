import type { Canvas } from '../canvas/canvas';
import { darken, lighten, mix } from '../../scene/color';
import { drawShadow } from '../canvas/figure';
import { drawLand } from './land';
import { inLight } from '../../scene/palette';
import type { Figure } from '../../scene/model';
import { drawSky } from './sky';
import { circle, ellipse, n, path, rect } from '../canvas/svg';
import { drawWeather } from './weather';

/** Sky, land, figures and weather; as a vignette, in a frame on paper. */
export function drawLandscape(canvas: Canvas): string {
  const scenery = drawSky(canvas) + drawLand(canvas);
  if (canvas.scene.composition === 'vignette') return drawVignette(canvas, scenery);
  return scenery + drawFigures(canvas, canvas.scene.figures) + foreground(canvas) + drawWeather(canvas);
}

/** With shadows, in front of whatever was drawn before. */
export function drawFigures(canvas: Canvas, figures: readonly Figure[]): string {
  // Who stands nearer covers who stands behind.
  return [...figures]
    .sort((a, b) => a.base - b.base)
    .map((figure) => placed(canvas, figure))
    .join('');
}

function placed(canvas: Canvas, figure: Figure): string {
  const { scene, unit } = canvas;
  const drawn = canvas.figure(figure);
  const wet = scene.place === 'sea' || scene.place === 'lake' || scene.place === 'beach' || scene.place === 'river';
  switch (figure.pose) {
    case 'fly':
    case 'bust':
      return drawn;
    case 'swim':
    case 'boat':
      if (scene.place === 'underwater') return drawn;
      if (!wet) return drawShadow(figure) + drawn;
      return (
        (figure.pose === 'boat' && figure.drawing !== 'person-surfing' ? afloat(canvas, figure) : drawn) +
        ripples(canvas, figure)
      );
    case 'stand':
    case 'head':
    case 'vehicle':
    case 'building':
    case 'plant':
    case 'thing':
    case 'face':
    case 'feature':
      return (
        moonlight(canvas, figure) +
        drawShadow(figure) +
        drawn +
        (scene.weather === 'snow' && scene.place !== 'room' ? mound(canvas, figure, unit) : '')
      );
  }
}

/** A glow that lifts the hero off a dark scene. */
function moonlight(canvas: Canvas, { role, x, base, size }: Figure): string {
  const { time, palette, place } = canvas.scene;
  if (time !== 'night' || role !== 'hero' || place === 'space' || place === 'room') return '';
  const fill = canvas.gradient('radial', [`${palette.sky[2]}/0.75`, `${palette.sky[2]}/0.3`, `${palette.sky[2]}/0`]);
  return circle(x, base - size * 0.5, size * 0.95, { fill });
}

/** The drawings of boats bring waves of their own: they are cut off, and our water takes their place. */
function afloat(canvas: Canvas, figure: Figure): string {
  const { x, base, size } = figure;
  const hull = { x: x - size, y: base - size * 2, width: size * 2, height: size * 2 };
  const clip = canvas.define((id) => `<clipPath id="${id}">${rect(hull, {})}</clipPath>`);
  return `<g clip-path="url(#${clip})">${canvas.figure({ ...figure, base: base + size * 0.24 })}</g>`;
}

/** The water closes over what swims in it. */
function ripples(canvas: Canvas, figure: Figure): string {
  const { palette } = canvas.scene;
  const color = inLight(palette, palette.water, 0.04);
  const { x, base, size } = figure;
  const line = (dy: number, wide: number): string =>
    path(
      `M${n(x - size * wide)} ${n(base + dy * size)}q${n(size * wide * 0.5)} ${n(-size * 0.05)} ${n(size * wide)} 0t${n(size * wide)} 0`,
      {
        fill: 'none',
        stroke: lighten(color, 0.55),
        'stroke-width': n(size * 0.02),
        'stroke-linecap': 'round',
        'stroke-opacity': '0.8',
      },
    );
  return (
    ellipse(x, base + size * 0.02, [size * 0.6, size * 0.07], { fill: color, 'fill-opacity': '0.85' }) +
    line(0.02, 0.5) +
    line(0.08, 0.34)
  );
}

/** Snow that reaches a little over the feet. */
function mound(canvas: Canvas, { x, base, size }: Figure, unit: number): string {
  const { palette } = canvas.scene;
  const snow = inLight(palette, palette.ground, 0);
  return (
    ellipse(x - size * 0.16, base + size * 0.035, [size * 0.34, size * 0.05], { fill: snow }) +
    ellipse(x + size * 0.2, base + size * 0.045, [size * 0.3, size * 0.045 + unit * 0.1], {
      fill: mix(snow, '#ffffff', 0.5),
    })
  );
}

/** Something dark and near in the corners gives depth; not where it would stand before the hero or the street. */
function foreground(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const { palette, place, composition, weather } = scene;
  if (weather === 'snow') return snowbank(canvas);
  if (composition === 'poster' || !['meadow', 'garden', 'forest', 'river', 'mountains', 'lake'].includes(place))
    return '';
  const random = canvas.random('foreground');
  const color = inLight(palette, darken(mix(palette.ground, palette.leaf, 0.4), 0.4), 0);
  let blades = '';
  for (let index = 0; index < 34; index++) {
    const left = index % 2 === 0;
    const t = random.next() ** 1.7 * 0.3;
    const x = width * (left ? t : 1 - t);
    const tall = unit * random.between(6, 17) * (1 - t * 2);
    const lean = random.between(-0.3, 0.3) * tall;
    blades += `M${n(x - unit * 0.5)} ${n(height + 2)}Q${n(x)} ${n(height - tall * 0.5)} ${n(x + lean)} ${n(height - tall)}Q${n(x + lean * 0.3 + unit * 0.5)} ${n(height - tall * 0.4)} ${n(x + unit * 0.6)} ${n(height + 2)}Z`;
  }
  return path(blades, { fill: color });
}

/** Snow that lies in the lower corners. */
export function snowbank(canvas: Canvas): string {
  const { scene, width, height } = canvas;
  if (scene.place === 'room' || scene.place === 'space' || scene.place === 'sky' || scene.place === 'underwater')
    return '';
  const snow = inLight(scene.palette, '#f8fbff', 0);
  return (
    ellipse(width * 0.02, height * 1.03, [width * 0.34, height * 0.11], { fill: snow, 'fill-opacity': '0.9' }) +
    ellipse(width * 0.95, height * 1.05, [width * 0.4, height * 0.13], { fill: mix(snow, '#ffffff', 0.4) })
  );
}

/** The scene in a window cut out of colored paper, the hero stepping out of it a little. */
function drawVignette(canvas: Canvas, scenery: string): string {
  const { scene, width, height, unit } = canvas;
  const { palette, figures } = scene;
  const dark = scene.time === 'night' || scene.mood === 'dark' || scene.mood === 'neon';
  const paper = dark ? darken(palette.sky[0], 0.35) : mix(palette.paper, palette.sky[2], 0.25);
  const window = windowPath(canvas);
  const heroes = figures.filter(({ role }) => role === 'hero');
  const inside = heroes[0]?.pose === 'bust' ? figures : figures.filter(({ role }) => role === 'companion');
  return [
    scenery,
    drawFigures(canvas, inside),
    drawWeather(canvas),
    path(`M0 0H${n(width)}V${n(height)}H0Z${window}`, { fill: paper, 'fill-rule': 'evenodd' }),
    specks(canvas, mix(paper, palette.accent, 0.35)),
    path(window, { fill: 'none', stroke: darken(paper, 0.4), 'stroke-opacity': '0.22', 'stroke-width': n(unit * 2.2) }),
    path(window, { fill: 'none', stroke: lighten(paper, dark ? 0.6 : 0.75), 'stroke-width': n(unit) }),
    heroes[0]?.pose === 'bust' ? '' : drawFigures(canvas, heroes),
  ].join('');
}

/** A circle, an arch, or a wide pane with round ends: whatever suits the format. */
function windowPath(canvas: Canvas): string {
  const { width, height, scene } = canvas;
  const random = canvas.random('vignette');
  const wide = width > height * 1.2;
  const crowded = scene.figures.some(({ role }) => role === 'companion');
  const kind = crowded ? 'arch' : random.pick(wide ? ['arch', 'pane'] : ['arch', 'circle']);
  const x = width / 2;
  if (kind === 'circle') {
    const r = wide ? height * 0.455 : width * 0.43;
    const y = wide ? height * 0.49 : height * 0.5;
    return `M${n(x - r)} ${n(y)}A${n(r)} ${n(r)} 0 1 1 ${n(x + r)} ${n(y)}A${n(r)} ${n(r)} 0 1 1 ${n(x - r)} ${n(y)}Z`;
  }
  const half = width * (wide ? 0.4 : 0.42);
  const top = height * 0.06;
  const bottom = height * 0.91;
  if (kind === 'pane') {
    const r = Math.min(half, (bottom - top) * 0.5);
    return `M${n(x - half + r)} ${n(top)}H${n(x + half - r)}A${n(r)} ${n(r)} 0 0 1 ${n(x + half)} ${n(top + r)}V${n(bottom - r)}A${n(r)} ${n(r)} 0 0 1 ${n(x + half - r)} ${n(bottom)}H${n(x - half + r)}A${n(r)} ${n(r)} 0 0 1 ${n(x - half)} ${n(bottom - r)}V${n(top + r)}A${n(r)} ${n(r)} 0 0 1 ${n(x - half + r)} ${n(top)}Z`;
  }
  const radius = Math.min(half, (bottom - top) * 0.62);
  return `M${n(x - half)} ${n(bottom)}V${n(top + radius)}A${n(half)} ${n(radius)} 0 0 1 ${n(x + half)} ${n(top + radius)}V${n(bottom)}Z`;
}

function specks(canvas: Canvas, fill: string): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('specks');
  let dots = '';
  for (let index = 0; index < 40; index++) {
    // Only along the edges, where the paper is.
    const along = random.next();
    const [x, y] =
      index % 2 === 0
        ? [random.chance(0.5) ? random.between(0, 0.08) : random.between(0.92, 1), along]
        : [along, random.chance(0.5) ? random.between(0, 0.045) : random.between(0.93, 1)];
    dots += circle(width * x, height * y, unit * random.between(0.25, 0.7), {
      'fill-opacity': random.between(0.3, 0.9).toFixed(2),
    });
  }
  return `<g fill="${fill}">${dots}</g>`;
}
