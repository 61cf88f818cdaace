import type { Drawing } from '../../reading/data';
import { darken, describeColor, lighten, mix, towards, type Hex } from '../../scene/color';
import { heightOf } from '../../scene/figures';
import type { Figure } from '../../scene/model';
import { namedColors } from '../../scene/palette';
import { d, ellipse } from './svg';

interface Fur {
  fur: Hex;
  belly: Hex;
  dark: Hex;
  tail: string | undefined;
}

/** Heads of the set that get a body of ours: fur, belly, dark parts, tail. */
// prettier-ignore
const furs: Readonly<Record<string, string>> = {
  fox: '#ff822d #ffdea7 #402a32 bushy', wolf: '#9b9b9b #d3d3d3 #636363 bushy',
  raccoon: '#9b9b9b #d3d3d3 #636363 ringed', lion: '#ffb02e #ffdea7 #d3883e tuft',
  bear: '#a56953 #c98f6f #8c5543', 'polar-bear': '#f4f4f4 #ffffff #c3c7d0', koala: '#9b9b9b #d3d3d3 #636363',
  panda: '#f4f4f4 #ffffff #433b6b', hamster: '#f3ad61 #ffdea7 #d3883e', frog: '#00d26a #fff478 #00a35a',
  'cat-face': '#ffb02e #ffdea7 #ff822d tuft', 'monkey-face': '#7d4533 #e39d89 #5c3226 tuft',
  robot: '#cdc4d6 #00a6ed #8f86a0', alien: '#86d72f #a6e75f #5fae1a',
};

/**
 * Draws a figure without its shadow.
 * @param shirt Color of what people wear.
 */
export function drawFigure(figure: Figure, drawing: Drawing, shirt: Hex): string {
  const { x, base, size, pose, flip, color } = figure;
  const scale = size / 32;
  const body = color ? recolor(drawing.body, namedColors[color]) : drawing.body;
  const whole = pose === 'head' ? bodyOf(figure, shirt) + body : body;
  const sunk = pose === 'boat' || pose === 'bust' ? 0 : 1.2 * scale;
  const at = d`translate(${flip ? x + size / 2 : x - size / 2} ${base - size * heightOf(figure) + sunk})`;
  return `<g transform="${at} scale(${(flip ? -scale : scale).toFixed(3)} ${scale.toFixed(3)})">${whole}</g>`;
}

/** A soft shadow on the ground below a figure. */
export function drawShadow({ x, base, size, pose }: Figure): string {
  const wide = pose === 'building' ? 0.46 : pose === 'vehicle' ? 0.48 : 0.36;
  return ellipse(x, base - size * 0.012, size * wide, size * 0.05, '#0b1236/0.26');
}

/** A drawing in another color: what has color takes the new hue, eyes and outlines stay. */
export function recolor(body: string, target: Hex): string {
  const painted = /((?:fill|stroke|stop-color)=")(#[0-9a-f]{3,6})"/g;
  const colors = [...body.matchAll(painted)].map(([, , color = '#000']) => color);
  const saturated = colors.filter((color) => describeColor(color).chroma > 0.06).length;
  const neutralsToo = saturated < colors.length * 0.4;
  return body.replace(
    painted,
    (_, before: string, color: string) => `${before}${towards(color, target, neutralsToo)}"`,
  );
}

/** The color that a drawing shows most of, by its first saturated fill. */
export function mainColor(body: string): Hex {
  const fills = [...body.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, fill = '']) => fill);
  return fills.find((fill) => describeColor(fill).chroma > 0.09) ?? fills[0] ?? '#8888aa';
}

/** Below a head in its box of 32 × 32; reaches down to 46. */
function bodyOf({ drawing, color }: Figure, shirt: Hex): string {
  const [fur = '', belly = '', dark = '', tail] = furs[drawing]?.split(' ') ?? [];
  if (fur === '') return personBody(shirt);
  const neutralsToo = describeColor(fur).chroma < 0.06;
  const paint = (part: Hex): Hex => (color ? towards(part, namedColors[color], neutralsToo) : part);
  if (drawing === 'robot') return robotBody(paint(fur), paint(belly), dark);
  const colors = { fur: paint(fur), belly: paint(belly), dark: drawing === 'panda' ? dark : paint(dark), tail };
  return sittingBody(colors, drawing === 'panda' ? dark : colors.fur);
}

function sittingBody(colors: Fur, limbs: Hex): string {
  const { fur, belly, dark } = colors;
  const foot = darken(limbs, 0.12);
  const leg = lighten(limbs, 0.08);
  return `${drawTail(colors)}
<path fill="${darken(fur, 0.06)}" d="M10.2 25C7.4 30 6.4 35 6.6 39.6C6.8 43.6 8.8 46 12.4 46H19.6C23.2 46 25.2 43.6 25.4 39.6C25.6 35 24.6 30 21.8 25Z"/>
<path fill="${belly}" d="M16 28C12.6 28 11.3 32.6 11.6 37.6C11.9 42 13.6 44.4 16 44.4C18.4 44.4 20.1 42 20.4 37.6C20.7 32.6 19.4 28 16 28Z"/>
<path fill="${limbs}" d="M9.4 46C7 46 6 44.4 6.2 42.6C6.4 39.4 8.4 36.8 10.6 37C12.6 37.2 13.4 39.4 13.2 42L13 46ZM22.6 46C25 46 26 44.4 25.8 42.6C25.6 39.4 23.6 36.8 21.4 37C19.4 37.2 18.6 39.4 18.8 42L19 46Z"/>
<ellipse cx="11.2" cy="45" rx="3" ry="1.3" fill="${foot}"/><ellipse cx="20.8" cy="45" rx="3" ry="1.3" fill="${foot}"/>
<path fill="${leg}" d="M12.9 33.4C12.2 37 12.5 41 13.4 44.8H15.8C16 41 15.9 37 15.3 33.4ZM19.1 33.4C19.8 37 19.5 41 18.6 44.8H16.2C16 41 16.1 37 16.7 33.4Z"/>
<ellipse cx="14.2" cy="45" rx="1.9" ry="1.1" fill="${dark}"/><ellipse cx="17.8" cy="45" rx="1.9" ry="1.1" fill="${dark}"/>`;
}

function drawTail({ fur, belly, dark, tail }: Fur): string {
  if (tail === undefined) return '';
  if (tail === 'tuft')
    return `<path fill="none" stroke="${fur}" stroke-width="1.7" stroke-linecap="round" d="M24 44C30 44.6 32 40 30.4 35.4"/><ellipse cx="30.2" cy="34.4" rx="1.7" ry="2.3" fill="${dark}"/>`;
  const end =
    tail === 'ringed'
      ? `<path fill="${dark}" d="M33.4 40.6L27.4 35.2L25.8 36.4L31.6 43.2ZM29 44.9L23.8 38.6L22.8 40.4L26 45.8Z"/>`
      : `<path fill="${belly}" d="M34.6 36.4C34.7 32.6 32.8 29.8 30.6 28C30.8 30.4 30.2 32.2 28.9 33.8C30.8 33.6 33 34.6 34.6 36.4Z"/>`;
  return `<path fill="${darken(fur, 0.08)}" d="M21.6 45.6C28.6 46.6 34.4 42.6 34.6 36.4C34.7 32.6 32.8 29.8 30.6 28C30.8 31.4 29.4 33.6 26.8 35.6C24 37.8 22 40.6 21.6 45.6Z"/>${end}`;
}

function personBody(shirt: Hex): string {
  const trousers = mix(darken(shirt, 0.55), '#2b3358', 0.5);
  return `<path fill="${trousers}" d="M11.4 37h3.9v8.4h-3.9ZM16.7 37h3.9v8.4h-3.9Z"/>
<ellipse cx="12.9" cy="45.2" rx="2.7" ry="1.1" fill="#2a2236"/><ellipse cx="19.1" cy="45.2" rx="2.7" ry="1.1" fill="#2a2236"/>
<path fill="${darken(shirt, 0.12)}" d="M10 27.6C8 30 7 33.4 6.6 37.2L9.2 38L11.4 33ZM22 27.6C24 30 25 33.4 25.4 37.2L22.8 38L20.6 33Z"/>
<path fill="${shirt}" d="M10.4 26.6H21.6C22.6 30 22.6 35 22 39.4H10C9.4 35 9.4 30 10.4 26.6Z"/>
<circle cx="7.9" cy="38" r="1.4" fill="#ffc83d"/><circle cx="24.1" cy="38" r="1.4" fill="#ffc83d"/>`;
}

function robotBody(shell: Hex, screen: Hex, dark: Hex): string {
  return `<path fill="${dark}" d="M13.6 27h4.8v4h-4.8ZM4.4 31.6h3.2v9.6h-3.2ZM24.4 31.6h3.2v9.6h-3.2ZM10.4 41h4v5h-4ZM17.6 41h4v5h-4Z"/>
<rect x="7.6" y="29.4" width="16.8" height="13" rx="3" fill="${shell}"/><rect x="10.6" y="32.2" width="10.8" height="6" rx="1.6" fill="#2b2a45"/>
<path fill="none" stroke="${screen}" stroke-width="0.9" stroke-linecap="round" stroke-linejoin="round" d="M12 35.4H14.2L15.2 33.4L16.8 37L17.8 35.4H20"/>`;
}
