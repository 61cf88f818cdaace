/** One change of a text: `removed` characters at `offset` became `inserted` characters. */
export interface TextChange {
  offset: number;
  removed: number;
  inserted: number;
}

/** The offset after a change, as the cursor would move: text inserted at the offset pushes it. */
export function movedBy(offset: number, change: TextChange): number {
  const end = change.offset + change.removed;
  if (end <= offset) return offset + change.inserted - change.removed;
  if (change.offset >= offset) return offset;
  // The position itself was replaced, such as by a formatter: the closest position in the new text.
  return change.offset + Math.min(offset - change.offset, change.inserted);
}

/** The same for all changes of one event, which VS Code sorts from the end of the text. */
export function movedByAll(offset: number, changes: readonly TextChange[]): number {
  const ordered = [...changes].sort((one, other) => other.offset - one.offset);
  return ordered.reduce((position, change) => movedBy(position, change), offset);
}
