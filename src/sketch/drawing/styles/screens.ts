import { darken, describeColor, lch, lighten, type Hex } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, element, outline, panel, path, repeat, type Box } from '../canvas/svg';
import { isDark, isNeutral, portrait } from './stage';

interface Skin {
  ground: [Hex, Hex];
  window: Hex;
  card: Hex;
  line: Hex;
  ink: Hex;
  accent: Hex;
  second: Hex;
  white: Hex;
  frame: Hex;
  shadow: string;
}

/** A page or an app as a wireframe, with bars in place of text. */
export function drawScreen(canvas: Canvas): string {
  const { width, height, unit, screen, composition, whole } = canvas;
  const skin = skinOf(canvas);
  const blob = `${skin.second}/0.22`;
  const isPhone = screen === 'phone' || width < height * 0.8;
  const transform = composition === 'tilted' ? d`rotate(-4 ${width / 2} ${height / 2})` : undefined;
  return [
    panel(whole, canvas.diagonal(...skin.ground)),
    circle(width * 0.1, height * 0.16, unit * 34, blob) + circle(width * 0.92, height * 0.86, unit * 46, blob),
    element('g', { transform }, isPhone ? drawPhones(canvas, skin) : drawWindow(canvas, skin)),
  ].join('');
}

function skinOf(canvas: Canvas): Skin {
  const { composition, colors, palette } = canvas;
  const random = canvas.random('skin');
  const hue = colors.length > 0 ? describeColor(palette.accent).hue : random.pick([255, 280, 165, 25, 200, 310]);
  const color = (lightness: number, chroma: number, turn = 0): Hex =>
    lch(lightness, isNeutral(canvas) ? 0.01 : chroma, hue + turn);
  const dark = composition === 'dark' || isDark(canvas);
  const [top, bottom] = dark ? [color(0.28, 0.06), color(0.2, 0.05, 40)] : [color(0.92, 0.05), color(0.86, 0.07, 40)];
  const ground: [Hex, Hex] = composition === 'accent' ? [color(0.66, 0.17), color(0.5, 0.19, 40)] : [top, bottom];
  const shadow = `${darken(ground[1], 0.5)}/0.25`;
  const common = {
    accent: color(0.6, 0.19),
    second: color(0.76, 0.15, 60),
    white: '#ffffff',
    frame: '#1d1f2b',
    shadow,
  };
  const tone = dark ? { card: 0.3, line: 0.42, ink: 0.86 } : { card: 0.965, line: 0.88, ink: 0.4 };
  return {
    ...common,
    ground,
    window: dark ? color(0.24, 0.025) : '#ffffff',
    card: color(tone.card, dark ? 0.03 : 0.012),
    line: color(tone.line, 0.025),
    ink: color(tone.ink, 0.03),
  };
}

/** A part of a box, its position and size in percent of it. */
function partOf(box: Box, [x, y, width, height]: readonly [number, number, number, number]): Box {
  return {
    x: box.x + (box.width * x) / 100,
    y: box.y + (box.height * y) / 100,
    width: (box.width * width) / 100,
    height: (box.height * height) / 100,
  };
}

/**
 * Shapes separated by `;`, in percent of `box`. Boxes are a tone, left, top, width, height and radius of the corners (of the
 * box's height; left out: round ends); dots are a tone, `o`, the middle, and the radius (of the box's height).
 */
function layout(skin: Skin, box: Box, list: string): string {
  return each(list.trim().split(/\s*;\s*/), (line) => {
    const [tone, first, ...rest] = line.split(' ');
    const fill = skin[tone as Exclude<keyof Skin, 'ground'>];
    const [a = 0, b = 0, c = 0, radius] = rest.map(Number);
    const dot = partOf(box, [a, b, 0, c]);
    if (first === 'o') return circle(dot.x, dot.y, dot.height, fill);
    return panel(partOf(box, [Number(first), a, b, c]), fill, ((radius ?? c / 2) * box.height) / 100);
  });
}

/** A window with its title bar, and the page in it. */
function drawWindow(canvas: Canvas, skin: Skin): string {
  const { width, height, unit, screen } = canvas;
  const box: Box = { x: width * 0.12, y: height * 0.11, width: width * 0.76, height: height * 0.74 };
  const top = unit * 6;
  const lights = each(['#ff6159', '#ffbd2e', '#28c941'], (fill, index) =>
    circle(box.x + unit * (3 + index * 2.6), box.y + top / 2, unit * 0.8, fill),
  );
  const size = { width: box.width - unit * 6, height: box.height - top - unit * 5 };
  const inner = { x: box.x + unit * 3, y: box.y + top + unit * 2.4, ...size };
  return [
    panel({ ...box, y: box.y + unit * 2.4 }, skin.shadow, unit * 2),
    panel(box, skin.window, unit * 2),
    lights + layout(skin, { ...box, height: top }, 'card 30 27 40 46; line 0 97 100 3 0'),
    screen === 'form' ? drawForm(canvas, skin, inner) : '',
    screen === 'dashboard' ? drawDashboard(canvas, skin, inner) : '',
    screen === 'browser' || screen === 'phone' ? drawPage(canvas, skin, inner) : '',
  ].join('');
}

function drawPage(canvas: Canvas, skin: Skin, box: Box): string {
  const text = `
    accent o 1.3 2.7 2.7; ink 4 1.2 8 2.6; line 56 1.4 6 2; line 66 1.4 6 2; line 76 1.4 6 2; accent 88 0 12 5;
    ink 0 17 40 6; ink 0 26.5 30 6; line 0 38 38 2; line 0 43 41 2; line 0 48 26 2; accent 0 56 17 7; card 20 56 14 7`;
  const card = 'card 0 0 100 100 9; ink 22 20 40 9; line 8 54 78 6; line 8 69 56 6;';
  const cards = each(['accent', 'second', 'accent'], (tone, index) =>
    layout(skin, partOf(box, [index * 34.5, 70, 31, 30]), `${card} ${tone} o 10 25 12`),
  );
  return layout(skin, box, text) + drawArt(canvas, skin, partOf(box, [54, 10, 46, 52])) + cards;
}

/** What the page is about; without a subject, hills under a sun. */
function drawArt(canvas: Canvas, skin: Skin, box: Box): string {
  const [hero] = canvas.figures;
  const [x, y, radius] = [box.x + box.width / 2, box.y + box.height / 2, canvas.unit * 1.8];
  const size = Math.min(box.width, box.height) * 0.72;
  const ground = panel(box, canvas.diagonal(lighten(skin.second, 0.35), skin.accent), radius);
  if (hero) return ground + canvas.figure(portrait(hero, { x, y, size }));
  const peak = (share: readonly [number, number, number, number], fill: Hex): string => {
    const { x: left, y: top, width, height } = partOf(box, share);
    return path(d`M${left} ${top + height}l${width / 2} ${-height}l${width / 2} ${height}Z`, fill);
  };
  const hills = peak([-14, 34, 92, 66], lighten(skin.accent, 0.3)) + peak([24, 54, 88, 46], lighten(skin.accent, 0.55));
  const sun = partOf(box, [74, 30, 0, 0]);
  return ground + canvas.clip(panel(box, '#fff', radius), circle(sun.x, sun.y, size * 0.15, '#ffffff/0.9') + hills);
}

function drawDashboard(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const random = canvas.random('dashboard');
  const points = Array.from({ length: 9 }, (_, index) =>
    partOf(box, [22 + 5.9 * index, 82 - 4 * index + random.between(-6, 6), 0, 0]),
  );
  const line = `M${points.map(({ x, y }) => d`${x} ${y}`).join('L')}`;
  const [from, to] = [partOf(box, [22, 96, 0, 0]), points[8] ?? box];
  const ring = partOf(box, [86.5, 57, 8, 0]);
  const round = 2 * Math.PI * ring.width;
  const share = {
    'stroke-dasharray': d`${round * random.between(0.4, 0.75)} ${round}`,
    transform: d`rotate(-90 ${ring.x} ${ring.y})`,
  };
  const menu = repeat(6, (row) => `${row === 1 ? 'accent' : 'card'} 0 ${1 + row * 11} ${row === 1 ? 17 : 13} 6;`);
  const tiles = ['accent', 'second', 'ink'].map((tone, index) => {
    const x = 20 + index * 27.5;
    return `card ${x} 0 25 24 3; line ${x + 2} 5 9 2.4; ${tone} ${x + 2} 11 13 7;`;
  });
  const rest = 'card 20 30 51 70 3; card 73 30 27 70 3; line 76 85 17 2.6; line 76 91 12 2.6';
  return [
    layout(skin, box, menu + tiles.join('') + rest),
    path(d`${line}V${from.y}H${from.x}Z`, canvas.down(`${skin.accent}/0.45`, `${skin.accent}/0.02`)),
    path(line, outline(skin.accent, unit * 0.7)),
    circle(to.x, to.y, unit * 1.3, { fill: skin.window, stroke: skin.accent, 'stroke-width': unit * 0.6 }),
    circle(ring.x, ring.y, ring.width, outline(skin.line, ring.width * 0.34)),
    circle(ring.x, ring.y, ring.width, { ...outline(skin.second, ring.width * 0.34), ...share }),
  ].join('');
}

function drawForm(canvas: Canvas, skin: Skin, box: Box): string {
  const wide = Math.min(box.width * 0.55, canvas.unit * 70);
  const card = { ...box, x: box.x + (box.width - wide) / 2, width: wide };
  const form = `
    card 0 0 100 100 4; second o 50 13 7.5; ink 31 25 38 4; line 6 35 18 2.4; accent 6 39 88 11.5 2;
    window 6.5 39.6 87 10.3 2; ink 10 43.5 35 2.5; line 6 55 23 2.4; line 6 59 88 11.5 2; window 6.5 59.6 87 10.3 2;
    accent 6 77 88 11.5 2; white 40 81.5 20 2.5; line 32 94 36 2.2`;
  const password = repeat(8, (index) => `; ink o ${11 + index * 3} 64.8 0.9`);
  return layout(skin, card, form + password);
}

/** One phone, or three where there is room. */
function drawPhones(canvas: Canvas, skin: Skin): string {
  const { width, height } = canvas;
  const tall = Math.min(height * 0.82, width * 1.5);
  const wide = tall * 0.485;
  const phone = (shift: number, scale: number): Box => {
    const size = { width: wide * scale, height: tall * scale };
    return { x: width / 2 + shift * wide - size.width / 2, y: height * 0.46 - size.height / 2, ...size };
  };
  const sides = width > wide * 3.3 ? each([-1.07, 1.07], (shift) => drawList(skin, phone(shift, 0.86))) : '';
  return sides + drawStart(canvas, skin, phone(0, 1));
}

const phoneFrame = 'shadow 0 2 100 100 7; frame 0 0 100 100 7; window 2.6 1.3 94.8 97.4 6; frame 37 3 26 2.7;';

function drawStart(canvas: Canvas, skin: Skin, box: Box): string {
  const start = `
    ink 17 57 66 3.4; line 24 64 52 1.8; line 28 68 44 1.8; accent o 44 75 1; line o 50 75 1; line o 56 75 1;
    accent 12 79.5 76 8.2; white 37 82.6 26 2`;
  return layout(skin, box, phoneFrame + start) + drawArt(canvas, skin, partOf(box, [6.8, 8.7, 86.4, 43]));
}

function drawList(skin: Skin, box: Box): string {
  const rows = repeat(5, (row) => {
    const y = 19 + row * 12.8;
    const dot = row % 2 === 0 ? 'accent' : 'second';
    return `; card 7 ${y} 86 10.6 2.3; ${dot} o 19 ${y + 5.3} 2.8; ink 31 ${y + 2.8} 40 1.8; line 31 ${y + 6.2} 28 1.5`;
  });
  return layout(skin, box, `${phoneFrame} ink 7 10.5 43 3.4${rows}`);
}
