import type { Canvas } from '../canvas/canvas';
import { darken, describeColor, lch, lighten, mix, pleasantHue } from '../../scene/color';
import type { Hex } from '../../scene/color';
import { namedColors } from '../../scene/palette';
import { below, circle, n, path, rect } from '../canvas/svg';

/** Five colors that go together; asked ones come first. */
function colors(canvas: Canvas): [Hex, Hex, Hex, Hex, Hex] {
  const { scene } = canvas;
  const random = canvas.random('colors');
  const [first, second] = scene.colors.map((name) => namedColors[name]);
  const hue = first ? describeColor(first).hue : pleasantHue(random.between(0, 360));
  const c = scene.mood === 'mono' || (first && !second && describeColor(first).chroma < 0.04) ? 0.07 : 1;
  const step = random.pick([28, 36, -32]);
  const soft = scene.mood === 'pastel' ? 0.14 : 0;
  const dark = scene.mood === 'dark' || scene.mood === 'neon' || scene.time === 'night' || scene.colors[0] === 'black';
  const main = first ?? lch(0.62 + soft, 0.17, hue);
  const other = second ?? lch(0.72 + soft, 0.15 * c, pleasantHue(hue + step * 1.6));
  return [
    dark ? lch(0.22, 0.05 * c, hue) : lch(0.94, 0.03 * c, hue + step),
    main,
    other,
    lch(0.8 + soft / 2, 0.12 * c, pleasantHue(hue + step * 3)),
    lch(dark ? 0.4 : 0.42, 0.11 * c, deepHue(hue - step)),
  ];
}

/** A hue that stays a color when it is dark: from red to green it would be a brown. */
function deepHue(hueDegrees: number): number {
  const hue = ((hueDegrees % 360) + 360) % 360;
  return hue > 25 && hue < 150 ? 272 : hue;
}

/** Shapes and colors, for prompts that name nothing that could be drawn. */
export function drawAbstract(canvas: Canvas): string {
  const { width, height, scene } = canvas;
  const paints = colors(canvas);
  const ground = rect(
    { x: 0, y: 0, width, height },
    { fill: canvas.gradient('diagonal', [lighten(paints[0], 0.3), paints[0]]) },
  );
  switch (scene.composition) {
    case 'waves':
      return ground + waves(canvas, paints);
    case 'bauhaus':
      return ground + bauhaus(canvas, paints);
    case 'arcs':
      return ground + arcs(canvas, paints);
    case 'ribbons':
      return ground + ribbons(canvas, paints);
    case 'bubbles':
      return ground + bubbles(canvas, paints);
    default:
      return facets(canvas, paints);
  }
}

type Paints = readonly [Hex, Hex, Hex, Hex, Hex];

function waves(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('waves');
  const sun = circle(width * random.between(0.25, 0.75), height * 0.34, unit * 20, {
    fill: canvas.gradient('vertical', [lighten(paints[2], 0.2), paints[3]]),
  });
  const layers = Array.from({ length: 7 }, (_, layer) => {
    const t = layer / 6;
    const color = t < 0.5 ? mix(paints[3], paints[1], t * 2) : mix(paints[1], paints[4], (t - 0.5) * 2);
    const [phase, waves] = [random.between(0, 6), random.between(1, 1.9)];
    const points = Array.from(
      { length: 19 },
      (_, index) =>
        [
          (-0.02 + (index / 18) * 1.04) * width,
          height * (0.4 + t * 0.5) + Math.sin((index / 18) * waves * 6.28 + phase) * height * (0.075 - t * 0.02),
        ] as const,
    );
    return path(below(points, height, 'smooth'), {
      fill: canvas.gradient('vertical', [color, mix(color, paints[4], 0.3)]),
    });
  });
  return sun + layers.join('');
}

function bauhaus(canvas: Canvas, paints: Paints): string {
  const { width, height } = canvas;
  const random = canvas.random('bauhaus');
  const columns = Math.max(3, Math.round((4 * width) / Math.min(width, height)));
  const cell = width / columns;
  const rows = Math.ceil(height / cell);
  const top = (height - rows * cell) / 2;
  let all = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = column * cell;
      const y = top + row * cell;
      const back = random.pick([paints[0], paints[1], paints[2], paints[3], paints[4]]);
      const others = [paints[0], paints[1], paints[2], paints[3], paints[4]].filter((paint) => paint !== back);
      const fore = others[random.whole(0, others.length - 1)] ?? paints[1];
      const third = others[random.whole(0, others.length - 1)] ?? paints[2];
      all += rect({ x, y, width: cell + 0.6, height: cell + 0.6 }, { fill: back });
      all += `<g transform="rotate(${random.whole(0, 3) * 90} ${n(x + cell / 2)} ${n(y + cell / 2)})">${tile(random.whole(0, 6), { x, y, cell }, fore, third)}</g>`;
    }
  }
  return all;
}

function tile(kind: number, { x, y, cell }: { x: number; y: number; cell: number }, fore: Hex, third: Hex): string {
  const h = cell / 2;
  const quarter = (r: number, fill: Hex): string =>
    path(`M${n(x)} ${n(y)}H${n(x + r)}A${n(r)} ${n(r)} 0 0 1 ${n(x)} ${n(y + r)}Z`, { fill });
  switch (kind) {
    case 0:
      return quarter(cell, fore) + quarter(h, third);
    case 1:
      return circle(x + h, y + h, h * 0.8, { fill: fore }) + circle(x + h, y + h, h * 0.36, { fill: third });
    case 2:
      return (
        path(`M${n(x)} ${n(y + h)}A${n(h)} ${n(h)} 0 0 1 ${n(x + cell)} ${n(y + h)}Z`, { fill: fore }) +
        path(`M${n(x)} ${n(y + cell)}A${n(h)} ${n(h)} 0 0 1 ${n(x + cell)} ${n(y + cell)}Z`, { fill: third })
      );
    case 3:
      return path(`M${n(x)} ${n(y)}H${n(x + cell)}L${n(x)} ${n(y + cell)}Z`, { fill: fore });
    case 4:
      return [0, 1, 2, 3]
        .map((index) =>
          rect(
            { x, y: y + (index * cell) / 4, width: cell, height: cell / 8 },
            { fill: index % 2 === 0 ? fore : third },
          ),
        )
        .join('');
    case 5:
      return quarter(cell, fore) + circle(x + cell * 0.74, y + cell * 0.74, cell * 0.14, { fill: third });
    default:
      return rect({ x: x + cell * 0.2, y: y + cell * 0.2, width: cell * 0.6, height: cell * 0.6 }, { fill: fore });
  }
}

function arcs(canvas: Canvas, paints: Paints): string {
  const { width, height } = canvas;
  const random = canvas.random('arcs');
  const side = Math.max(width, height);
  const x = width * random.pick([0, 0.5, 1]);
  const rings = Array.from({ length: 12 }, (_, index) => {
    const t = 1 - index / 12;
    const order = [paints[1], paints[3], paints[2], paints[4], paints[0]] as const;
    const fill = order[index % 5] ?? paints[1];
    return circle(x, height * 1.02, side * 0.86 * t, { fill });
  });
  const dot = circle(width - x || width * 0.14, height * 0.22, Math.min(width, height) * 0.09, { fill: paints[1] });
  return dot + rings.join('');
}

function ribbons(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('ribbons');
  let all = '';
  for (let index = 0; index < 9; index++) {
    const t = index / 8;
    const color = mix(index % 2 === 0 ? paints[1] : paints[2], index % 3 === 0 ? paints[3] : paints[4], t * 0.6);
    const y = (at: number): number => height * (0.1 + at * 0.1 + t * 0.74);
    const swing = height * random.between(0.12, 0.3);
    const d = `M${n(-width * 0.1)} ${n(y(0))}C${n(width * 0.25)} ${n(y(0) - swing)} ${n(width * 0.45)} ${n(y(1) + swing)} ${n(width * 0.66)} ${n(y(0.4))}S${n(width * 0.95)} ${n(y(0) - swing * 0.4)} ${n(width * 1.1)} ${n(y(0.5))}`;
    all += path(d, {
      fill: 'none',
      stroke: darken(color, 0.35),
      'stroke-width': n(unit * 11),
      'stroke-opacity': '0.12',
      transform: `translate(0 ${n(unit * 1.4)})`,
    });
    all += path(d, {
      fill: 'none',
      stroke: canvas.gradient('diagonal', [lighten(color, 0.16), color]),
      'stroke-width': n(unit * 10),
    });
  }
  return all;
}

function bubbles(canvas: Canvas, paints: Paints): string {
  const { width, height, unit } = canvas;
  const random = canvas.random('bubbles');
  let all = '';
  for (let index = 0; index < 5; index++) {
    const color = paints[(index % 4) + 1] ?? paints[1];
    all += circle(width * random.next(), height * random.next(), unit * random.between(40, 76), {
      fill: canvas.gradient('radial', [`${color}/0.75`, `${color}/0.3`, `${color}/0`]),
    });
  }
  for (let index = 0; index < 11; index++) {
    const r = unit * (3 + 17 * random.next() ** 2);
    const color = paints[(index % 4) + 1] ?? paints[2];
    const [x, y] = [width * random.between(0.06, 0.94), height * random.between(0.08, 0.92)];
    all += circle(x + r * 0.12, y + r * 0.2, r, { fill: darken(color, 0.6), 'fill-opacity': '0.12' });
    all += circle(x, y, r, { fill: canvas.gradient('diagonal', [lighten(color, 0.4), color]) });
    all += circle(x - r * 0.34, y - r * 0.38, r * 0.16, { fill: '#ffffff', 'fill-opacity': '0.55' });
  }
  return all;
}

/** A plane of triangles, each in its own shade. */
function facets(canvas: Canvas, paints: Paints): string {
  const { width, height } = canvas;
  const random = canvas.random('facets');
  const cell = Math.min(width, height) / 5.5;
  const columns = Math.ceil(width / cell) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const points = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from(
      { length: columns + 1 },
      (_, column) =>
        [
          (column - 1 + random.between(-0.32, 0.32) + (row % 2) * 0.5) * cell,
          (row - 1 + random.between(-0.3, 0.3)) * cell,
        ] as const,
    ),
  );
  const shade = (x: number, y: number): Hex => {
    const t = Math.min(1, Math.max(0, (x / width) * 0.55 + (y / height) * 0.45));
    const base = t < 0.5 ? mix(paints[3], paints[1], t * 2) : mix(paints[1], paints[4], (t - 0.5) * 2);
    const light = random.between(-0.16, 0.22);
    return light > 0 ? lighten(base, light) : darken(base, -light);
  };
  let all = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [a, b] = [points[row]?.[column], points[row]?.[column + 1]];
      const [c, d] = [points[row + 1]?.[column], points[row + 1]?.[column + 1]];
      if (!a || !b || !c || !d) continue;
      for (const [p, q, r] of row % 2 === 0
        ? ([
            [a, b, c],
            [b, c, d],
          ] as const)
        : ([
            [a, b, d],
            [a, c, d],
          ] as const)) {
        const fill = shade((p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3);
        all += path(`M${n(p[0])} ${n(p[1])}L${n(q[0])} ${n(q[1])}L${n(r[0])} ${n(r[1])}Z`, {
          fill,
          stroke: fill,
          'stroke-width': '0.8',
        });
      }
    }
  }
  return all;
}
