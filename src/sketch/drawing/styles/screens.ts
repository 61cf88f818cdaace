import { darken, describeColor, lch, lighten } from '../../scene/color';
import type { Hex } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, element, outline, panel, path, repeat } from '../canvas/svg';
import type { Box } from '../canvas/svg';
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
}

/** A page or an app as a wireframe: the kind of screen can be told, no word of it can be read. */
export function drawScreen(canvas: Canvas): string {
  const { width, height, unit, screen, composition } = canvas;
  const skin = skinOf(canvas);
  const ground = panel(canvas.whole, canvas.diagonal(...skin.ground));
  const blobs =
    circle(width * 0.1, height * 0.16, unit * 34, `${skin.second}/0.22`) +
    circle(width * 0.92, height * 0.86, unit * 46, `${skin.second}/0.22`);
  const isPhone = screen === 'phone' || width < height * 0.8;
  const turn = composition === 'tilted' ? d`rotate(-4 ${width / 2} ${height / 2})` : undefined;
  const device = isPhone ? drawPhones(canvas, skin) : drawWindow(canvas, skin);
  return ground + blobs + element('g', { transform: turn }, device);
}

function skinOf(canvas: Canvas): Skin {
  const { composition, colors, palette } = canvas;
  const random = canvas.random('skin');
  const hue = colors.length > 0 ? describeColor(palette.accent).hue : random.pick([255, 280, 165, 25, 200, 310]);
  const color = (lightness: number, chroma: number, turn = 0): Hex =>
    lch(lightness, isNeutral(canvas) ? 0.01 : chroma, hue + turn);
  const dark = composition === 'dark' || isDark(canvas);
  const common = { accent: color(0.6, 0.19), second: color(0.76, 0.15, 60), white: '#ffffff' };
  const full: [Hex, Hex] = [color(0.66, 0.17), color(0.5, 0.19, 40)];
  if (dark) {
    const ground: [Hex, Hex] = composition === 'accent' ? full : [color(0.28, 0.06), color(0.2, 0.05, 40)];
    const parts = {
      window: color(0.24, 0.025),
      card: color(0.3, 0.03),
      line: color(0.42, 0.03),
      ink: color(0.86, 0.02),
    };
    return { ...common, ground, ...parts };
  }
  const ground: [Hex, Hex] = composition === 'accent' ? full : [color(0.92, 0.05), color(0.86, 0.07, 40)];
  const parts = { window: '#ffffff', card: color(0.965, 0.012), line: color(0.88, 0.02), ink: color(0.4, 0.04) };
  return { ...common, ground, ...parts };
}

type Tone = Exclude<keyof Skin, 'ground'>;

/**
 * Rounded boxes, one a line: tone, then left, top, width and height in percent of `box`, then the radius of the corners in
 * percent of its height; without one the ends are round.
 */
function boxes(skin: Skin, box: Box, list: string): string {
  return each(list.trim().split(/\s*;\s*/), (line) => {
    const [tone, ...numbers] = line.split(' ');
    const [x = 0, y = 0, w = 0, h = 0, radius = h / 2] = numbers.map((share) => Number(share) / 100);
    const part = { x: box.x + box.width * x, y: box.y + box.height * y, width: box.width * w, height: box.height * h };
    return panel(part, skin[tone as Tone], box.height * radius);
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
  const inner = {
    ...{ x: box.x + unit * 3, y: box.y + top + unit * 2.4 },
    ...{ width: box.width - unit * 6, height: box.height - top - unit * 5 },
  };
  const pages = { browser: drawPage, phone: drawPage, form: drawForm, dashboard: drawDashboard };
  return [
    panel({ ...box, y: box.y + unit * 2.4 }, `${darken(skin.ground[1], 0.5)}/0.25`, unit * 2),
    panel(box, skin.window, unit * 2),
    lights,
    boxes(skin, { ...box, height: top }, 'card 30 27 40 46; line 0 97 100 3 0'),
    pages[screen](canvas, skin, inner),
  ].join('');
}

function drawPage(canvas: Canvas, skin: Skin, box: Box): string {
  const art = {
    x: box.x + box.width * 0.54,
    y: box.y + box.height * 0.1,
    width: box.width * 0.46,
    height: box.height * 0.52,
  };
  const cards = repeat(3, (index) => {
    const card = {
      x: box.x + box.width * index * 0.345,
      y: box.y + box.height * 0.7,
      width: box.width * 0.31,
      height: box.height * 0.3,
    };
    const dot = circle(
      card.x + card.height * 0.24,
      card.y + card.height * 0.25,
      card.height * 0.12,
      index === 1 ? skin.second : skin.accent,
    );
    return boxes(skin, card, 'card 0 0 100 100 9; ink 22 20 40 9; line 8 54 78 6; line 8 69 56 6') + dot;
  });
  const text = `
    accent 0 0 2.6 5.4; ink 4 1.2 8 2.6; line 56 1.4 6 2; line 66 1.4 6 2; line 76 1.4 6 2; accent 88 0 12 5;
    ink 0 17 40 6; ink 0 26.5 30 6; line 0 38 38 2; line 0 43 41 2; line 0 48 26 2;
    accent 0 56 17 7; card 20 56 14 7`;
  return boxes(skin, box, text) + drawArt(canvas, skin, art) + cards;
}

/** What the page is about; without a subject, hills under a sun. */
function drawArt(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const [hero] = canvas.figures;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const size = Math.min(box.width, box.height) * 0.72;
  const ground = panel(box, canvas.diagonal(lighten(skin.second, 0.35), skin.accent), unit * 1.8);
  if (hero) return ground + canvas.figure(portrait(hero, { x, y, size }));
  const peak = (middle: number, tall: number, half: number): string =>
    d`M${box.x + box.width * (middle - half)} ${box.y + box.height}l${box.width * half} ${-box.height * tall}l${box.width * half} ${box.height * tall}Z`;
  const view = [
    circle(box.x + box.width * 0.74, box.y + box.height * 0.3, size * 0.15, '#ffffff/0.9'),
    path(peak(0.32, 0.66, 0.46), lighten(skin.accent, 0.3)),
    path(peak(0.68, 0.46, 0.44), lighten(skin.accent, 0.55)),
  ].join('');
  return ground + canvas.clip(panel(box, '#fff', unit * 1.8), view);
}

function drawDashboard(canvas: Canvas, skin: Skin, box: Box): string {
  const { unit } = canvas;
  const random = canvas.random('dashboard');
  const [bottom, left, right] = [box.y + box.height * 0.96, box.x + box.width * 0.22, box.x + box.width * 0.69];
  const points = Array.from({ length: 9 }, (_, index) => {
    const share = 0.74 - 0.055 * index + random.between(-0.09, 0.09);
    return [left + ((right - left) * index) / 8, box.y + box.height * (0.3 + 0.7 * share)] as const;
  });
  const line = `M${points.map(([x, y]) => d`${x} ${y}`).join('L')}`;
  const [lastX, lastY] = points[8] ?? [0, 0];
  const [cx, cy, r] = [
    box.x + box.width * 0.86,
    box.y + box.height * 0.57,
    Math.min(box.width * 0.08, box.height * 0.19),
  ];
  const round = 2 * Math.PI * r;
  const share = {
    'stroke-dasharray': d`${round * random.between(0.4, 0.75)} ${round}`,
    transform: d`rotate(-90 ${cx} ${cy})`,
  };
  const layout = `
    card 0 1 13 6; accent 0 12 17 6; card 0 23 13 6; card 0 34 13 6; card 0 45 13 6; card 0 56 13 6;
    card 20 0 25 24 3; line 22 5 9 2.4; accent 22 11 13 7; card 47.5 0 25 24 3; line 49.5 5 9 2.4; second 49.5 11 13 7;
    card 75 0 25 24 3; line 77 5 9 2.4; ink 77 11 13 7; card 20 30 51 70 3; card 73 30 27 70 3;
    line 76 85 17 2.6; line 76 91 12 2.6`;
  return [
    boxes(skin, box, layout),
    path(d`${line}L${lastX} ${bottom}L${left} ${bottom}Z`, canvas.down(`${skin.accent}/0.45`, `${skin.accent}/0.02`)),
    path(line, outline(skin.accent, unit * 0.7)),
    circle(lastX, lastY, unit * 1.3, { fill: skin.window, stroke: skin.accent, 'stroke-width': unit * 0.6 }),
    circle(cx, cy, r, outline(skin.line, r * 0.34)),
    circle(cx, cy, r, { ...outline(skin.second, r * 0.34), ...share }),
  ].join('');
}

function drawForm(canvas: Canvas, skin: Skin, box: Box): string {
  const wide = Math.min(box.width * 0.55, canvas.unit * 70);
  const card = { ...box, x: box.x + (box.width - wide) / 2, width: wide };
  const layout = `
    card 0 0 100 100 4; ink 31 25 38 4; line 6 35 18 2.4; accent 6 39 88 11.5 2; window 6.5 39.6 87 10.3 2; ink 10 43.5 35 2.5;
    line 6 55 23 2.4; line 6 59 88 11.5 2; window 6.5 59.6 87 10.3 2; accent 6 77 88 11.5 2; white 40 81.5 20 2.5; line 32 94 36 2.2`;
  const face = canvas.diagonal(skin.second, skin.accent);
  const dots = repeat(8, (index) =>
    circle(card.x + wide * (0.11 + index * 0.03), card.y + card.height * 0.648, wide * 0.008, skin.ink),
  );
  return (
    boxes(skin, card, layout) + circle(card.x + wide / 2, card.y + card.height * 0.13, card.height * 0.075, face) + dots
  );
}

function drawPhones(canvas: Canvas, skin: Skin): string {
  const { width, height } = canvas;
  const tall = Math.min(height * 0.82, width * 1.5);
  const wide = tall * 0.485;
  const phone = (middle: number, scale: number, page: 'list' | 'start'): string => {
    const size = { width: wide * scale, height: tall * scale };
    return drawPhone(canvas, skin, { x: middle - size.width / 2, y: height * 0.46 - size.height / 2, ...size }, page);
  };
  const hasThree = width > wide * 3.3;
  const sides = hasThree
    ? phone(width / 2 - wide * 1.07, 0.86, 'list') + phone(width / 2 + wide * 1.07, 0.86, 'list')
    : '';
  return sides + phone(width / 2, 1, 'start');
}

function drawPhone(canvas: Canvas, skin: Skin, box: Box, page: 'list' | 'start'): string {
  const u = box.width / 50;
  const art = { x: box.x + u * 3.4, y: box.y + u * 9, width: u * 43.2, height: u * 44 };
  const start = `
    ink 17 57 66 3.4; line 24 64 52 1.8; line 28 68 44 1.8; accent 43 74 4 2; line 48.5 74 4 2; line 54 74 4 2;
    accent 12 79.5 76 8.2; white 37 82.6 26 2`;
  const list = repeat(5, (row) => {
    const part = { ...box, x: art.x, width: art.width, y: art.y + u * (11 + row * 13.2), height: u * 11 };
    const dot = circle(part.x + u * 6, part.y + u * 5.5, u * 3, row % 2 === 0 ? skin.accent : skin.second);
    return boxes(skin, part, 'card 0 0 100 100 22; ink 28 26 46 17; line 28 58 32 14') + dot;
  });
  return [
    panel({ ...box, y: box.y + u * 2 }, `${darken(skin.ground[1], 0.5)}/0.25`, u * 7.4),
    panel(box, '#1d1f2b', u * 7.4),
    boxes(skin, box, 'window 2.6 1.3 94.8 97.4 6'),
    panel({ x: box.x + u * 18.5, y: box.y + u * 3.2, width: u * 13, height: u * 2.8 }, '#1d1f2b', u * 1.4),
    page === 'start'
      ? drawArt(canvas, skin, art) + boxes(skin, box, start)
      : boxes(skin, box, 'ink 7 10.5 43 3.4') + list,
  ].join('');
}
