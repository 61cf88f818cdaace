/** One change of a text: `removed` characters at `offset` became `inserted` characters. */
export interface TextChange {
  offset: number;
  removed: number;
  inserted: number;
}

/** Where a place is after a change, as the cursor would move: text that is typed at the place pushes it on. */
export function movedBy(offset: number, change: TextChange): number {
  const end = change.offset + change.removed;
  if (end <= offset) return offset + change.inserted - change.removed;
  if (change.offset >= offset) return offset;
  // The place itself was replaced (a formatter, a paste over it): as near as can be said.
  return change.offset + Math.min(offset - change.offset, change.inserted);
}

/** The same for the changes of one event, which VS Code gives from the end of the text to its beginning. */
export function movedByAll(offset: number, changes: readonly TextChange[]): number {
  const ordered = [...changes].sort((one, other) => other.offset - one.offset);
  return ordered.reduce((place, change) => movedBy(place, change), offset);
}
