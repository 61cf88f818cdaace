/**
 * Circles between siblings at every level of the tree. What lies directly in one folder, its files and its subfolders, must
 * be in an order: each imports (with everything below it) only those further down. Circles of files are a special case.
 *
 * dependency-cruiser's own rule (`scope: 'folder'`, `circular: true`) finds fewer: its edges end at the folder in which the
 * imported file lies and not at that folder's parents, so `a/x → b/y` and `b/z → a/w` are no circle of a and b to it, and a
 * folder and its own subfolder never are one.
 */

/** @typedef {{ from: string, to: string }} Import Two files of the project, with `/`. */
/** @typedef {{ folder: string, members: string[], imports: Import[] }} Circle `imports`: one example for each step. */

/** @param {Import[]} imports @returns {Circle[]} */
export function folderCircles(imports) {
  const levels = new Map();
  for (const one of imports) {
    const level = siblingsOf(one);
    if (level === undefined) continue;
    const edges = levels.get(level.folder) ?? new Map();
    levels.set(level.folder, edges);
    const targets = edges.get(level.from) ?? new Map();
    edges.set(level.from, targets);
    if (!targets.has(level.to)) targets.set(level.to, one);
  }
  return [...levels]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .flatMap(([folder, edges]) => circlesOf(edges).map((circle) => ({ folder, ...circle })));
}

/** The folder where the paths of two files part, and the two entries of it that they lie in. */
function siblingsOf({ from, to }) {
  const first = from.split('/');
  const second = to.split('/');
  const at = first.findIndex((name, index) => name !== second[index]);
  if (at < 0) return undefined;
  return { folder: first.slice(0, at).join('/'), from: first[at], to: second[at] };
}

/** For each group of entries that reach each other, the shortest circle through its first one. */
function circlesOf(edges) {
  const circles = [];
  const done = new Set();
  for (const start of [...edges.keys()].sort()) {
    if (done.has(start)) continue;
    const way = shortestWay(edges, start);
    if (way === undefined) continue;
    for (const member of groupOf(edges, start)) done.add(member);
    const members = [start, ...way];
    circles.push({ members, imports: way.map((name, index) => edges.get(members[index]).get(name)) });
  }
  return circles;
}

/** The names after `start` on the shortest way back to it, which is the last of them; undefined where there is none. */
function shortestWay(edges, start) {
  const seen = new Set();
  let ways = [[]];
  while (ways.length > 0) {
    const longer = [];
    for (const way of ways) {
      for (const name of edges.get(way.at(-1) ?? start)?.keys() ?? []) {
        if (name === start) return [...way, name];
        if (seen.has(name)) continue;
        seen.add(name);
        longer.push([...way, name]);
      }
    }
    ways = longer;
  }
  return undefined;
}

/** `start` and everything that it reaches and that reaches it. */
function groupOf(edges, start) {
  return [...reachedFrom(edges, start)].filter((name) => reachedFrom(edges, name).has(start));
}

function reachedFrom(edges, start) {
  const reached = new Set();
  const queue = [start];
  for (const name of queue) {
    for (const next of edges.get(name)?.keys() ?? []) {
      if (!reached.has(next)) queue.push(next);
      reached.add(next);
    }
  }
  return reached;
}
