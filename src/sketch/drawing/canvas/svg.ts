/** Small pieces that SVG is put together from. Everything that is not a number of ours goes through {@link escapeXml}. */

/** A number with one decimal, short. */
export function n(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '0';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute; characters that XML 1.0 forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; `undefined` attributes are left out. Attribute values are ours. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${key}="${typeof value === 'number' ? n(value) : value}"`;
  }
  return content === '' ? `${text}/>` : `${text}>${content}</${name}>`;
}

export function circle(cx: number, cy: number, r: number, paint: Attributes): string {
  return element('circle', { cx, cy, r, ...paint });
}

export function ellipse(cx: number, cy: number, radii: readonly [x: number, y: number], paint: Attributes): string {
  return element('ellipse', { cx, cy, rx: radii[0], ry: radii[1], ...paint });
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function rect({ x, y, width, height }: Box, paint: Attributes): string {
  return element('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), ...paint });
}

export function path(d: string, paint: Attributes): string {
  return element('path', { d, ...paint });
}

/** A gradient's stops, evenly spread from 0 to 1; a color may carry an opacity as `#rrggbb/0.5`. */
function stops(colors: readonly string[]): string {
  return colors
    .map((color, index) => {
      const [hex, opacity] = color.split('/');
      const offset = colors.length === 1 ? 0 : index / (colors.length - 1);
      return `<stop offset="${offset.toFixed(3)}" stop-color="${hex ?? ''}"${opacity ? ` stop-opacity="${opacity}"` : ''}/>`;
    })
    .join('');
}

/** From top to bottom of what it fills. */
export function verticalGradient(id: string, colors: readonly string[]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops(colors)}</linearGradient>`;
}

export function diagonalGradient(id: string, colors: readonly string[]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1">${stops(colors)}</linearGradient>`;
}

export function radialGradient(id: string, colors: readonly string[]): string {
  return `<radialGradient id="${id}">${stops(colors)}</radialGradient>`;
}

/** A closed shape below a line of points: straight, or rounded when `smooth`. */
export function below(
  points: readonly (readonly [number, number])[],
  bottom: number,
  shape: 'straight' | 'smooth',
): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return '';
  let d = `M${n(first[0])} ${n(bottom)}L${n(first[0])} ${n(first[1])}`;
  for (let index = 1; index < points.length; index++) {
    const [x, y] = points[index] ?? last;
    if (shape === 'straight') {
      d += `L${n(x)} ${n(y)}`;
      continue;
    }
    // Catmull-Rom: the tangent at a point runs along its neighbours.
    const [px, py] = points[index - 1] ?? first;
    const [bx, by] = points[index - 2] ?? [px, py];
    const [nx, ny] = points[index + 1] ?? [x, y];
    d += `C${n(px + (x - bx) / 6)} ${n(py + (y - by) / 6)} ${n(x - (nx - px) / 6)} ${n(y - (ny - py) / 6)} ${n(x)} ${n(y)}`;
  }
  return `${d}L${n(last[0])} ${n(bottom)}Z`;
}
