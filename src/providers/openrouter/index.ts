/**
 * OpenRouter: image models of many companies behind one call, `POST /images`, which answers with the images or with a stream of
 * previews and images. There is no task and no way to cancel a call. A lost answer can't be fetched again.
 *
 * Configuration: `submitPath` is the path of the call below the address.
 */
import type { SyncProvider } from '../contract/provider';
import { balance, models, test } from './account';
import { manifest } from './manifest';
import { knownModels, unknownModel } from './models';
import type { OpenRouterOptions } from './options';
import { submit } from './submit';

export const openrouter: SyncProvider<OpenRouterOptions> = {
  ...manifest,
  concurrency: 4,
  answers: 'at once',
  knownModels,
  models,
  unknownModel: () => unknownModel(),
  submit,
  balance,
  test,
};
