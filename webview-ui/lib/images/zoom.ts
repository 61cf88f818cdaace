/** Zoom and pan: which point of an image is in the center, and at which scale. Pure. */

export interface Zoom {
  /** 1: the whole image as large as its container allows. */
  scale: number;
  /** The point in the middle of the container, 0 to 1 across and down the image. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const fitted: Zoom = { scale: 1, x: 0.5, y: 0.5 };
const maxScale = 40;

/** The image's size on the screen when all of it is seen. @param mayGrow Whether small images are made larger. */
export function fittedSize(image: Size, container: Size, { mayGrow }: { mayGrow: boolean }): Size {
  const factor = Math.min(container.width / image.width, container.height / image.height, mayGrow ? Infinity : 1);
  return { width: image.width * factor, height: image.height * factor };
}

/**
 * Scales around a point of the container, which stays where it is. @param at Pixels from the middle of the container.
 */
export function zoomedAt(zoom: Zoom, factor: number, { at, fit }: { at: { x: number; y: number }; fit: Size }): Zoom {
  const scale = Math.max(1, Math.min(maxScale, zoom.scale * factor));
  const shift = 1 / zoom.scale - 1 / scale;
  return { scale, x: zoom.x + (at.x / fit.width) * shift, y: zoom.y + (at.y / fit.height) * shift };
}

/** Moves the image by pixels of the screen. */
export function panned(zoom: Zoom, by: { x: number; y: number }, fit: Size): Zoom {
  return { ...zoom, x: zoom.x - by.x / (fit.width * zoom.scale), y: zoom.y - by.y / (fit.height * zoom.scale) };
}

/** Keeps the image within its container. */
export function bounded(zoom: Zoom, fit: Size, container: Size): Zoom {
  const bound = (value: number, length: number, seen: number): number => {
    const half = seen / (2 * length * zoom.scale);
    return half >= 0.5 ? 0.5 : Math.max(half, Math.min(1 - half, value));
  };
  return { ...zoom, x: bound(zoom.x, fit.width, container.width), y: bound(zoom.y, fit.height, container.height) };
}

/** Position of the image in its container, and its size, in pixels. */
export function placed(zoom: Zoom, fit: Size, container: Size): Size & { left: number; top: number } {
  const width = fit.width * zoom.scale;
  const height = fit.height * zoom.scale;
  return { width, height, left: container.width / 2 - zoom.x * width, top: container.height / 2 - zoom.y * height };
}
