/**
 * Placeholder images that Easel draws itself: offline, without a key, the same for the same prompt and seed. They hint at
 * the prompt (scenery, colors, drawings of an emoji set) and say in their caption and in the file that they are sketches.
 *
 * A prompt becomes a scene (data), the scene an SVG, and the SVG a PNG, all of it in the drawing thread
 * (`drawing.worker.ts`). An edit goes the same way, with the image that is changed as a part of the SVG.
 */
import type { Codec } from '../shared/platform/ports';
import type { SketchOrder } from './compose';
import { withText } from './drawing/raster/png';

export { prepareImages } from './editing/prepareImages';
export type { SketchOrder } from './compose';

/** Draws one image in the drawing thread and writes into the file what it is. @returns Bytes of a PNG. */
export async function drawPlaceholder(order: SketchOrder, codec: Pick<Codec, 'draw'>): Promise<Uint8Array> {
  return withText(await codec.draw(order), aboutFile(order));
}

/** The prompt isn't among it: an image is passed on more easily than what was asked for. */
function aboutFile({ images, seed }: SketchOrder): Record<string, string> {
  return {
    Software: 'Easel (sketch provider)',
    Comment: `Placeholder ${images ? 'drawn over an image' : 'drawn'} by the sketch provider of Easel, not by an AI model. Seed ${seed}.`,
    Description: images
      ? '占位图，由 Easel 的 sketch 在原图上绘制，并非 AI 生成。'
      : '占位图，由 Easel 的 sketch 绘制，并非 AI 生成。',
    Source: 'Easel sketch; drawings from Fluent Emoji (Microsoft, MIT)',
  };
}
