/**
 * Qwen Image Service 1.3.0, self-hosted: text to image, edit of one or two pictures, batch edit. Sign-in with name and
 * password (or none), work as tasks that are followed by id, several pictures as a ZIP.
 *
 * Configuration: `submitPath` is the call for new pictures, `editPath` the one for edits (its batch stands below it),
 * `resultPath` the root of the tasks. `synchronous` asks the service to hold its answer back until the picture is there.
 * A refused upload is counted against the quota, so everything is checked before it is sent; a ratio that the service does
 * not know would become a square without a word. A task cancelled while it waits is executed all the same (a fault of the
 * service): after a successful `cancel` nobody may look at it again.
 */
import type { TaskProvider, TestFact, TestReport } from '../contract/provider';
import { readJson } from '../../http/answer/schema';
import { administration, balance } from './administration';
import { quotaSchema, queueSchema, userSchema } from './api';
import { reconcile } from './reconcile';
import { manifest } from './manifest';
import { knownModels, unknownModel } from './models';
import type { QwenOptions } from './options';
import { callOk, describeService, loginAnew, needsLogin, type Context } from './session';
import { submit } from './submit';
import { cancel, poll, tasksPath, wait } from './tasks';

const minute = 60_000;

export const qwenImageService: TaskProvider<QwenOptions> = {
  ...manifest,
  concurrency: 4,
  // As shipped, the service loads its model anew for each task: minutes for one picture, and others may be before it.
  // `every` is how long one answer is held back; the place in the queue is only as fresh as that.
  answers: 'with a ticket',
  pollingInterval: {
    generate: { first: 1_000, every: 3_000, deadline: 30 * minute },
    edit: { first: 1_000, every: 3_000, deadline: 30 * minute },
    batch: { first: 2_000, every: 3_000, deadline: 90 * minute },
  },
  cancellable: 'pending-only',
  knownModels,
  unknownModel,
  submit,
  poll,
  wait,
  cancel,
  reconcile,
  balance,
  test,
  administration,
};

/** Reaches the service, signs in with what is stored now (not with an old token), and reads what the account may do. */
async function test(context: Context): Promise<TestReport> {
  const facts: [TestFact, string][] = [];
  const started = context.now();
  const service = await describeService(context);
  facts.push(['latency', `${Math.max(0, context.now() - started)} ms`]);
  if (service.name) facts.push(['service', context.http.clean(service.name)]);
  if (service.version) facts.push(['version', context.http.clean(service.version)]);
  if (service.auth_enabled === undefined) {
    // The oldest release has neither accounts nor tasks. Its health page shows that it is one at all.
    await administration.health?.(context);
    return { facts };
  }
  if (await needsLogin(context)) await loginAnew(context);
  const read = (path: string) => callOk(context, { method: 'GET', path, timeout: 20_000 });
  const user = readJson(await read('/auth/me'), userSchema);
  facts.push(['account', context.http.clean(user.username)]);
  const quota = readJson(await read(tasksPath(context, '/quota/me')), quotaSchema);
  facts.push(['quota', quota.daily_limit <= 0 ? '∞' : `${quota.remaining_today} / ${quota.daily_limit}`]);
  const queue = readJson(await read(tasksPath(context, '/queue')), queueSchema);
  if (typeof queue.queue_size === 'number') facts.push(['queue', String(queue.queue_size)]);
  return { facts };
}
