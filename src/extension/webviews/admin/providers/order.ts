/** The priorities that put configurations into an order. Pure. */

interface Placed {
  id: string;
  priority: number;
  /** Place in the settings, which decides among equals. */
  index: number;
}

/** Between neighbours that had none, so that one can be put in between by hand. */
const step = 10;
/** What the settings take, either way. */
const largest = 1_000_000;

/**
 * Which priorities to change so that providers are tried in this order. Numbers that the
 * user chose stay where the order allows it.
 */
export function prioritiesFor(order: readonly Placed[]): Map<string, number> {
  const kept = longestDecreasing(order);
  const figures = filled(order, kept) ?? order.map((_one, index) => (order.length - 1 - index) * step);
  return new Map(
    order.flatMap(({ id, priority }, index) => {
      const figure = figures[index] ?? priority;
      return figure === priority ? [] : [[id, figure] as const];
    }),
  );
}

/** Indices of a longest increasing subsequence. */
function longestDecreasing(order: readonly Placed[]): Set<number> {
  const best: number[][] = [];
  const longestOf = (runs: readonly number[][]): number[] =>
    runs.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []);
  for (const [index, one] of order.entries()) {
    const before = best.filter((run) => {
      const last = order[run.at(-1) ?? 0];
      return last !== undefined && comesBefore(last, one);
    });
    best.push([...longestOf(before), index]);
  }
  return new Set(longestOf(best));
}

function comesBefore(one: Placed, other: Placed): boolean {
  return one.priority > other.priority || (one.priority === other.priority && one.index < other.index);
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
  const placed = order.map((one, index) => ({ ...one, priority: figures[index] ?? 0 }));
  const falls = placed.every((one, index) => {
    const before = placed[index - 1];
    // A changed number needs a gap on both sides.
    const isNew = !kept.has(index) || !kept.has(index - 1);
    return before === undefined || (isNew ? before.priority > one.priority : comesBefore(before, one));
  });
  const all = placed.map(({ priority }) => priority);
  return falls && all.every((figure) => Math.abs(figure) <= largest) ? all : undefined;
}
