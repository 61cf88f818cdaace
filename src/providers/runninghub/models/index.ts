/**
 * RunningHub's standard model API: rhart-image-n-pro ("edit" and "text-to-image") and its siblings, by path.
 *
 * Configuration: `model` is a listed name or the path of any endpoint; `submitPath` may be a complete endpoint
 * (`/openapi/v2/rhart-image-n-pro/edit`), or contain `{model}`. Resolutions are sent in lower case. The API rejects personal
 * keys (1014) and requires one of an enterprise account. Every job is a task; quick ones are done in the submit's answer.
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
/** Jobs usually take 20 to 30 seconds. */
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
  // The service documents no call for a model's task; the one for apps is tried while the task waits.
  cancel: cancelTask,
  cancellable: 'pending-only',
  balance: balanceOf,
  test,
};

/** Checks the key and its type, and previews the price of an image. */
async function test(context: Context): Promise<TestReport> {
  const { facts, keyType } = await describeAccount(context);
  const model = configuredModel(context.config);
  facts.push(['models', model.slice(0, 100)]);
  const price = await previewPrice(context, model);
  // Only keys of an enterprise account may call models; the first job would fail otherwise.
  if (keyType === 'NORMAL') throw fail('auth', { reason: 'enterprise-key-needed', detail: `apiKeyType ${keyType}` });
  const note: [TestFact, string][] = price === '' ? [] : [['note', price]];
  return { facts: [...facts, ...note] };
}

/** The price as the service writes it; empty if unknown. @throws EaselError if it rejects the key or the model. */
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
  const json = bodyOf(request, { endpoint, images: [], options: context.options });
  try {
    const reply = await post(context, { path: `${root}price-preview/${endpoint.path}`, json });
    if (reply.code !== '0') throw refusalOf(reply);
    const amount = textOf(reply.body, 'estimatedPrice') || textOf(reply.data, 'estimatedPrice');
    const currency = textOf(reply.body, 'currency') || textOf(reply.data, 'currency');
    return context.http.clean(`${amount} ${currency}`.trim()).slice(0, 60);
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    const { kind, reason } = thrown.failure;
    const isDecisive = kind === 'auth' || kind === 'cancelled' || reason === 'model-unknown';
    if (isDecisive) throw thrown;
    return '';
  }
}
