/** Small pieces that SVG is put together from. Everything that is not a number of ours goes through {@link escapeXml}. */

export type Point = readonly [x: number, y: number];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** By name; `undefined` ones are left out. A `fill` or `stroke` may carry an opacity as `#rrggbb/0.5`. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What a shape is filled with (`#rrggbb`, `#rrggbb/0.5`, `url(#…)`), or all its attributes. */
export type Paint = string | Attributes;

/** A number with one decimal, short. */
export function n(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '0';
}

/** A string with its numbers as {@link n} writes them: for the data of paths and for transforms. */
export function d(strings: TemplateStringsArray, ...values: readonly (number | string)[]): string {
  return String.raw({ raw: strings }, ...values.map((value) => (typeof value === 'number' ? n(value) : value)));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute; characters that XML 1.0 forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** One element. Attribute values are ours. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (typeof value === 'number') text += ` ${key}="${n(value)}"`;
    else if (key === 'fill' || key === 'stroke') text += paintOf(key, value);
    else text += ` ${key}="${value}"`;
  }
  return content === '' ? `${text}/>` : `${text}>${content}</${name}>`;
}

function paintOf(key: 'fill' | 'stroke' | 'stop-color', value: string): string {
  const [color = '', opacity] = value.split('/');
  const opacityKey = key === 'stop-color' ? 'stop-opacity' : `${key}-opacity`;
  return ` ${key}="${color}"${opacity ? ` ${opacityKey}="${opacity}"` : ''}`;
}

function attributesOf(paint: Paint): Attributes {
  return typeof paint === 'string' ? { fill: paint } : paint;
}

export function circle(cx: number, cy: number, r: number, paint: Paint = {}): string {
  return element('circle', { cx, cy, r, ...attributesOf(paint) });
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, paint: Paint): string {
  return element('ellipse', { cx, cy, rx, ry, ...attributesOf(paint) });
}

export function rect(x: number, y: number, width: number, height: number, paint: Paint = {}): string {
  const size = { width: Math.max(0, width), height: Math.max(0, height) };
  return element('rect', { x, y, ...size, ...attributesOf(paint) });
}

export function path(data: string, paint: Paint): string {
  return data && element('path', { d: data, ...attributesOf(paint) });
}

/** @param rx Radius of the corners. */
export function panel({ x, y, width, height }: Box, paint: Paint = {}, rx = 0): string {
  return rect(x, y, width, height, { ...attributesOf(paint), rx: rx || undefined });
}

/** An outline without a fill, with round ends and corners. */
export function outline(stroke: string, width: number): Attributes {
  return { fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
}

/** A box that is larger by `by` on each side. */
export function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

export function polygon(points: readonly Point[], paint: Paint): string {
  return path(`M${points.map(([x, y]) => d`${x} ${y}`).join('L')}Z`, paint);
}

/** A star with four rays. */
export function star(x: number, y: number, r: number, waist: number): string {
  const k = r * waist;
  return d`M${x} ${y - r}L${x + k} ${y - k}L${x + r} ${y}L${x + k} ${y + k}L${x} ${y + r}L${x - k} ${y + k}L${x - r} ${y}L${x - k} ${y - k}Z`;
}

/** What `make` gives for 0 to `count` - 1, one after the other. */
export function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

export function each<Item>(items: readonly Item[], make: (item: Item, index: number) => string): string {
  return items.map(make).join('');
}

/** @param colors Evenly spread from 0 to 1; each may carry an opacity as `#rrggbb/0.5`. */
export function gradientOf(kind: 'down' | 'diagonal' | 'radial', id: string, colors: readonly string[]): string {
  const stops = each(colors, (color, index) => {
    const offset = (index / Math.max(1, colors.length - 1)).toFixed(3);
    return `<stop offset="${offset}"${paintOf('stop-color', color)}/>`;
  });
  if (kind === 'radial') return `<radialGradient id="${id}">${stops}</radialGradient>`;
  return `<linearGradient id="${id}" x1="0" y1="0" x2="${kind === 'down' ? 0 : 1}" y2="1">${stops}</linearGradient>`;
}

/** A closed shape below a line of points, rounded (Catmull-Rom: the tangent at a point runs along its neighbors). */
export function below(points: readonly Point[], bottom: number): string {
  const [first = [0, 0] as const] = points;
  const last = points.at(-1) ?? first;
  let curve = d`M${first[0]} ${bottom}L${first[0]} ${first[1]}`;
  for (let index = 1; index < points.length; index++) {
    const [x, y] = points[index] ?? last;
    const [px, py] = points[index - 1] ?? first;
    const [bx, by] = points[index - 2] ?? [px, py];
    const [nx, ny] = points[index + 1] ?? [x, y];
    curve += d`C${px + (x - bx) / 6} ${py + (y - by) / 6} ${x - (nx - px) / 6} ${y - (ny - py) / 6} ${x} ${y}`;
  }
  return d`${curve}L${last[0]} ${bottom}Z`;
}
