import { darken, describeColor, lch, lighten, mix, towards } from '../../scene/color';
import type { Hex } from '../../scene/color';
import type { Drawing } from '../../reading/data';
import { namedColors } from '../../scene/palette';
import { heightOf } from '../../scene/figures';
import type { Figure } from '../../scene/model';
import { circle, ellipse, n, path, rect } from './svg';

/** Heads of the set that get a body of ours, so that somebody whole stands in the scene. */
const furs: Readonly<Record<string, { fur: Hex; belly: Hex; dark: Hex; tail?: 'bushy' | 'ringed' | 'tuft' }>> = {
  fox: { fur: '#ff822d', belly: '#ffdea7', dark: '#402a32', tail: 'bushy' },
  wolf: { fur: '#9b9b9b', belly: '#d3d3d3', dark: '#636363', tail: 'bushy' },
  raccoon: { fur: '#9b9b9b', belly: '#d3d3d3', dark: '#636363', tail: 'ringed' },
  lion: { fur: '#ffb02e', belly: '#ffdea7', dark: '#d3883e', tail: 'tuft' },
  bear: { fur: '#a56953', belly: '#c98f6f', dark: '#8c5543' },
  'polar-bear': { fur: '#f4f4f4', belly: '#ffffff', dark: '#c3c7d0' },
  koala: { fur: '#9b9b9b', belly: '#d3d3d3', dark: '#636363' },
  panda: { fur: '#f4f4f4', belly: '#ffffff', dark: '#433b6b' },
  hamster: { fur: '#f3ad61', belly: '#ffdea7', dark: '#d3883e' },
  frog: { fur: '#00d26a', belly: '#fff478', dark: '#00a35a' },
  'cat-face': { fur: '#ffb02e', belly: '#ffdea7', dark: '#ff822d', tail: 'tuft' },
  'monkey-face': { fur: '#7d4533', belly: '#e39d89', dark: '#5c3226', tail: 'tuft' },
  robot: { fur: '#cdc4d6', belly: '#00a6ed', dark: '#8f86a0' },
  alien: { fur: '#86d72f', belly: '#a6e75f', dark: '#5fae1a' },
};

/**
 * Draws a figure without its shadow.
 * @param shirt Color of what people wear.
 */
export function drawFigure(figure: Figure, drawing: Drawing, shirt: Hex): string {
  const scale = figure.size / 32;
  const body = figure.color ? recolor(drawing.body, namedColors[figure.color]) : drawing.body;
  const whole = figure.pose === 'head' ? bodyOf(figure, shirt) + body : body;
  const top = figure.base - figure.size * heightOf(figure);
  const sunk = figure.pose === 'boat' || figure.pose === 'bust' ? 0 : 1.2 * scale;
  const mirror = figure.flip
    ? `translate(${n(figure.x + 16 * scale)} ${n(top + sunk)}) scale(${(-scale).toFixed(3)} ${scale.toFixed(3)})`
    : '';
  const plain = `translate(${n(figure.x - 16 * scale)} ${n(top + sunk)}) scale(${scale.toFixed(3)})`;
  return `<g transform="${mirror || plain}">${whole}</g>`;
}

/** A soft shadow on the ground below a figure. */
export function drawShadow(figure: Figure, opacity = 0.26): string {
  const wide = figure.pose === 'building' ? 0.46 : figure.pose === 'vehicle' ? 0.48 : 0.36;
  return ellipse(figure.x, figure.base - figure.size * 0.012, [figure.size * wide, figure.size * 0.05], {
    fill: '#0b1236',
    'fill-opacity': String(opacity),
  });
}

/** A drawing in another color: what has color takes the new hue, eyes and outlines stay. */
export function recolor(body: string, target: Hex): string {
  const colors = [...body.matchAll(/(?:fill|stroke|stop-color)="(#[0-9a-f]{3,6})"/g)].map(
    (found) => found[1] ?? '#000',
  );
  const saturated = colors.filter((color) => describeColor(color).chroma > 0.06).length;
  const neutralsToo = saturated < colors.length * 0.4;
  return body.replace(/((?:fill|stroke|stop-color)=")(#[0-9a-f]{3,6})"/g, (_, before: string, color: string) => {
    return `${before}${towards(color, target, neutralsToo)}"`;
  });
}

/** The color that a drawing shows most of, by its first saturated fill. */
export function mainColor(body: string): Hex {
  const fills = [...body.matchAll(/fill="(#[0-9a-f]{6})"/g)].map((found) => found[1] ?? '#888888');
  return fills.find((fill) => describeColor(fill).chroma > 0.09) ?? fills[0] ?? '#8888aa';
}

function bodyOf(figure: Figure, shirt: Hex): string {
  const fur = furs[figure.drawing];
  if (!fur) return personBody(shirt);
  const tint = figure.color ? namedColors[figure.color] : undefined;
  const paint = (color: Hex): Hex => (tint ? towards(color, tint, describeColor(fur.fur).chroma < 0.06) : color);
  if (figure.drawing === 'robot') return robotBody(paint(fur.fur), paint(fur.belly), fur.dark);
  const limbs = figure.drawing === 'panda' ? fur.dark : paint(fur.fur);
  return sittingBody({
    fur: paint(fur.fur),
    belly: paint(fur.belly),
    dark: figure.drawing === 'panda' ? fur.dark : paint(fur.dark),
    limbs,
    tail: fur.tail,
  });
}

interface Fur {
  fur: Hex;
  belly: Hex;
  dark: Hex;
  limbs: Hex;
  tail: 'bushy' | 'ringed' | 'tuft' | undefined;
}

/** Sits below a head in the box of 32 × 32; reaches down to 46. */
function sittingBody({ fur, belly, dark, limbs, tail }: Fur): string {
  const foot = darken(limbs, 0.12);
  return [
    tail ? drawTail(tail, { fur, belly, dark }) : '',
    path(
      'M10.2 25C7.4 30 6.4 35 6.6 39.6C6.8 43.6 8.8 46 12.4 46H19.6C23.2 46 25.2 43.6 25.4 39.6C25.6 35 24.6 30 21.8 25Z',
      { fill: darken(fur, 0.06) },
    ),
    path(
      'M16 28C12.6 28 11.3 32.6 11.6 37.6C11.9 42 13.6 44.4 16 44.4C18.4 44.4 20.1 42 20.4 37.6C20.7 32.6 19.4 28 16 28Z',
      { fill: belly },
    ),
    path('M9.4 46C7 46 6 44.4 6.2 42.6C6.4 39.4 8.4 36.8 10.6 37C12.6 37.2 13.4 39.4 13.2 42L13 46Z', { fill: limbs }),
    path('M22.6 46C25 46 26 44.4 25.8 42.6C25.6 39.4 23.6 36.8 21.4 37C19.4 37.2 18.6 39.4 18.8 42L19 46Z', {
      fill: limbs,
    }),
    ellipse(11.2, 45, [3, 1.3], { fill: foot }),
    ellipse(20.8, 45, [3, 1.3], { fill: foot }),
    path('M12.9 33.4C12.2 37 12.5 41 13.4 44.8H15.8C16 41 15.9 37 15.3 33.4Z', { fill: lighten(limbs, 0.08) }),
    path('M19.1 33.4C19.8 37 19.5 41 18.6 44.8H16.2C16 41 16.1 37 16.7 33.4Z', { fill: lighten(limbs, 0.08) }),
    ellipse(14.2, 45, [1.9, 1.1], { fill: dark }),
    ellipse(17.8, 45, [1.9, 1.1], { fill: dark }),
  ].join('');
}

function drawTail(
  kind: 'bushy' | 'ringed' | 'tuft',
  { fur, belly, dark }: { fur: Hex; belly: Hex; dark: Hex },
): string {
  if (kind === 'tuft') {
    return (
      path('M24 44C30 44.6 32 40 30.4 35.4', {
        fill: 'none',
        stroke: fur,
        'stroke-width': '1.7',
        'stroke-linecap': 'round',
      }) + ellipse(30.2, 34.4, [1.7, 2.3], { fill: dark })
    );
  }
  const shape =
    'M21.6 45.6C28.6 46.6 34.4 42.6 34.6 36.4C34.7 32.6 32.8 29.8 30.6 28C30.8 31.4 29.4 33.6 26.8 35.6C24 37.8 22 40.6 21.6 45.6Z';
  const tip = 'M34.6 36.4C34.7 32.6 32.8 29.8 30.6 28C30.8 30.4 30.2 32.2 28.9 33.8C30.8 33.6 33 34.6 34.6 36.4Z';
  const rings = 'M33.4 40.6L27.4 35.2L25.8 36.4L31.6 43.2ZM29 44.9L23.8 38.6L22.8 40.4L26 45.8Z';
  return (
    path(shape, { fill: darken(fur, 0.08) }) +
    (kind === 'ringed' ? path(rings, { fill: dark }) : path(tip, { fill: belly }))
  );
}

function personBody(shirt: Hex): string {
  const trousers = mix(darken(shirt, 0.55), '#2b3358', 0.5);
  return [
    rect({ x: 11.4, y: 37, width: 3.9, height: 8.4 }, { fill: trousers }),
    rect({ x: 16.7, y: 37, width: 3.9, height: 8.4 }, { fill: trousers }),
    ellipse(12.9, 45.2, [2.7, 1.1], { fill: '#2a2236' }),
    ellipse(19.1, 45.2, [2.7, 1.1], { fill: '#2a2236' }),
    path('M10 27.6C8 30 7 33.4 6.6 37.2L9.2 38L11.4 33Z', { fill: darken(shirt, 0.12) }),
    path('M22 27.6C24 30 25 33.4 25.4 37.2L22.8 38L20.6 33Z', { fill: darken(shirt, 0.12) }),
    path('M10.4 26.6H21.6C22.6 30 22.6 35 22 39.4H10C9.4 35 9.4 30 10.4 26.6Z', { fill: shirt }),
    circle(7.9, 38, 1.4, { fill: '#ffc83d' }),
    circle(24.1, 38, 1.4, { fill: '#ffc83d' }),
  ].join('');
}

function robotBody(shell: Hex, screen: Hex, dark: Hex): string {
  return [
    rect({ x: 13.6, y: 27, width: 4.8, height: 4 }, { fill: dark }),
    rect({ x: 4.4, y: 31.6, width: 3.2, height: 9.6 }, { rx: 1.6, fill: dark }),
    rect({ x: 24.4, y: 31.6, width: 3.2, height: 9.6 }, { rx: 1.6, fill: dark }),
    rect({ x: 10.4, y: 41, width: 4, height: 5 }, { rx: 1.2, fill: dark }),
    rect({ x: 17.6, y: 41, width: 4, height: 5 }, { rx: 1.2, fill: dark }),
    rect({ x: 7.6, y: 29.4, width: 16.8, height: 13 }, { rx: 3, fill: shell }),
    rect({ x: 10.6, y: 32.2, width: 10.8, height: 6 }, { rx: 1.6, fill: lch(0.32, 0.05, 280) }),
    path('M12 35.4H14.2L15.2 33.4L16.8 37L17.8 35.4H20', {
      fill: 'none',
      stroke: screen,
      'stroke-width': '0.9',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  ].join('');
}
