import type { Canvas } from '../drawing/canvas/canvas';
import type { Look } from './editWords';
import { namedColors } from '../scene/palette';
import { n } from '../drawing/canvas/svg';

/** Amounts by which red, green and blue are multiplied and raised. */
function channels(slopes: readonly [number, number, number], lift = 0): string {
  const functions = ['R', 'G', 'B'].map(
    (name, index) => `<feFunc${name} type="linear" slope="${slopes[index] ?? 1}" intercept="${lift}"/>`,
  );
  return `<feComponentTransfer>${functions.join('')}</feComponentTransfer>`;
}

function tables(kind: 'table' | 'discrete', values: readonly [string, string, string]): string {
  const functions = ['R', 'G', 'B'].map(
    (name, index) => `<feFunc${name} type="${kind}" tableValues="${values[index] ?? ''}"/>`,
  );
  return `<feComponentTransfer>${functions.join('')}</feComponentTransfer>`;
}

function saturate(amount: number): string {
  return `<feColorMatrix type="saturate" values="${amount}"/>`;
}

const sepia =
  '<feColorMatrix type="matrix" values="0.42 0.72 0.18 0 0.02 0.34 0.64 0.16 0 0 0.26 0.5 0.14 0 -0.02 0 0 0 1 0"/>';
const steps = '0.04 0.24 0.46 0.68 0.86 1';

/** Steps of a filter, each working on what the one before it gave. `unit`: see {@link Canvas}. */
function stepsOf(look: Look, unit: number): string {
  switch (look) {
    case 'mono':
      return saturate(0) + channels([1.12, 1.12, 1.12], -0.05);
    case 'sepia':
      return sepia;
    case 'pencil':
      return (
        `<feGaussianBlur stdDeviation="${n(unit * 0.1)}"/>` +
        saturate(0) +
        '<feConvolveMatrix order="3" kernelMatrix="-1 -1 -1 -1 8 -1 -1 -1 -1" divisor="1" preserveAlpha="true" edgeMode="duplicate"/>' +
        tables('table', ['0.97 0.4 0.22 0.16', '0.96 0.4 0.22 0.17', '0.93 0.41 0.25 0.2'])
      );
    case 'paint':
      return (
        `<feMorphology operator="dilate" radius="${n(unit * 0.22)}" result="daubs"/>` +
        `<feTurbulence type="turbulence" baseFrequency="${(0.12 / unit).toFixed(4)}" numOctaves="2" seed="3" result="strokes"/>` +
        `<feDisplacementMap in="daubs" in2="strokes" scale="${n(unit * 2.6)}" xChannelSelector="R" yChannelSelector="G"/>` +
        saturate(1.35)
      );
    case 'comic':
      return saturate(1.5) + tables('discrete', [steps, steps, steps]);
    case 'neon':
      return (
        saturate(0.25) + tables('table', ['0.05 0.32 0.93 0.55 0.28', '0.02 0.06 0.2 0.6 0.9', '0.16 0.5 0.66 0.92 1'])
      );
    case 'invert':
      return tables('table', ['1 0', '1 0', '1 0']);
    case 'warm':
      return channels([1.12, 1.01, 0.78], 0.01);
    case 'cool':
      return channels([0.78, 0.96, 1.14], 0.01);
    case 'bright':
      return channels([1.16, 1.16, 1.16], 0.09);
    case 'dim':
      return saturate(0.8) + channels([0.56, 0.58, 0.64]);
    case 'vivid':
      return saturate(1.5) + channels([1.14, 1.14, 1.14], -0.06);
    case 'faded':
      return saturate(0.72) + channels([0.68, 0.66, 0.68], 0.31);
    case 'blur':
      return `<feGaussianBlur stdDeviation="${n(unit * 0.9)}"/>`;
    case 'pixel':
    case 'blurred-background':
    case 'no-background':
    case 'vignette':
    case 'mirror':
    case 'sticker':
    case 'frame':
      return '';
  }
}

/** A color over what is there: some of the picture as it is, the rest of its lightness in the color. */
function tintStep(color: string): string {
  const value = Number.parseInt(color.slice(1), 16);
  const parts = [(value >> 16) & 255, (value >> 8) & 255, value & 255].map((byte) => byte / 255);
  const kept = 0.24;
  const rows = parts.map((part, row) => {
    const share = (1 - kept) * (0.25 + 1.1 * part);
    const weights = [0.3, 0.59, 0.11].map((weight, column) => weight * share + (column === row ? kept : 0));
    return `${weights.map((weight) => weight.toFixed(3)).join(' ')} 0 ${((part - 0.5) * 0.06).toFixed(3)}`;
  });
  return `<feColorMatrix type="matrix" values="${rows.join(' ')} 0 0 0 1 0"/>`;
}

/** The attribute that puts content through the looks and tints, or nothing. */
export function filterFor(
  canvas: Canvas,
  { looks, tints }: { looks: readonly Look[]; tints: readonly (keyof typeof namedColors)[] },
): string {
  const all =
    tints.map((tint) => tintStep(namedColors[tint])).join('') +
    looks.map((look) => stepsOf(look, canvas.unit)).join('');
  return all === '' ? '' : ` filter="url(#${defineFilter(canvas, all)})"`;
}

export function defineFilter(canvas: Canvas, all: string): string {
  const { width, height } = canvas;
  const region = `filterUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}"`;
  return canvas.define((id) => `<filter id="${id}" ${region} color-interpolation-filters="sRGB">${all}</filter>`);
}
