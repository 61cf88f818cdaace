/**
 * RunningHub's standard model API: rhart-image-n-pro ("edit" and "text-to-image") and its siblings, by path.
 *
 * Configuration: `model` is a name of the list or the path of any endpoint; `submitPath` may be an endpoint written out
 * (`/openapi/v2/rhart-image-n-pro/edit`), or hold `{model}`. Resolutions go over the wire in lower case. A personal key is
 * refused (1014): the API wants one of an enterprise account. Every job is a task, though quick ones come back done.
 */
import { EaselError, fail } from '../../../shared/model/easelError';
import { balanceOf, describeAccount } from '../shared/account';
import { cancelTask, pollTask, post } from '../shared/calls';
import { refusalOf } from '../shared/errors';
import { textOf } from '../shared/reply';
import type { TaskProvider, TestFact, TestReport } from '../../contract/provider';
import { manifest } from './manifest';
import { configuredModel, endpointOf, knownModels, limitsFor, root, unknownModel } from './models';
import type { RunningHubModelsOptions } from './options';
import { bodyOf, submit, type Context } from './submit';

const minute = 60_000;
/** Twenty to thirty seconds are usual. */
const pollingInterval = { first: 5_000, every: 5_000, deadline: 20 * minute };

export const runninghubModels: TaskProvider<RunningHubModelsOptions> = {
  ...manifest,
  concurrency: 4,
  answers: 'with a ticket',
  pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
  knownModels,
  unknownModel,
  submit,
  poll: pollTask,
  // The service documents no way to stop a model's task; a waiting one is tried.
  cancel: cancelTask,
  cancellable: 'pending-only',
  balance: balanceOf,
  test,
};

/** The key, its kind, and what a picture would cost: all without making one. */
async function test(context: Context): Promise<TestReport> {
  const { facts, keyType } = await describeAccount(context);
  const model = configuredModel(context.config);
  facts.push(['models', model.slice(0, 100)]);
  const price = await previewPrice(context, model);
  // Only keys of an enterprise account may call models; better to hear it now than with the first job.
  if (keyType === 'NORMAL') throw fail('auth', { reason: 'enterprise-key-needed', detail: `apiKeyType ${keyType}` });
  const note: [TestFact, string][] = price === '' ? [] : [['note', price]];
  return { facts: [...facts, ...note] };
}

/** In the service's own words; empty where it does not tell. @throws EaselError when it refuses the key or the model. */
async function previewPrice(context: Context, model: string): Promise<string> {
  const endpoint = endpointOf(model, 'generate');
  const limits = limitsFor(model, 'generate', context.options.resolution);
  if (!endpoint || !limits) return '';
  const resolution = limits.resolutions?.[0];
  const request = {
    kind: 'generate' as const,
    prompt: 'a red fox',
    count: 1,
    references: [],
    ...(resolution ? { resolution } : {}),
  };
  const json = bodyOf(request, { endpoint, pictures: [], options: context.options });
  try {
    const reply = await post(context, { path: `${root}price-preview/${endpoint.path}`, json });
    if (reply.code !== '0') throw refusalOf(reply);
    const amount = textOf(reply.body, 'estimatedPrice') || textOf(reply.data, 'estimatedPrice');
    const currency = textOf(reply.body, 'currency') || textOf(reply.data, 'currency');
    return context.http.clean(`${amount} ${currency}`.trim()).slice(0, 60);
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    const { kind, reason } = thrown.failure;
    const isTelling = kind === 'auth' || kind === 'cancelled' || reason === 'model-unknown';
    if (isTelling) throw thrown;
    return '';
  }
}
