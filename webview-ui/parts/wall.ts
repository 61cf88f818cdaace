/**
 * Where the entries of a long history stand: days one below the other, each with a heading and rows of equal tiles. Every
 * place follows from how many entries a day has, so nothing moves when the entries themselves come.
 */
export interface Day {
  /** Midnight, milliseconds since 1970. */
  start: number;
  count: number;
}

/** Pixels, and tiles in a row. */
export interface Shape {
  columns: number;
  tileWidth: number;
  tileHeight: number;
  headingHeight: number;
  gap: number;
}

export interface Section extends Day {
  /** Index of its first entry. */
  first: number;
  /** Pixels from the top of the wall to its heading. */
  top: number;
  height: number;
}

export interface Wall {
  shape: Shape;
  sections: Section[];
  total: number;
  height: number;
}

export interface Spot {
  left: number;
  top: number;
}

/** As many tiles in a row as fit, and as wide as then fills it. @param width Pixels of the place. */
export function shapeFor(mode: 'grid' | 'list', width: number): Shape {
  const common = { headingHeight: 34, gap: mode === 'grid' ? 8 : 0 };
  if (mode === 'list') return { ...common, columns: 1, tileWidth: Math.max(1, width), tileHeight: 48 };
  const wanted = width < 500 ? 128 : 176;
  const columns = Math.max(1, Math.floor((width + common.gap) / (wanted + common.gap)));
  const tileWidth = Math.max(1, Math.floor((width - common.gap * (columns - 1)) / columns));
  return { ...common, columns, tileWidth, tileHeight: Math.min(220, Math.round(tileWidth * 0.86)) };
}

export function buildWall(days: readonly Day[], shape: Shape): Wall {
  const sections: Section[] = [];
  let first = 0;
  let top = 0;
  for (const day of days) {
    const height = shape.headingHeight + Math.ceil(day.count / shape.columns) * (shape.tileHeight + shape.gap);
    sections.push({ ...day, first, top, height });
    first += day.count;
    top += height;
  }
  return { shape, sections, total: first, height: top };
}

/** Sections that reach into a strip of the wall, each with the entries (`from` to before `to`) whose rows do. */
export function within(wall: Wall, top: number, bottom: number): (Section & { from: number; to: number })[] {
  const { columns, tileHeight, headingHeight, gap } = wall.shape;
  const row = tileHeight + gap;
  return wall.sections
    .filter((section) => section.top < bottom && section.top + section.height > top)
    .map((section) => {
      const start = section.top + headingHeight;
      const firstRow = Math.max(0, Math.floor((top - start) / row));
      const lastRow = Math.max(0, Math.ceil((bottom - start) / row));
      return {
        ...section,
        from: section.first + Math.min(section.count, firstRow * columns),
        to: section.first + Math.min(section.count, lastRow * columns),
      };
    });
}

/** Where an entry stands in its section, in pixels from the section's top left. */
export function spotIn(wall: Wall, section: Section, index: number): Spot {
  const { columns, tileWidth, tileHeight, headingHeight, gap } = wall.shape;
  const place = index - section.first;
  return {
    left: (place % columns) * (tileWidth + gap),
    top: headingHeight + Math.floor(place / columns) * (tileHeight + gap),
  };
}

/** Pixels from the top of the wall to an entry. */
export function topOf(wall: Wall, index: number): number {
  const section = sectionOf(wall, index);
  return section ? section.top + spotIn(wall, section, index).top : 0;
}

/** Where a key leads from an entry; undefined when the key is none of these. @param rows Rows of a page. */
export function stepFrom(
  wall: Wall,
  key: string,
  { index, rows }: { index: number; rows: number },
): number | undefined {
  const last = wall.total - 1;
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

function rowsAway(wall: Wall, index: number, rows: number): number {
  let at = index;
  for (let step = 0; step < Math.abs(rows); step += 1) {
    const next = rows > 0 ? below(wall, at) : above(wall, at);
    if (next === at) return at;
    at = next;
  }
  return at;
}

function below(wall: Wall, index: number): number {
  const section = sectionOf(wall, index);
  if (!section) return index;
  const { columns } = wall.shape;
  const column = (index - section.first) % columns;
  const end = section.first + section.count;
  if (index + columns < end) return index + columns;
  const isLastRow = Math.floor((index - section.first) / columns) === Math.floor((section.count - 1) / columns);
  if (!isLastRow) return end - 1;
  const next = sectionOf(wall, end);
  return next ? Math.min(next.first + column, next.first + next.count - 1) : index;
}

function above(wall: Wall, index: number): number {
  const section = sectionOf(wall, index);
  if (!section) return index;
  const { columns } = wall.shape;
  if (index - columns >= section.first) return index - columns;
  const before = sectionOf(wall, section.first - 1);
  if (!before) return index;
  const column = (index - section.first) % columns;
  const lastRow = Math.floor((before.count - 1) / columns) * columns;
  return before.first + Math.min(lastRow + column, before.count - 1);
}

function sectionOf(wall: Wall, index: number): Section | undefined {
  return wall.sections.find(({ first, count }) => index >= first && index < first + count);
}
