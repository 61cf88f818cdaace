/**
 * Placeholder pictures that Easel draws itself: offline, without a key, the same for the same prompt and seed. They hint
 * at the prompt (scenery, colours, drawings of an emoji set) and say in their caption and in the file that they are sketches.
 *
 * A prompt becomes a {@link describeScene scene} (data), the scene an SVG, and the SVG a PNG in the drawing worker. An edit
 * goes the same way, with the picture that is changed as a part of the SVG.
 */
import * as z from 'zod/mini';
import type { ImageRequest, JobKind } from '../../../shared/model';
import { fail } from '../../failure';
import { fitRequest } from '../../request';
import type { Provider, ProviderContext, ProviderImage, Submission, TestReport } from '../provider';
import { loadSketchData } from './data';
import type { SketchData } from './data';
import { drawEdit } from './drawEdit';
import { drawScene } from './drawScene';
import { preparePictures, sceneOfEdit } from './edit';
import { largestSeed, model, sizeOf } from './models';
import { withText } from './png';
import { describeScene } from './scene';

const optionsSchema = z.strictObject({});
export type SketchOptions = z.infer<typeof optionsSchema>;

/** Nothing is ever waited for, but the contract wants a pace. */
const pace = { first: 0, every: 1_000, deadline: 60_000 };

export const sketch: Provider<SketchOptions> = {
  type: 'sketch',
  label: 'Sketch',
  offline: true,
  defaults: { name: 'sketch', model: model.name, synchronous: true, enabled: true, retry: false, priority: 0 },
  secrets: [],
  optionsSchema,
  concurrency: 2,
  pace: { generate: pace, edit: pace, batch: pace },
  models: () => [model],
  submit,
  check: () => Promise.reject(fail('internal', { detail: 'sketch gives no tickets' })),
  test,
};

async function submit(wish: ImageRequest, context: ProviderContext<SketchOptions>): Promise<Submission> {
  const limits = model.kinds[wish.kind];
  if (!limits) throw fail('unsupported', { maybeReceived: false });
  const { request, warnings } = fitRequest(wish, limits);
  const data = await loadSketchData(context.assets);
  const draw = request.kind === 'generate' ? newPictures(request, data) : await changedPictures(request, context, data);
  const prompts = request.prompts ?? [request.prompt];
  const images: ProviderImage[] = [];
  for (const [promptIndex, prompt] of prompts.entries()) {
    for (let index = 0; index < request.count; index++) {
      context.signal.throwIfAborted();
      const seed = ((request.seed ?? 0) + index) % (largestSeed + 1);
      const { svg, width, height } = draw(prompt, seed);
      const png = await context.codec.drawSvg(svg, { width, height });
      const source = { bytes: withText(png, aboutFile(request.kind, seed)) };
      images.push({ source, ...(request.kind === 'batch' && { promptIndex }) });
    }
  }
  return { kind: 'images', images, warnings };
}

interface DrawnScene {
  svg: string;
  width: number;
  height: number;
}

type Draw = (prompt: string, seed: number) => DrawnScene;

function newPictures(request: ImageRequest, data: SketchData): Draw {
  return (prompt, seed) => {
    const scene = describeScene(
      {
        prompt,
        ...(request.negativePrompt && { negativePrompt: request.negativePrompt }),
        seed,
        ...(request.size ?? sizeOf(request.aspectRatio)),
        transparent: request.background === 'transparent',
      },
      data,
    );
    return { svg: drawScene(scene, data), width: scene.width, height: scene.height };
  };
}

async function changedPictures(
  request: ImageRequest,
  context: ProviderContext<SketchOptions>,
  data: SketchData,
): Promise<Draw> {
  const pictures = await preparePictures(request, context);
  return (prompt, seed) => {
    const scene = sceneOfEdit(request, { prompt, seed, pictures }, data);
    return { svg: drawEdit(scene, pictures, data), width: scene.width, height: scene.height };
  };
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
  const data = await loadSketchData(context.assets);
  const scene = describeScene({ prompt: 'a red fox in the snow', seed: 1, width: 256, height: 144 }, data);
  await context.codec.drawSvg(drawScene(scene, data), { width: scene.width, height: scene.height });
  return {
    facts: [
      ['models', model.name],
      ['latency', `${Math.max(0, context.now() - started)} ms`],
    ],
  };
}
