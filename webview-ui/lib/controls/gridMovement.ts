/** Moves by arrow keys among images in rows of different widths. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Index of the box that the key moves to; `from` itself at an edge; undefined for other keys. */
export function indexAfterKey(key: string, from: number, boxes: readonly Box[]): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(boxes.length - 1, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return boxes.length - 1;
    case 'ArrowUp':
      return nextRow(from, boxes, -1);
    case 'ArrowDown':
      return nextRow(from, boxes, 1);
    default:
      return undefined;
  }
}

function nextRow(from: number, boxes: readonly Box[], direction: 1 | -1): number {
  const current = boxes[from];
  if (!current) return from;
  const beyond = boxes
    .map((box, index) => ({
      index,
      down: (box.top - current.top) * direction,
      aside: Math.abs(middle(box) - middle(current)),
    }))
    .filter(({ down }) => down > 1);
  beyond.sort((a, b) => a.down - b.down || a.aside - b.aside);
  return beyond[0]?.index ?? from;
}

function middle({ left, width }: Box): number {
  return left + width / 2;
}
