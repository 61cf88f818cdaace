/** The built-in provider: placeholder images from `src/sketch`, drawn on this computer, without a key and free. */
import type { ProviderContext } from '../contract/context';
import type { FittedRequest } from '../contract/fitRequest';
import type { SyncProvider, TestReport } from '../contract/provider';
import type { Completed, ProviderOutput } from '../contract/task';
import { drawPlaceholder, prepareImages, type SketchOrder } from '../../sketch';
import { manifest, type SketchOptions } from './manifest';
import { largestSeed, model, sizeOf } from './models';

export const sketch: SyncProvider<SketchOptions> = {
  ...manifest,
  concurrency: 2,
  answers: 'at once',
  knownModels: () => [model],
  unknownModel: () => model.kinds,
  submit,
  test,
};

async function submit(request: FittedRequest, context: ProviderContext<SketchOptions>): Promise<Completed> {
  const common = await commonOrder(request, context);
  const prompts = request.prompts ?? [request.prompt];
  const outputs: ProviderOutput[] = [];
  for (const [promptIndex, prompt] of prompts.entries()) {
    for (let index = 0; index < request.count; index++) {
      context.signal.throwIfAborted();
      const seed = ((request.seed ?? 0) + index) % (largestSeed + 1);
      const bytes = await drawPlaceholder({ ...common, prompt, seed }, context.codec);
      outputs.push({ source: { bytes }, ...(request.kind === 'batch' && { promptIndex }) });
    }
  }
  return { kind: 'outputs', outputs };
}

/** What all images of a request have in common. */
async function commonOrder(
  request: FittedRequest,
  context: ProviderContext<SketchOptions>,
): Promise<Omit<SketchOrder, 'prompt' | 'seed'>> {
  const negative = request.negativePrompt ? { negativePrompt: request.negativePrompt } : {};
  if (request.kind === 'generate') {
    const size = request.size ?? sizeOf(request.aspectRatio);
    return { ...negative, ...size, transparent: request.background === 'transparent' };
  }
  const images = await prepareImages(request, context);
  const { width, height } = images;
  const follows = request.aspectRatio === undefined || request.aspectRatio === 'auto';
  return { ...negative, ...(request.size ?? (follows ? { width, height } : sizeOf(request.aspectRatio))), images };
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
