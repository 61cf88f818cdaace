/** What the drawing thread does before it rasterizes: an order becomes a scene, and the scene an SVG. */
import { drawScene } from './drawing/drawScene';
import { describeEdit } from './editing/describeEdit';
import { drawEdit } from './editing/drawEdit';
import type { PreparedImages } from './editing/prepareImages';
import type { SketchData } from './reading/data';
import { describeScene } from './scene/describeScene';
import type { SceneRequest } from './scene/model';

/** One image to draw. Plain data: it is copied into the thread. */
export interface SketchOrder extends SceneRequest {
  /** Of an edit alone. */
  images?: PreparedImages;
}

export interface Composition {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
}

/** The same order gives the same SVG, always. */
export function compose({ images, ...request }: SketchOrder, data: SketchData): Composition {
  const { width, height } = request;
  if (!images) return { svg: drawScene(describeScene(request, data), data), width, height };
  const { mask, open, width: own, height: tall } = images;
  const reference = { width: own, height: tall };
  const edit = { ...request, reference, isMasked: mask !== undefined, ...(open && { open }) };
  return { svg: drawEdit(describeEdit(edit, data), images, data), width, height };
}
