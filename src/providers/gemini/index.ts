/**
 * Google's Gemini API: image models that answer `generateContent` with the image itself. There is no task, no way to cancel a
 * call, and no number of images: Easel makes one call for each image. A lost answer can't be fetched again.
 *
 * Configuration: `submitPath` is the path of the call, in which `{model}` stands for the model. The address may end with the
 * version of the API or not.
 */
import type { SyncProvider } from '../contract/provider';
import { manifest } from './manifest';
import { models, test } from './modelList';
import { knownModels, unknownModel } from './models';
import type { GeminiOptions } from './options';
import { submit } from './submit';

export const gemini: SyncProvider<GeminiOptions> = {
  ...manifest,
  concurrency: 3,
  answers: 'at once',
  knownModels,
  models,
  unknownModel,
  submit,
  test,
};
