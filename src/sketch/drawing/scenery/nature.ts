import { darken, lighten, mix } from '../../scene/color';
import type { Hex } from '../../scene/color';
import type { Random } from '../../scene/random';
import { below, circle, ellipse, n, path, rect } from '../canvas/svg';

type Point = readonly [x: number, y: number];

/** The upper edge of rolling land, from left to right with some overhang; `swing` is its height in pixels. */
export function rollingLine(
  random: Random,
  width: number,
  { y, swing, waves }: { y: number; swing: number; waves: number },
): Point[] {
  const phase = random.between(0, 7);
  const second = random.between(0, 7);
  const steps = 14;
  return Array.from({ length: steps + 1 }, (_, index): Point => {
    const t = index / steps;
    const wave = Math.sin(t * waves * Math.PI * 2 + phase) * 0.65 + Math.sin(t * waves * 4.3 + second) * 0.35;
    return [-0.02 * width + t * width * 1.04, y + wave * swing];
  });
}

export function hill(line: readonly Point[], bottom: number, paint: string): string {
  return path(below(line, bottom, 'smooth'), { fill: paint });
}

export interface MountainStyle {
  light: Hex;
  shade: Hex;
  /** Left out: no snow on top. */
  cap?: Hex;
}

/** A mountain with a lit and a shaded side, and a ragged cap of snow. */
export function mountain(
  random: Random,
  at: { x: number; base: number; height: number; half: number },
  style: MountainStyle,
): string {
  const { x, base, height, half } = at;
  const top = base - height;
  const left: Point[] = [[x - half, base]];
  const right: Point[] = [];
  for (const t of [0.3, 0.62]) {
    left.push([x - half * (1 - t) + random.between(-0.05, 0.05) * half, base - height * t * random.between(0.88, 1)]);
  }
  for (const t of [0.64, 0.32]) {
    right.push([x + half * (1 - t) + random.between(-0.05, 0.05) * half, base - height * t * random.between(0.88, 1)]);
  }
  const outline: Point[] = [...left, [x, top], ...right, [x + half, base]];
  const ridge: Point[] = [
    [x, top],
    [x + half * 0.1, top + height * 0.3],
    [x - half * 0.06, top + height * 0.55],
    [x + half * 0.16, base],
  ];
  const shade: Point[] = [...ridge, [x + half, base], ...[...right].reverse()];
  const parts = [path(polygon(outline), { fill: style.light }), path(polygon(shade), { fill: style.shade })];
  if (style.cap) {
    const along = (points: readonly Point[], y: number): number => {
      for (let index = 1; index < points.length; index++) {
        const a = points[index - 1];
        const b = points[index];
        if (a && b && (a[1] - y) * (b[1] - y) <= 0 && a[1] !== b[1])
          return a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]);
      }
      return x;
    };
    const y = top + height * 0.3;
    const from = along([...left, [x, top]], y);
    const to = along([[x, top], ...right, [x + half, base]], y);
    const teeth: Point[] = [0.8, 0.6, 0.4, 0.2].map((t, index) => [
      from + (to - from) * t,
      y + height * (index % 2 === 0 ? 0.07 : -0.06),
    ]);
    parts.push(path(polygon([[from, y], [x, top], [to, y], ...teeth]), { fill: style.cap }));
    parts.push(
      path(polygon([[x, top], [to, y], ...teeth.slice(0, 2), [x + half * 0.05, top + height * 0.22]]), {
        fill: mix(style.cap, style.shade, 0.28),
      }),
    );
  }
  return parts.join('');
}

export function polygon(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
}

/** A fir of three layers; `snow` lies on its branches. */
export function fir(x: number, base: number, size: number, colors: { leaf: Hex; snow?: Hex }): string {
  const dark = darken(colors.leaf, 0.22);
  let parts = rect(
    { x: x - size * 0.035, y: base - size * 0.16, width: size * 0.07, height: size * 0.17 },
    { fill: darken(colors.leaf, 0.5) },
  );
  for (const [bottom, half, tall] of [
    [0.12, 0.27, 0.42],
    [0.36, 0.22, 0.38],
    [0.6, 0.16, 0.4],
  ] as const) {
    const y = base - size * bottom;
    const top = y - size * tall;
    const w = size * half;
    parts += path(`M${n(x)} ${n(top)}L${n(x + w)} ${n(y)}Q${n(x)} ${n(y + size * 0.05)} ${n(x - w)} ${n(y)}Z`, {
      fill: colors.leaf,
    });
    parts += path(
      `M${n(x)} ${n(top)}L${n(x + w)} ${n(y)}Q${n(x + w * 0.5)} ${n(y + size * 0.025)} ${n(x + w * 0.12)} ${n(y + size * 0.02)}Z`,
      { fill: dark },
    );
    if (colors.snow) {
      const s = 0.46;
      parts += path(
        `M${n(x)} ${n(top)}L${n(x + w * s)} ${n(top + size * tall * s)}Q${n(x + w * 0.2)} ${n(top + size * tall * 0.36)} ${n(x)} ${n(top + size * tall * 0.52)}Q${n(x - w * 0.2)} ${n(top + size * tall * 0.36)} ${n(x - w * s)} ${n(top + size * tall * s)}Z`,
        { fill: colors.snow },
      );
    }
  }
  return parts;
}

/** A tree with a round crown. */
export function roundTree(x: number, base: number, size: number, colors: { leaf: Hex; trunk: Hex }): string {
  const r = size * 0.27;
  const y = base - size * 0.64;
  const light = lighten(colors.leaf, 0.14);
  return [
    path(
      `M${n(x - size * 0.035)} ${n(base)}L${n(x - size * 0.02)} ${n(y)}H${n(x + size * 0.02)}L${n(x + size * 0.035)} ${n(base)}Z`,
      { fill: colors.trunk },
    ),
    circle(x - r * 0.62, y + r * 0.32, r * 0.72, { fill: darken(colors.leaf, 0.12) }),
    circle(x + r * 0.66, y + r * 0.28, r * 0.74, { fill: darken(colors.leaf, 0.18) }),
    circle(x, y - r * 0.2, r, { fill: colors.leaf }),
    circle(x - r * 0.28, y - r * 0.46, r * 0.52, { fill: light }),
  ].join('');
}

/** A flat-bottomed cloud; `y` is its lower edge. */
export function cloud(
  random: Random,
  at: { x: number; y: number; size: number },
  paint: { fill: Hex; opacity: number },
): string {
  const { x, y, size } = at;
  const height = size * random.between(0.26, 0.34);
  const bumps = [-0.3, 0, 0.27].map((t, index) => {
    const r = height * (index === 1 ? random.between(0.8, 0.95) : random.between(0.5, 0.66));
    return circle(x + t * size, y - r, r, {});
  });
  const bar = rect(
    { x: x - size / 2, y: y - height * 0.72, width: size, height: height * 0.72 },
    { rx: height * 0.36 },
  );
  return `<g fill="${paint.fill}" opacity="${paint.opacity.toFixed(2)}">${bumps.join('')}${bar}</g>`;
}

/** A tuft of grass or a small flower on a stem. */
export function tuft(random: Random, x: number, y: number, size: number, colors: { blade: Hex; flower?: Hex }): string {
  let d = '';
  for (const lean of [-0.5, -0.1, 0.35]) {
    const tip = x + lean * size + random.between(-0.1, 0.1) * size;
    const tall = size * random.between(0.75, 1.1);
    d += `M${n(x + lean * size * 0.3 - size * 0.07)} ${n(y)}Q${n(x + lean * size * 0.4)} ${n(y - tall * 0.6)} ${n(tip)} ${n(y - tall)}Q${n(x + lean * size * 0.6)} ${n(y - tall * 0.5)} ${n(x + lean * size * 0.3 + size * 0.09)} ${n(y)}Z`;
  }
  const grass = path(d, { fill: colors.blade });
  if (!colors.flower) return grass;
  return (
    grass +
    circle(x - size * 0.05, y - size * 1.1, size * 0.24, { fill: colors.flower }) +
    circle(x - size * 0.05, y - size * 1.1, size * 0.1, { fill: '#fff3c4' })
  );
}

/** A broad cactus in the manner of a cartoon desert. */
export function saguaro(x: number, base: number, size: number, fill: Hex): string {
  const w = size * 0.13;
  const arm = {
    fill: 'none',
    stroke: fill,
    'stroke-width': n(w * 0.8),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  return [
    rect({ x: x - w / 2, y: base - size, width: w, height: size * 1.02 }, { rx: w / 2, fill }),
    path(`M${n(x)} ${n(base - size * 0.36)}H${n(x - size * 0.24)}V${n(base - size * 0.66)}`, arm),
    path(`M${n(x)} ${n(base - size * 0.48)}H${n(x + size * 0.22)}V${n(base - size * 0.8)}`, arm),
  ].join('');
}

/** A boulder with a lit top. */
export function boulder(x: number, base: number, size: number, fill: Hex): string {
  return (
    path(
      `M${n(x - size * 0.5)} ${n(base)}L${n(x - size * 0.4)} ${n(base - size * 0.3)}L${n(x - size * 0.1)} ${n(base - size * 0.5)}L${n(x + size * 0.26)} ${n(base - size * 0.4)}L${n(x + size * 0.5)} ${n(base)}Z`,
      { fill },
    ) +
    path(
      `M${n(x - size * 0.4)} ${n(base - size * 0.3)}L${n(x - size * 0.1)} ${n(base - size * 0.5)}L${n(x + size * 0.26)} ${n(base - size * 0.4)}L${n(x - size * 0.02)} ${n(base - size * 0.26)}Z`,
      { fill: lighten(fill, 0.25) },
    )
  );
}

/** Water plants that sway. */
export function seaweed(x: number, base: number, size: number, fill: Hex): string {
  const w = size * 0.09;
  let d = '';
  for (const side of [-1, 1]) {
    d += `M${n(x + side * w)} ${n(base)}C${n(x + side * w * 4)} ${n(base - size * 0.3)} ${n(x - side * w * 2)} ${n(base - size * 0.6)} ${n(x + side * w * 2)} ${n(base - size * (side < 0 ? 0.82 : 1))}C${n(x)} ${n(base - size * 0.6)} ${n(x + side * w * 6)} ${n(base - size * 0.3)} ${n(x + side * w * 2.6)} ${n(base)}Z`;
  }
  return path(d, { fill });
}

export function puddle(x: number, y: number, size: number, fill: string): string {
  return ellipse(x, y, [size, size * 0.16], { fill, 'fill-opacity': '0.4' });
}
