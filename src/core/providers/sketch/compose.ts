/** What the drawing thread does before it rasterises: an order becomes a scene, and the scene an SVG. */
import type { SketchData } from './data';
import { drawEdit } from './drawEdit';
import type { EditPictures } from './drawEdit';
import { drawScene } from './drawScene';
import { describeEdit } from './editScene';
import { describeScene } from './scene';
import type { Wish } from './scene';
import type { Box } from './svg';

/** The references as they go into a drawing: read, measured and packed once for all results of a request. */
export interface PreparedPictures extends EditPictures {
  width: number;
  height: number;
  /** The part that the mask lets change, as shares of its sides. */
  open?: Box;
}

/** One picture to draw. Plain data: it is copied into the thread. */
export interface SketchOrder extends Wish {
  /** Of an edit alone. */
  pictures?: PreparedPictures;
}

export interface Composition {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
}

/** The same order gives the same SVG, always. */
export function compose({ pictures, ...wish }: SketchOrder, data: SketchData): Composition {
  if (!pictures) {
    const scene = describeScene(wish, data);
    return { svg: drawScene(scene, data), width: scene.width, height: scene.height };
  }
  const scene = describeEdit(
    {
      ...wish,
      reference: { width: pictures.width, height: pictures.height },
      others: pictures.others.length,
      isMasked: pictures.mask !== undefined,
      ...(pictures.open && { open: pictures.open }),
    },
    data,
  );
  return { svg: drawEdit(scene, pictures, data), width: scene.width, height: scene.height };
}
