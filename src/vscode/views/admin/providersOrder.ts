/** The priorities that put configurations into an order. Pure. */

interface Placed {
  id: string;
  priority: number;
}

/** Between neighbours that had none, so that one can be put in between by hand. */
const step = 10;
/** What the settings take, either way. */
const largest = 1_000_000;

/**
 * Which priorities have to change so that the configurations are tried in the order in which they stand here. Figures that
 * a person has chosen stay wherever the order lets them.
 */
export function prioritiesFor(order: readonly Placed[]): Map<string, number> {
  const kept = longestFalling(order.map(({ priority }) => priority));
  const figures = filled(order, kept) ?? order.map((_one, index) => (order.length - 1 - index) * step);
  return new Map(
    order.flatMap(({ id, priority }, index) => {
      const figure = figures[index] ?? priority;
      return figure === priority ? [] : [[id, figure] as const];
    }),
  );
}

/** Indices of a longest run that falls already. */
function longestFalling(figures: readonly number[]): Set<number> {
  const best: number[][] = [];
  figures.forEach((figure, index) => {
    const before = best.filter((run) => (figures[run.at(-1) ?? 0] ?? 0) > figure);
    const longest = before.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []);
    best.push([...longest, index]);
  });
  return new Set(best.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []));
}

/** Figures for those between the kept ones; undefined when there is no room. */
function filled(order: readonly Placed[], kept: ReadonlySet<number>): number[] | undefined {
  const figures = order.map(({ priority }, index) => (kept.has(index) ? priority : undefined));
  for (let from = 0; from < figures.length; from += 1) {
    if (figures[from] !== undefined) continue;
    let to = from;
    while (to < figures.length && figures[to] === undefined) to += 1;
    const count = to - from;
    const below = figures[to];
    const above = figures[from - 1] ?? (below === undefined ? count * step : below + (count + 1) * step);
    const bottom = below ?? above - (count + 1) * step;
    for (let place = 0; place < count; place += 1) {
      figures[from + place] = Math.floor(above - ((above - bottom) * (place + 1)) / (count + 1));
    }
  }
  const all = figures.map((figure) => figure ?? 0);
  const falls = all.every((figure, index) => index === 0 || (all[index - 1] ?? 0) > figure);
  return falls && all.every((figure) => Math.abs(figure) <= largest) ? all : undefined;
}
