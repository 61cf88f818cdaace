/** A quiet room: wall, window with the weather outside, floor, rug, lamp and framed art. */
import { darken, describeColor, lch, lighten, mix } from '../../scene/color';
import type { Canvas } from '../canvas/canvas';
import { circle, d, each, ellipse, grown, outline, panel, path, rect, repeat, type Box } from '../canvas/svg';
import { mountain } from './nature';

export function drawRoom(canvas: Canvas): string {
  const { width, height, unit, horizon, depth, palette, time, figures } = canvas;
  const random = canvas.random('room');
  const { hue } = describeColor(palette.accent);
  const dim = time === 'night' ? 0.42 : 0;
  const wall = darken(lch(0.88, 0.045, hue + random.between(-40, 40)), dim);
  const floor = darken(random.pick(['#c58e5f', '#b98a63', '#d0a272']), dim * 0.8);
  const wainscot = mix(wall, darken(lch(0.6, 0.08, hue), dim), 0.25);
  const hero = figures[0]?.x ?? width * 0.5;
  const isLeft = hero > width * 0.5;
  const size = { width: Math.min(width * 0.34, unit * 62), height: horizon * 0.56 };
  const boards = repeat(17, (index) => {
    return d`M${width * (0.5 + (index - 8) * 0.075)} ${horizon}L${width * (0.5 + (index - 8) * 0.13)} ${height}`;
  });
  return [
    rect(0, 0, width, horizon, canvas.down(lighten(wall, 0.12), wall)),
    rect(0, horizon * 0.66, width, horizon * 0.34, wainscot),
    rect(0, horizon, width, depth, canvas.down(floor, darken(floor, 0.18))),
    path(boards, outline(`${darken(floor, 0.16)}/0.7`, unit * 0.22)),
    rect(0, horizon - unit * 2.2, width, unit * 2.2, lighten(wall, 0.5)),
    drawWindow(canvas, { x: width * (isLeft ? 0.08 : 0.58), y: horizon * 0.13, ...size }),
    drawArt(canvas, width * (isLeft ? 0.68 : 0.16), horizon * 0.2),
    drawLamp(canvas, width * (isLeft ? 0.94 : 0.06), horizon + unit * 4),
    ellipse(hero, height * 0.9, Math.min(width * 0.4, unit * 62), unit * 8.5, `${lch(0.7, 0.09, hue + 180)}/0.85`),
    ellipse(hero, height * 0.9, Math.min(width * 0.36, unit * 55), unit * 6.6, outline('#ffffff/0.5', unit * 0.5)),
  ].join('');
}

function drawWindow(canvas: Canvas, box: Box): string {
  const { unit, palette, time } = canvas;
  const { x, y, width, height } = box;
  const frame = '#fbf7ef';
  const rock = mix(palette.rock, palette.sky[2], 0.35);
  const peak = { x: x + width * 0.3, base: y + height, height: height * 0.5, half: width * 0.5 };
  const colors = { light: rock, shade: darken(rock, 0.2), cap: '#ffffff' };
  const view = [
    panel(box, canvas.down(...palette.sky)),
    circle(x + width * 0.7, y + height * 0.28, unit * 3.6, time === 'night' ? '#fdf4d0' : '#fff3c4'),
    mountain(canvas.random('window'), peak, colors),
    ellipse(x + width * 0.8, y + height, width * 0.6, height * 0.24, mix(palette.leaf, palette.sky[2], 0.25)),
  ].join('');
  const sill = rect(x - unit * 2.8, y + height + unit * 1.4, width + unit * 5.6, unit * 1.8, {
    rx: unit * 0.5,
    fill: darken(frame, 0.08),
  });
  return [
    panel(grown(box, unit * 1.6), frame, unit * 0.6),
    canvas.clip(panel(box), view),
    rect(x + width / 2 - unit * 0.5, y, unit, height, frame),
    rect(x, y + height * 0.48, width, unit, frame),
    sill,
  ].join('');
}

function drawArt({ unit, palette }: Canvas, left: number, top: number): string {
  const { hue } = describeColor(palette.accent);
  const art = [
    { x: left, y: top, width: 12 * unit, height: 15 * unit, turn: 30 },
    { x: left + 15 * unit, y: top + 3 * unit, width: 9 * unit, height: 9 * unit, turn: 150 },
  ];
  return each(art, ({ turn, ...box }) => {
    const inner = grown(box, -unit);
    const [x, y, r] = [inner.x + inner.width * 0.5, inner.y + inner.height * 0.55, inner.width * 0.28];
    const ground = panel(box, '#5d4b45') + panel(inner, lch(0.86, 0.06, hue + turn));
    return ground + circle(x, y, r, lch(0.66, 0.14, hue + turn + 40));
  });
}

function drawLamp(canvas: Canvas, x: number, base: number): string {
  const { unit, time } = canvas;
  const top = base - unit * 46;
  const isNight = time === 'night';
  return [
    isNight ? circle(x, top + unit * 5, unit * 26, canvas.glow('#ffe3a0', 0.6, 0.12)) : '',
    rect(x - unit * 0.5, top + unit * 8, unit, unit * 38, '#5a4a52'),
    ellipse(x, base, unit * 5, unit * 1.1, '#5a4a52'),
    path(
      d`M${x - unit * 4} ${top}H${x + unit * 4}L${x + unit * 7} ${top + unit * 10}H${x - unit * 7}Z`,
      isNight ? '#ffe9b8' : '#f7e3c4',
    ),
  ].join('');
}
