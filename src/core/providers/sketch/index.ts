/**
 * Placeholder pictures that Easel draws itself: offline, without a key, the same for the same prompt and seed. They hint
 * at the prompt (scenery, colours, drawings of an emoji set) and say in their caption and in the file that they are sketches.
 *
 * A prompt becomes a scene (data), the scene an SVG ({@link SketchOrder compose}), and the SVG a PNG, all of it in the
 * drawing thread. An edit goes the same way, with the picture that is changed as a part of the SVG.
 */
import * as z from 'zod/mini';
import { message, properName } from '../../../shared/format/translate';
import type { JobKind } from '../../../shared/model/jobs';
import type { FittedRequest } from '../../../providers/contract/fitRequest';
import type { SyncProvider, TestReport } from '../../../providers/contract/provider';
import type { ProviderContext } from '../../../providers/contract/context';
import type { Completed, ProviderOutput } from '../../../providers/contract/task';
import type { SketchOrder } from './compose';
import { preparePictures } from './edit';
import { largestSeed, model, sizeOf } from './models';
import { withText } from './png';

const optionsSchema = z.strictObject({});
export type SketchOptions = z.infer<typeof optionsSchema>;

export const sketch: SyncProvider<SketchOptions> = {
  type: 'sketch',
  label: properName('Sketch'),
  summary: message('Placeholder images, drawn offline and free'),
  offline: true,
  defaults: { name: 'sketch', model: model.name, synchronous: true, enabled: true, fallback: false, priority: 0 },
  secrets: [],
  optionsSchema,
  examples: [{}],
  concurrency: 2,
  answers: 'at once',
  knownModels: () => [model],
  unknownModel: () => model.kinds,
  submit,
  test,
};

async function submit(request: FittedRequest, context: ProviderContext<SketchOptions>): Promise<Completed> {
  const common = await whatIsCommon(request, context);
  const prompts = request.prompts ?? [request.prompt];
  const images: ProviderOutput[] = [];
  for (const [promptIndex, prompt] of prompts.entries()) {
    for (let index = 0; index < request.count; index++) {
      context.signal.throwIfAborted();
      const seed = ((request.seed ?? 0) + index) % (largestSeed + 1);
      const order: SketchOrder = { ...common, prompt, seed };
      const png = await context.codec.draw(order);
      const source = { bytes: withText(png, aboutFile(request.kind, seed)) };
      images.push({ source, ...(request.kind === 'batch' && { promptIndex }) });
    }
  }
  return { kind: 'outputs', outputs: images };
}

/** All pictures of a request have this in common. */
async function whatIsCommon(
  request: FittedRequest,
  context: ProviderContext<SketchOptions>,
): Promise<Omit<SketchOrder, 'prompt' | 'seed'>> {
  const negative = request.negativePrompt ? { negativePrompt: request.negativePrompt } : {};
  if (request.kind === 'generate') {
    const size = request.size ?? sizeOf(request.aspectRatio);
    return { ...negative, ...size, transparent: request.background === 'transparent' };
  }
  const pictures = await preparePictures(request, context);
  const { width, height } = pictures;
  const follows = request.aspectRatio === undefined || request.aspectRatio === 'auto';
  return { ...negative, ...(request.size ?? (follows ? { width, height } : sizeOf(request.aspectRatio))), pictures };
}

/** What the file says of itself. The prompt is not in it: a picture is passed on more easily than what was asked for. */
function aboutFile(kind: JobKind, seed: number): Record<string, string> {
  const isNew = kind === 'generate';
  return {
    Software: 'Easel (sketch provider)',
    Comment: `Placeholder ${isNew ? 'drawn' : 'drawn over a picture'} by the sketch provider of Easel, not by an AI model. Seed ${seed}.`,
    Description: isNew
      ? '占位图，由 Easel 的 sketch 绘制，并非 AI 生成。'
      : '占位图，由 Easel 的 sketch 在原图上绘制，并非 AI 生成。',
    Source: 'Easel sketch; drawings from Fluent Emoji (Microsoft, MIT)',
  };
}

async function test(context: ProviderContext<SketchOptions>): Promise<TestReport> {
  const started = context.now();
  const order: SketchOrder = { prompt: 'a red fox in the snow', seed: 1, width: 256, height: 144 };
  await context.codec.draw(order);
  return {
    facts: [
      ['models', model.name],
      ['latency', `${Math.max(0, context.now() - started)} ms`],
    ],
  };
}
