/**
 * Qwen Image Service 1.3.0, self-hosted: text to image, edits of one or two images, batch edits. Sign-in with name and
 * password (or none), tasks that are polled by ID, several images as a ZIP.
 *
 * Configuration: `submitPath` is the path for new images, `editPath` the one for edits (batch edits are below it), and
 * `resultPath` the root of the tasks. `synchronous` requests the image in the answer to the submit. A rejected upload counts
 * against the quota, so everything is checked before it's sent; an unknown ratio silently becomes a square. A task that was
 * canceled while it waited is executed nevertheless (a bug of the service), so it must not be polled after `cancel`.
 */
import type { TaskProvider, TestFact, TestReport } from '../contract/provider';
import { readJson } from '../../http/answer/schema';
import { administration, balance } from './administration';
import { quotaSchema, queueSchema, userSchema } from './api';
import { reconcile } from './reconcile';
import { manifest } from './manifest';
import { knownModels, unknownModel } from './models';
import { models } from './modelList';
import type { QwenOptions } from './options';
import { callOk, describeService, loginAgain, needsLogin, type Context } from './session';
import { submit } from './submit';
import { cancel, poll, tasksPath, wait } from './tasks';

const minute = 60_000;

export const qwenImageService: TaskProvider<QwenOptions> = {
  ...manifest,
  concurrency: 4,
  // By default, the service loads its model for each task: minutes per image, and others may be ahead in the queue.
  // `every` is how long one `wait` is held back, and thus how often the queue position is updated.
  answers: 'with a ticket',
  pollingInterval: {
    generate: { first: 1_000, every: 3_000, deadline: 30 * minute },
    edit: { first: 1_000, every: 3_000, deadline: 30 * minute },
    batch: { first: 2_000, every: 3_000, deadline: 90 * minute },
  },
  cancellable: 'pending-only',
  knownModels,
  models,
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

/** Reaches the service, signs in with the stored password instead of an old token, and reads the account's quota. */
async function test(context: Context): Promise<TestReport> {
  const facts: [TestFact, string][] = [];
  const started = context.now();
  const service = await describeService(context);
  facts.push(['latency', `${Math.max(0, context.now() - started)} ms`]);
  if (service.name) facts.push(['service', context.http.clean(service.name)]);
  if (service.version) facts.push(['version', context.http.clean(service.version)]);
  if (service.auth_enabled === undefined) {
    // The oldest release has neither accounts nor tasks; its health page identifies it.
    await administration.health?.(context);
    return { facts };
  }
  if (await needsLogin(context)) await loginAgain(context);
  const read = (path: string) => callOk(context, { method: 'GET', path, timeout: 20_000 });
  const user = readJson(await read('/auth/me'), userSchema);
  facts.push(['account', context.http.clean(user.username)]);
  const quota = readJson(await read(tasksPath(context, '/quota/me')), quotaSchema);
  if (quota.daily_limit > 0) facts.push(['quota', `${quota.remaining_today} / ${quota.daily_limit}`]);
  const queue = readJson(await read(tasksPath(context, '/queue')), queueSchema);
  if (typeof queue.queue_size === 'number') facts.push(['queue', String(queue.queue_size)]);
  return { facts };
}
