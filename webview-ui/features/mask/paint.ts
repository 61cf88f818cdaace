/** Draws the painted steps: as a red overlay, and as the mask that is sent. */
import type { Size, MaskOperation } from './strokes';

/** The canvas methods that are used. */
export type Surface = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillRect'
  | 'clearRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'globalCompositeOperation'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
>;

const red = '#f00';

/** @param size Of the whole image, in the pixels that the steps count in. */
export function paintAll(surface: Surface, steps: readonly MaskOperation[], size: Size): void {
  surface.clearRect(0, 0, size.width, size.height);
  for (const step of steps) paintOperation(surface, step, size);
}

export function paintOperation(surface: Surface, step: MaskOperation, { width, height }: Size): void {
  surface.fillStyle = red;
  switch (step.kind) {
    case 'clear':
      return surface.clearRect(0, 0, width, height);
    case 'invert':
      surface.globalCompositeOperation = 'xor';
      return surface.fillRect(0, 0, width, height);
    case 'rectangle':
      surface.globalCompositeOperation = step.erases ? 'destination-out' : 'source-over';
      return surface.fillRect(step.x, step.y, step.width, step.height);
    case 'stroke':
      surface.globalCompositeOperation = step.erases ? 'destination-out' : 'source-over';
      return paintStroke(surface, step);
  }
}

function paintStroke(surface: Surface, { size, points }: Extract<MaskOperation, { kind: 'stroke' }>): void {
  const [x = 0, y = 0] = points;
  surface.strokeStyle = red;
  surface.lineWidth = size;
  surface.lineCap = 'round';
  surface.lineJoin = 'round';
  surface.beginPath();
  surface.moveTo(x, y);
  // A dot is a very short line, because a line without length is not drawn.
  surface.lineTo(x + 0.01, y);
  for (let at = 2; at + 1 < points.length; at += 2) surface.lineTo(points[at] ?? x, points[at + 1] ?? y);
  surface.stroke();
}

/** Whether nothing is painted; checked in strips, because an image may be very large. */
export function isBlank(surface: Pick<CanvasRenderingContext2D, 'getImageData'>, { width, height }: Size): boolean {
  const strip = 256;
  for (let top = 0; top < height; top += strip) {
    const { data } = surface.getImageData(0, top, width, Math.min(strip, height - top));
    if (new Uint32Array(data.buffer).some((pixel) => pixel !== 0)) return false;
  }
  return true;
}

/** Opaque black where nothing may change, transparent where it is painted. */
export function openUnder(
  surface: Pick<
    OffscreenCanvasRenderingContext2D,
    'globalCompositeOperation' | 'fillStyle' | 'fillRect' | 'filter' | 'drawImage'
  >,
  veil: CanvasImageSource,
  { width, height, feather }: Size & { feather: number },
): void {
  surface.fillStyle = '#000';
  surface.fillRect(0, 0, width, height);
  surface.globalCompositeOperation = 'destination-out';
  if (feather > 0) surface.filter = `blur(${feather}px)`;
  surface.drawImage(veil, 0, 0, width, height);
}

/** A PNG of the image's size: transparent where the image may change, opaque elsewhere. */
export async function maskOf(veil: HTMLCanvasElement, size: Size & { feather: number }): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const surface = canvas.getContext('2d');
  if (surface) openUnder(surface, veil, size);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}
