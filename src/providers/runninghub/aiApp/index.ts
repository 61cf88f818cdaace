/**
 * RunningHub "AI apps": published workflows that are started with the values of a form and run as tasks.
 *
 * Configuration: `options.webappId` is the app (or `model`, if it consists of digits). `submitPath` may be the v1 call or
 * `/openapi/v2/run/ai-app/{webappId}`; `resultPath` is polled first, and if it doesn't exist, the two that do; `uploadPath`
 * takes images. The two sites share no keys, balances, uploads, or apps. A submit is paid and sent only once. Result URLs
 * expire soon.
 */
import { fail } from '../../../shared/model/easelError';
import { balanceOf, describeAccount } from '../shared/account';
import { cancelTask, pollTask } from '../shared/calls';
import type { TaskProvider, TestFact, TestReport } from '../../contract/provider';
import { formOf } from './form';
import { slotKey, slotNames, type Mapping } from './mapping';
import { manifest } from './manifest';
import { knownModels, models, unknownModel } from './models';
import type { AiAppOptions } from './options';
import { mappingOf, submit, webappIdFor, type Context } from './submit';

const minute = 60_000;
/** Jobs usually take 20 seconds to 10 minutes; a cold start adds minutes. */
const pollingInterval = { first: 3_000, every: 5_000, deadline: 30 * minute };

export const runninghubAiApp: TaskProvider<AiAppOptions> = {
  ...manifest,
  // The service runs one task at a time for a personal key, and rejects the next one (421).
  concurrency: 1,
  answers: 'with a ticket',
  pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
  knownModels,
  models,
  unknownModel,
  submit,
  poll: pollTask,
  cancel: cancelTask,
  cancellable: 'any',
  balance: balanceOf,
  test,
};

/** Checks the key, and shows which parameter goes to which node of the configured app. */
async function test(context: Context): Promise<TestReport> {
  const { facts } = await describeAccount(context);
  const webappId = webappIdFor({}, context);
  const form = await formOf(context, webappId);
  const mapping = await mappingOf(context, webappId);
  if (form.name !== '') facts.unshift(['service', form.name]);
  const note: [TestFact, string] = ['note', context.http.clean(mappingText(mapping))];
  if (note[1] === '') throw fail('settings', { reason: 'setting-invalid', values: { field: 'options.nodes' } });
  return { facts: [...facts, note] };
}

/** `prompt → 52.prompt · images → 39.image` */
function mappingText({ slots, images }: Mapping): string {
  const named = slotNames.flatMap((name) => (slots[name] ? [`${name} → ${slotKey(slots[name])}`] : []));
  const imageFields = images.map(slotKey).join(', ');
  return [...named, ...(imageFields ? [`images → ${imageFields}`] : [])].join(' · ');
}
