/**
 * Layout of the history: days below each other, each with a heading and rows that are filled from
 * edge to edge by images in their true ratios. Positions depend on the ratios alone, so nothing moves when the
 * entries load. In a list, every entry is a row.
 */
export interface Day {
  /** Midnight, milliseconds since 1970. */
  start: number;
  /** One character for each entry: its code is width divided by height, in thousandths. */
  ratios: string;
}

/** Pixels. */
export interface Shape {
  mode: 'grid' | 'list';
  width: number;
  /** Target height of rows; in a list, their height. */
  rowHeight: number;
  headingHeight: number;
  gap: number;
}

export interface Section {
  start: number;
  /** Index of its first entry, and how many it has. */
  first: number;
  count: number;
  /** Index of its first row, and of the row after its last. */
  firstRow: number;
  endRow: number;
  /** Pixels from the top of the wall to its heading. */
  top: number;
  height: number;
}

export interface Wall {
  shape: Shape;
  sections: Section[];
  total: number;
  height: number;
  ratios: string;
  /** For each row: index of its first entry, pixels from the top of the wall, height. */
  rowFirsts: number[];
  rowTops: number[];
  rowHeights: number[];
}

/** Position of an entry in pixels; `top` counts from the top of its section. */
export interface Tile {
  index: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface SectionPart extends Section {
  tiles: Tile[];
}

/** Very wide and very tall images stay large enough to be seen and clicked. */
const minRatio = 0.4;
const maxRatio = 4;

/** @param width Pixels of the container. */
export function shapeFor(mode: 'grid' | 'list', width: number): Shape {
  const common = { mode, width: Math.max(1, width), headingHeight: 34 };
  if (mode === 'list') return { ...common, rowHeight: 48, gap: 0 };
  return { ...common, rowHeight: width < 500 ? 104 : 158, gap: 8 };
}

export function buildWall(days: readonly Day[], shape: Shape): Wall {
  const ratios = days.map((day) => day.ratios).join('');
  const wall: Wall = { shape, sections: [], total: 0, height: 0, ratios, rowFirsts: [], rowTops: [], rowHeights: [] };
  for (const day of days) addSection(wall, day);
  return wall;
}

function addSection(wall: Wall, { start, ratios }: Day): void {
  const { shape, rowFirsts, rowTops, rowHeights } = wall;
  const [first, top, firstRow] = [wall.total, wall.height, rowFirsts.length];
  const end = first + ratios.length;
  let y = top + shape.headingHeight;
  for (let index = first; index < end; index = row.next) {
    findRow(wall, index, end);
    rowFirsts.push(index);
    rowTops.push(y);
    rowHeights.push(row.height);
    y += row.height + shape.gap;
  }
  wall.total = end;
  wall.height = y;
  const endRow = rowFirsts.length;
  wall.sections.push({ start, first, count: ratios.length, firstRow, endRow, top, height: y - top });
}

/** Result of {@link findRow}. Reused, because a long history has tens of thousands of rows. */
const row = { next: 0, height: 0 };

/** Takes as many entries as come closest to the target height when they fill the row; a day's last row is not stretched. */
function findRow({ shape, ratios }: Wall, first: number, end: number): void {
  const { mode, width, rowHeight, gap } = shape;
  row.height = rowHeight;
  row.next = mode === 'list' ? first + 1 : end;
  if (mode === 'list') return;
  let room = width;
  let sum = 0;
  let former = Infinity;
  for (let at = first; at < end; at += 1) {
    sum += ratioOf(ratios.charCodeAt(at));
    const height = room / sum;
    if (height <= rowHeight) {
      const isFormerCloser = former / rowHeight < rowHeight / height && at > first;
      row.next = isFormerCloser ? at : at + 1;
      row.height = Math.round(isFormerCloser ? former : height);
      return;
    }
    former = height;
    room -= gap;
  }
}

function ratioOf(thousandths: number): number {
  return Math.max(minRatio, Math.min(maxRatio, thousandths / 1000));
}

/** The rows within a vertical range; the end is exclusive. */
export function rowsWithin({ rowTops, rowHeights }: Wall, top: number, bottom: number): [from: number, to: number] {
  const from = firstIndex(rowTops.length, (row) => (rowTops[row] ?? 0) + (rowHeights[row] ?? 0) > top);
  return [from, firstIndex(rowTops.length, (row) => (rowTops[row] ?? 0) >= bottom)];
}

/** The sections with these rows, or with a heading right above them, each with the tiles of the rows. */
export function partsOf(wall: Wall, [from, to]: readonly [number, number]): SectionPart[] {
  return wall.sections
    .filter(({ firstRow, endRow }) => firstRow <= to && endRow > from)
    .map((section) => {
      const tiles: Tile[] = [];
      const end = Math.min(to, section.endRow);
      for (let row = Math.max(from, section.firstRow); row < end; row += 1) tiles.push(...tilesOf(wall, section, row));
      return { ...section, tiles };
    });
}

/** The tiles of a row; `top` counts from the top of the section. */
function tilesOf(wall: Wall, section: Section, row: number): Tile[] {
  const { mode, width, gap } = wall.shape;
  const first = wall.rowFirsts[row] ?? 0;
  const end = rowEnd(wall, row);
  const height = wall.rowHeights[row] ?? 0;
  const top = (wall.rowTops[row] ?? 0) - section.top;
  if (mode === 'list') return [{ index: first, left: 0, top, width, height }];
  const isFull = row < section.endRow - 1 || height !== wall.shape.rowHeight;
  let x = 0;
  const tiles: Tile[] = [];
  for (let index = first; index < end; index += 1) {
    const left = Math.round(x);
    x += ratioOf(wall.ratios.charCodeAt(index)) * height;
    // Heights are whole pixels: the last tile takes what rounding leaves.
    const right = isFull && index === end - 1 ? width : Math.min(width, Math.round(x));
    tiles.push({ index, left, top, width: Math.max(1, right - left), height });
    x += gap;
  }
  return tiles;
}

function rowEnd({ rowFirsts, total }: Wall, row: number): number {
  return rowFirsts[row + 1] ?? total;
}

/** Position of an entry; `top` counts from the top of the wall; undefined if there is no such entry. */
export function tileOf(wall: Wall, index: number): Tile | undefined {
  const section = wall.sections.find(({ first, count }) => index >= first && index < first + count);
  if (!section) return undefined;
  const tile = tilesOf(wall, section, rowOf(wall, index)).find((one) => one.index === index);
  return tile && { ...tile, top: tile.top + section.top };
}

/** The entry that a key moves to; undefined for other keys. @param page Visible pixels. */
export function stepFrom(
  wall: Wall,
  key: string,
  { index, page }: { index: number; page: number },
): number | undefined {
  const last = wall.total - 1;
  const rows = Math.max(1, Math.floor(page / (wall.shape.rowHeight + wall.shape.gap)));
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
      return rowsAway(wall, index, -1);
    case 'ArrowDown':
      return rowsAway(wall, index, 1);
    case 'PageUp':
      return rowsAway(wall, index, -rows);
    case 'PageDown':
      return rowsAway(wall, index, rows);
    default:
      return undefined;
  }
}

/** The horizontally closest entry of another row. */
function rowsAway(wall: Wall, index: number, rows: number): number {
  const here = rowOf(wall, index);
  const wanted = Math.max(0, Math.min(wall.rowFirsts.length - 1, here + rows));
  const tile = tileOf(wall, index);
  const section = wall.sections.find(({ firstRow, endRow }) => wanted >= firstRow && wanted < endRow);
  if (wanted === here || !tile || !section) return index;
  const middle = tile.left + tile.width / 2;
  const distance = ({ left, width }: Tile): number => Math.abs(left + width / 2 - middle);
  const [closest] = tilesOf(wall, section, wanted).sort((one, other) => distance(one) - distance(other));
  return closest?.index ?? index;
}

function rowOf({ rowFirsts }: Wall, index: number): number {
  return Math.max(0, firstIndex(rowFirsts.length, (row) => (rowFirsts[row] ?? 0) > index) - 1);
}

/** Binary search: index of the first that fits, provided that all after it fit as well; `length` if none does. */
function firstIndex(length: number, fits: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
