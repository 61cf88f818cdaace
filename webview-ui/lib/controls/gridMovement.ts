/** Where an arrow key leads in a wall of images whose rows have different widths. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Index of the place that the key leads to from `from`; `from` itself at an edge; undefined when the key is none of these. */
export function move(key: string, from: number, places: readonly Place[]): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(places.length - 1, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return places.length - 1;
    case 'ArrowUp':
      return nextRow(from, places, -1);
    case 'ArrowDown':
      return nextRow(from, places, 1);
    default:
      return undefined;
  }
}

function nextRow(from: number, places: readonly Place[], direction: 1 | -1): number {
  const here = places[from];
  if (!here) return from;
  const beyond = places
    .map((place, index) => ({
      index,
      down: (place.top - here.top) * direction,
      aside: Math.abs(middle(place) - middle(here)),
    }))
    .filter(({ down }) => down > 1);
  beyond.sort((a, b) => a.down - b.down || a.aside - b.aside);
  return beyond[0]?.index ?? from;
}

function middle({ left, width }: Place): number {
  return left + width / 2;
}
