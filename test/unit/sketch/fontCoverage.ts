/** Which characters a font (or the first one of a collection) has, from its `cmap` of format 12 or 4. */
export function readCoverage(bytes: Uint8Array): ((codePoint: number) => boolean) | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isCollection = view.getUint32(0) === 0x74746366;
  const start = isCollection ? view.getUint32(12) : 0;
  const cmap = findTable(view, start, 0x636d6170);
  if (cmap === undefined) return undefined;
  const subtables = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * index);
    subtables.set(view.getUint16(at), at);
  }
  const wide = subtables.get(12);
  const narrow = subtables.get(4);
  const ranges =
    wide !== undefined ? readGroups(view, wide) : narrow !== undefined ? readSegments(view, narrow) : undefined;
  if (!ranges) return undefined;
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

type Range = [first: number, last: number];

function findTable(view: DataView, start: number, tag: number): number | undefined {
  for (let index = 0; index < view.getUint16(start + 4); index++) {
    const at = start + 12 + 16 * index;
    if (view.getUint32(at) === tag) return view.getUint32(at + 8);
  }
  return undefined;
}

function readGroups(view: DataView, at: number): Range[] {
  const count = view.getUint32(at + 12);
  return Array.from({ length: count }, (_, index): Range => [
    view.getUint32(at + 16 + 12 * index),
    view.getUint32(at + 20 + 12 * index),
  ]);
}

function readSegments(view: DataView, at: number): Range[] {
  const double = view.getUint16(at + 6);
  const ranges: Range[] = [];
  for (let offset = 0; offset < double; offset += 2) {
    const last = view.getUint16(at + 14 + offset);
    const first = view.getUint16(at + 16 + double + offset);
    if (first !== 0xffff) ranges.push([first, last]);
  }
  return ranges;
}
