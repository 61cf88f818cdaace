/** What the drawing thread does before it rasterises: an order becomes a scene, and the scene an SVG. */
import type { SketchData } from './reading/data';
import { drawEdit } from './editing/drawEdit';
import type { PreparedImages } from './editing/prepareImages';
import { drawScene } from './drawing/drawScene';
import { describeEdit } from './editing/describeEdit';
import { describeScene } from './scene/describeScene';
import type { Wish } from './scene/model';

/** One image to draw. Plain data: it is copied into the thread. */
export interface SketchOrder extends Wish {
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
export function compose({ images, ...wish }: SketchOrder, data: SketchData): Composition {
  if (!images) {
    const scene = describeScene(wish, data);
    return { svg: drawScene(scene, data), width: scene.width, height: scene.height };
  }
  const scene = describeEdit(
    {
      ...wish,
      reference: { width: images.width, height: images.height },
      others: images.others.length,
      isMasked: images.mask !== undefined,
      ...(images.open && { open: images.open }),
    },
    data,
  );
  return { svg: drawEdit(scene, images, data), width: scene.width, height: scene.height };
}
