import type { Canvas } from '../canvas/canvas';
import { darken, describeColor, lch, lighten, mix } from '../../scene/color';
import { mountain } from './nature';
import { circle, ellipse, n, path, rect } from '../canvas/svg';

/** A quiet room: wall, window with the weather outside, floor, rug, lamp, plant and pictures. */
export function drawRoom(canvas: Canvas): string {
  const { scene, width, height, unit } = canvas;
  const { palette, horizon, time, figures } = scene;
  const random = canvas.random('room');
  const hue = describeColor(palette.accent).hue;
  const dim = time === 'night' ? 0.42 : 0;
  const wall = darken(lch(0.88, 0.045, hue + random.between(-40, 40)), dim);
  const floor = darken(random.pick(['#c58e5f', '#b98a63', '#d0a272']), dim * 0.8);
  const hero = figures[0]?.x ?? width * 0.5;
  const left = hero > width * 0.5;
  const parts = [
    rect({ x: 0, y: 0, width, height: horizon }, { fill: canvas.gradient('vertical', [lighten(wall, 0.12), wall]) }),
    rect(
      { x: 0, y: horizon * 0.66, width, height: horizon * 0.34 },
      { fill: mix(wall, darken(lch(0.6, 0.08, hue), dim), 0.25) },
    ),
    rect(
      { x: 0, y: horizon, width, height: height - horizon },
      { fill: canvas.gradient('vertical', [floor, darken(floor, 0.18)]) },
    ),
    boards(canvas, darken(floor, 0.16)),
    rect({ x: 0, y: horizon - unit * 2.2, width, height: unit * 2.2 }, { fill: lighten(wall, 0.5) }),
    window(canvas, {
      x: width * (left ? 0.08 : 0.58),
      y: horizon * 0.13,
      width: Math.min(width * 0.34, unit * 62),
      height: horizon * 0.56,
    }),
    pictures(canvas, { x: width * (left ? 0.68 : 0.16), y: horizon * 0.2 }),
    lamp(canvas, { x: width * (left ? 0.94 : 0.06), base: horizon + unit * 4 }),
    ellipse(hero, height * 0.9, [Math.min(width * 0.4, unit * 62), unit * 8.5], {
      fill: lch(0.7, 0.09, hue + 180),
      'fill-opacity': '0.85',
    }),
    ellipse(hero, height * 0.9, [Math.min(width * 0.36, unit * 55), unit * 6.6], {
      fill: 'none',
      stroke: '#ffffff',
      'stroke-opacity': '0.5',
      'stroke-width': n(unit * 0.5),
    }),
  ];
  return parts.join('');
}

function boards(canvas: Canvas, stroke: string): string {
  const { width, height, scene } = canvas;
  let d = '';
  for (let index = -8; index <= 8; index++) {
    d += `M${n(width * (0.5 + index * 0.075))} ${n(scene.horizon)}L${n(width * (0.5 + index * 0.13))} ${n(height)}`;
  }
  return path(d, { fill: 'none', stroke, 'stroke-width': n(canvas.unit * 0.22), 'stroke-opacity': '0.7' });
}

function window(canvas: Canvas, box: { x: number; y: number; width: number; height: number }): string {
  const { scene, unit } = canvas;
  const random = canvas.random('window');
  const { palette } = scene;
  const clip = canvas.define((id) => `<clipPath id="${id}">${rect(box, {})}</clipPath>`);
  const frame = '#fbf7ef';
  const { x, y, width, height } = box;
  const light = scene.time === 'night' ? '#fdf4d0' : '#fff3c4';
  const rock = mix(palette.rock, palette.sky[2], 0.35);
  const view = [
    rect(box, { fill: canvas.gradient('vertical', palette.sky) }),
    circle(x + width * 0.7, y + height * 0.28, unit * 3.6, { fill: light }),
    mountain(
      random,
      { x: x + width * 0.3, base: y + height, height: height * 0.5, half: width * 0.5 },
      { light: rock, shade: darken(rock, 0.2), cap: '#ffffff' },
    ),
    ellipse(x + width * 0.8, y + height, [width * 0.6, height * 0.24], {
      fill: mix(palette.leaf, palette.sky[2], 0.25),
    }),
  ].join('');
  return [
    rect(
      { x: x - unit * 1.6, y: y - unit * 1.6, width: width + unit * 3.2, height: height + unit * 3.2 },
      { rx: unit * 0.6, fill: frame },
    ),
    `<g clip-path="url(#${clip})">${view}</g>`,
    rect({ x: x + width / 2 - unit * 0.5, y, width: unit, height }, { fill: frame }),
    rect({ x, y: y + height * 0.48, width, height: unit }, { fill: frame }),
    rect(
      { x: x - unit * 2.8, y: y + height + unit * 1.4, width: width + unit * 5.6, height: unit * 1.8 },
      { rx: unit * 0.5, fill: darken(frame, 0.08) },
    ),
  ].join('');
}

function pictures(canvas: Canvas, at: { x: number; y: number }): string {
  const { unit, scene } = canvas;
  const hue = describeColor(scene.palette.accent).hue;
  return [
    [0, 0, 12, 15, 30],
    [15, 3, 9, 9, 150],
  ]
    .map(([dx = 0, dy = 0, w = 0, h = 0, turn = 0]) => {
      const box = { x: at.x + dx * unit, y: at.y + dy * unit, width: w * unit, height: h * unit };
      const inner = { x: box.x + unit, y: box.y + unit, width: box.width - 2 * unit, height: box.height - 2 * unit };
      return (
        rect(box, { fill: '#5d4b45' }) +
        rect(inner, { fill: lch(0.86, 0.06, hue + turn) }) +
        circle(inner.x + inner.width * 0.5, inner.y + inner.height * 0.55, inner.width * 0.28, {
          fill: lch(0.66, 0.14, hue + turn + 40),
        })
      );
    })
    .join('');
}

function lamp(canvas: Canvas, at: { x: number; base: number }): string {
  const { unit, scene } = canvas;
  const top = at.base - unit * 46;
  const glow =
    scene.time === 'night'
      ? circle(at.x, top + unit * 5, unit * 26, {
          fill: canvas.gradient('radial', ['#ffe3a0/0.6', '#ffe3a0/0.12', '#ffe3a0/0']),
        })
      : '';
  return [
    glow,
    rect({ x: at.x - unit * 0.5, y: top + unit * 8, width: unit, height: unit * 38 }, { fill: '#5a4a52' }),
    ellipse(at.x, at.base, [unit * 5, unit * 1.1], { fill: '#5a4a52' }),
    path(
      `M${n(at.x - unit * 4)} ${n(top)}H${n(at.x + unit * 4)}L${n(at.x + unit * 7)} ${n(top + unit * 10)}H${n(at.x - unit * 7)}Z`,
      { fill: scene.time === 'night' ? '#ffe9b8' : '#f7e3c4' },
    ),
  ].join('');
}
