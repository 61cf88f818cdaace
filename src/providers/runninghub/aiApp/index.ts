/**
 * RunningHub "AI apps": workflows that somebody built and published, started with the values of a form, followed as tasks.
 *
 * Configuration: `options.webappId` is the app (or `model`, when it is nothing but digits). `submitPath` may be the older
 * call or `/openapi/v2/run/ai-app/{webappId}`; `resultPath` is asked first, and where it does not exist the two that do;
 * `uploadPath` takes pictures. Key, balance, uploads and apps of the domestic and the overseas site are not shared.
 * A submit is paid for, and its answer does not come twice: it is sent once. Result URLs live shortly.
 */
import { fail } from '../../../shared/model/easelError';
import { balanceOf, describeAccount } from '../shared/account';
import { cancelTask, pollTask } from '../shared/calls';
import type { TaskProvider, TestFact, TestReport } from '../../contract/provider';
import { formOf } from './form';
import { placeWords, slotNames, type Mapping } from './mapping';
import { manifest } from './manifest';
import { knownModels, unknownModel } from './models';
import type { AiAppOptions } from './options';
import { mappingOf, submit, webappIdFor, type Context } from './submit';

const minute = 60_000;
/** Twenty seconds to ten minutes are usual; a cold queue adds some. */
const pollingInterval = { first: 3_000, every: 5_000, deadline: 30 * minute };

export const runninghubAiApp: TaskProvider<AiAppOptions> = {
  ...manifest,
  // A personal key runs one task at a time and refuses the next (421); waiting here costs nothing.
  concurrency: 1,
  answers: 'with a ticket',
  pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
  knownModels,
  unknownModel,
  submit,
  poll: pollTask,
  cancel: cancelTask,
  cancellable: 'any',
  balance: balanceOf,
  test,
};

/** Shows that the key is good, and what would go where in the configured app. */
async function test(context: Context): Promise<TestReport> {
  const { facts } = await describeAccount(context);
  const webappId = webappIdFor({}, context);
  const form = await formOf(context, webappId);
  const mapping = await mappingOf(context, webappId);
  if (form.name !== '') facts.unshift(['service', form.name]);
  const note: [TestFact, string] = ['note', context.http.clean(mappingWords(mapping))];
  if (note[1] === '') throw fail('settings', { reason: 'setting-invalid', values: { field: 'options.nodes' } });
  return { facts: [...facts, note] };
}

/** `prompt → 52.prompt · images → 39.image` */
function mappingWords({ slots, images }: Mapping): string {
  const named = slotNames.flatMap((name) => (slots[name] ? [`${name} → ${placeWords(slots[name])}`] : []));
  const places = images.map(placeWords).join(', ');
  return [...named, ...(places ? [`images → ${places}`] : [])].join(' · ');
}
