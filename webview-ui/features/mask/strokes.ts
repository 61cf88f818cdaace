/** The painted steps, which can be undone and stored; positions in pixels of the image. Pure. */

export type MaskOperation =
  | { kind: 'stroke'; erases: boolean; size: number; points: number[] }
  | { kind: 'rectangle'; erases: boolean; x: number; y: number; width: number; height: number }
  | { kind: 'invert' }
  | { kind: 'clear' };

export type Tool = 'brush' | 'eraser' | 'rectangle';

export interface MaskWork {
  steps: readonly MaskOperation[];
  /** Number of applied steps: those after it were undone. */
  done: number;
  /** Pixels over which the edge fades. */
  feather: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Rectangle extends Point, Size {}

export const noWork: MaskWork = { steps: [], done: 0, feather: 0 };

export function withOperation(work: MaskWork, step: MaskOperation): MaskWork {
  const steps = [...work.steps.slice(0, work.done), step];
  return { ...work, steps, done: steps.length };
}

export function undone(work: MaskWork): MaskWork {
  return { ...work, done: Math.max(0, work.done - 1) };
}

export function redone(work: MaskWork): MaskWork {
  return { ...work, done: Math.min(work.steps.length, work.done + 1) };
}

/** The rectangle between two corners in whole pixels, clipped to the image; undefined if empty. */
export function rectangleBetween(one: Point, other: Point, { width, height }: Size): Rectangle | undefined {
  const inside = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
  const [left, right] = [inside(Math.min(one.x, other.x), width), inside(Math.max(one.x, other.x), width)];
  const [top, bottom] = [inside(Math.min(one.y, other.y), height), inside(Math.max(one.y, other.y), height)];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

/** The next brush size: steps grow with the size. */
export function nextSize(size: number, direction: 1 | -1): number {
  const next = size * (direction > 0 ? 1.25 : 0.8);
  return Math.min(1000, Math.max(1, Math.round(direction > 0 ? Math.max(size + 1, next) : Math.min(size - 1, next))));
}

/** Moves a point by an arrow key within the image. */
export function moved(point: Point, key: string, { step, size }: { step: number; size: Size }): Point | undefined {
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const way = ways[key];
  if (!way) return undefined;
  const inside = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return { x: inside(point.x + way[0] * step, size.width), y: inside(point.y + way[1] * step, size.height) };
}

/** The stored state, as far as it has the right shape. */
export function readWork(value: unknown): MaskWork {
  const kept = value as Partial<MaskWork> | undefined;
  if (!Array.isArray(kept?.steps) || !kept.steps.every(isOperation)) return noWork;
  const steps: readonly MaskOperation[] = kept.steps;
  const done = Number.isInteger(kept.done) ? Math.min(steps.length, Math.max(0, kept.done ?? 0)) : steps.length;
  return { steps, done, feather: isFigure(kept.feather) ? Math.min(200, Math.max(0, kept.feather)) : 0 };
}

function isOperation(value: unknown): value is MaskOperation {
  if (typeof value !== 'object' || value === null) return false;
  const step = value as Partial<Record<string, unknown>>;
  switch (step['kind']) {
    case 'stroke':
      return isFigure(step['size']) && Array.isArray(step['points']) && step['points'].every(isFigure);
    case 'rectangle':
      return ['x', 'y', 'width', 'height'].every((name) => isFigure(step[name]));
    case 'invert':
    case 'clear':
      return true;
    default:
      return false;
  }
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
