/** Effects and tints as steps of SVG filters, each working on what the one before it gave. */
import type { ColorName } from '../reading/meanings';
import { namedColors } from '../scene/palette';
import type { Canvas } from '../drawing/canvas/canvas';
import { d } from '../drawing/canvas/svg';
import type { Effect } from './editWords';

/** One function for red, green and blue each. */
function transfer(functions: readonly string[]): string {
  const [red = '', green = red, blue = red] = functions;
  return `<feComponentTransfer><feFuncR ${red}/><feFuncG ${green}/><feFuncB ${blue}/></feComponentTransfer>`;
}

/** Amounts by which red, green and blue are multiplied, and all are raised. */
function channels(slopes: readonly number[], lift = 0): string {
  return transfer(slopes.map((slope) => `type="linear" slope="${slope}" intercept="${lift}"`));
}

function tables(kind: 'table' | 'discrete', ...values: string[]): string {
  return transfer(values.map((list) => `type="${kind}" tableValues="${list}"`));
}

function saturate(amount: number): string {
  return `<feColorMatrix type="saturate" values="${amount}"/>`;
}

function matrix(values: string): string {
  return `<feColorMatrix type="matrix" values="${values} 0 0 0 1 0"/>`;
}

/** Effects that are a filter. `unit`: see {@link Canvas}. */
const filters: Partial<Record<Effect, (unit: number) => string>> = {
  mono: () => saturate(0) + channels([1.12], -0.05),
  sepia: () => matrix('0.42 0.72 0.18 0 0.02 0.34 0.64 0.16 0 0 0.26 0.5 0.14 0 -0.02'),
  pencil: (unit) =>
    d`<feGaussianBlur stdDeviation="${unit * 0.1}"/>${saturate(0)}` +
    '<feConvolveMatrix order="3" kernelMatrix="-1 -1 -1 -1 8 -1 -1 -1 -1" divisor="1" preserveAlpha="true" edgeMode="duplicate"/>' +
    tables('table', '0.97 0.4 0.22 0.16', '0.96 0.4 0.22 0.17', '0.93 0.41 0.25 0.2'),
  paint: (unit) =>
    d`<feMorphology operator="dilate" radius="${unit * 0.22}" result="daubs"/>` +
    `<feTurbulence type="turbulence" baseFrequency="${(0.12 / unit).toFixed(4)}" numOctaves="2" seed="3" result="strokes"/>` +
    d`<feDisplacementMap in="daubs" in2="strokes" scale="${unit * 2.6}" xChannelSelector="R" yChannelSelector="G"/>` +
    saturate(1.35),
  comic: () => saturate(1.5) + tables('discrete', '0.04 0.24 0.46 0.68 0.86 1'),
  neon: () =>
    saturate(0.25) + tables('table', '0.05 0.32 0.93 0.55 0.28', '0.02 0.06 0.2 0.6 0.9', '0.16 0.5 0.66 0.92 1'),
  invert: () => tables('table', '1 0'),
  warm: () => channels([1.12, 1.01, 0.78], 0.01),
  cool: () => channels([0.78, 0.96, 1.14], 0.01),
  bright: () => channels([1.16], 0.09),
  dim: () => saturate(0.8) + channels([0.56, 0.58, 0.64]),
  vivid: () => saturate(1.5) + channels([1.14], -0.06),
  faded: () => saturate(0.72) + channels([0.68, 0.66, 0.68], 0.31),
  blur: (unit) => d`<feGaussianBlur stdDeviation="${unit * 0.9}"/>`,
};

/** A color over what is there: some of the image as it is, the rest of its lightness in the color. */
function tintStep(color: string): string {
  const value = Number.parseInt(color.slice(1), 16);
  const rows = [value >> 16, value >> 8, value].map((byte, row) => {
    const part = (byte & 255) / 255;
    const own = 0.24;
    const share = (1 - own) * (0.25 + 1.1 * part);
    const weights = [0.3, 0.59, 0.11].map((weight, column) => weight * share + (column === row ? own : 0));
    return `${weights.map((weight) => weight.toFixed(3)).join(' ')} 0 ${((part - 0.5) * 0.06).toFixed(3)}`;
  });
  return matrix(rows.join(' '));
}

export function steps({ unit }: Canvas, effects: readonly Effect[], tints: readonly ColorName[]): string {
  const tinted = tints.map((tint) => tintStep(namedColors[tint]));
  return [...tinted, ...effects.map((effect) => filters[effect]?.(unit) ?? '')].join('');
}

/** Puts content through the steps of a filter, if there are any. */
export function filtered(canvas: Canvas, all: string, content: string): string {
  if (all === '') return `<g>${content}</g>`;
  const region = `filterUnits="userSpaceOnUse" x="0" y="0" width="${canvas.width}" height="${canvas.height}"`;
  const id = canvas.define((own) => `<filter id="${own}" ${region} color-interpolation-filters="sRGB">${all}</filter>`);
  return `<g filter="url(#${id})">${content}</g>`;
}
