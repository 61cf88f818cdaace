/** What the drawing thread does before it rasterizes: an order becomes a scene, and the scene an SVG. */
import { drawScene } from './drawing/drawScene';
import type { Rasterizer, SvgImage } from './drawing/raster/rasterize';
import { describeEdit } from './editing/describeEdit';
import { drawEdit } from './editing/drawEdit';
import { maskImage, openArea } from './editing/maskArea';
import type { PreparedImages } from './editing/prepareImages';
import type { SketchData } from './reading/data';
import { describeScene } from './scene/describeScene';
import type { SceneRequest } from './scene/model';

/** One image to draw. Plain data: it is copied into the thread. */
export interface SketchOrder extends SceneRequest {
  /** Of an edit alone. */
  images?: PreparedImages;
}

/** The same order gives the same SVG, always. @param rasterizer Reads where a mask is open. */
export function compose(
  { images, ...request }: SketchOrder,
  data: SketchData,
  rasterizer: Pick<Rasterizer, 'pixels'>,
): SvgImage {
  const { width, height } = request;
  if (!images) return { svg: drawScene(describeScene(request, data), data), width, height };
  const open = images.mask && openArea(rasterizer.pixels(maskImage(images.mask)));
  const reference = { width: images.width, height: images.height };
  const edit = { ...request, reference, isMasked: images.mask !== undefined, ...(open && { open }) };
  return { svg: drawEdit(describeEdit(edit, data), images, data), width, height };
}
