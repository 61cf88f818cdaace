/**
 * KIE.ai: many image models behind one call. `createTask` submits a task and `recordInfo` returns its state; input images
 * are uploaded to a separate host first. Errors come with HTTP 200.
 *
 * Configuration: `submitPath` and `resultPath` are paths on the host, `uploadPath` is an absolute URL on the upload host,
 * and `model` is any image model of KIE's market (known ones map to the name of their variant for edits). Polling is
 * enough; a callback is requested only if a URL for it is configured. There is no call that lists models or cancels a task.
 */
import type { Balance } from '../contract/administration';
import type { TaskProvider, TestFact, TestReport } from '../contract/provider';
import { fail } from '../../shared/model/easelError';
import { answerFacts } from '../../http/answer/status';
import { membersOf, numberOf } from './api';
import { call, type Context } from './call';
import { readSuccess } from './errors';
import { manifest } from './manifest';
import { knownModels, unknownModel } from './models';
import type { KieOptions } from './options';
import { submit } from './submit';
import { poll } from './tasks';
import { identify, ticketId } from './webhook';

const minute = 60_000;
const pollingInterval = { first: 2_000, every: 3_000, deadline: 15 * minute } as const;

export const kie: TaskProvider<KieOptions> = {
  ...manifest,
  // The service accepts 20 new tasks in 10 s and rejects more instead of queuing them.
  concurrency: 8,
  answers: 'with a ticket',
  pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
  knownModels,
  unknownModel,
  submit,
  poll,
  webhook: { identify, ticketId },
  balance,
  test,
};

async function balance(context: Context): Promise<Balance[]> {
  return [{ unit: 'credits', remaining: await credits(context) }];
}

/** Checks host and key with a call that costs nothing. */
async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const left = await credits(context);
  const facts: [TestFact, string][] = [
    ['latency', `${Math.max(0, context.now() - started)} ms`],
    ['balance', `${left} credits`],
  ];
  return { facts };
}

/** The remaining credits of the account; may be a fraction. */
async function credits(context: Context): Promise<number> {
  const answer = await call(context, { method: 'GET', path: '/api/v1/chat/credit', timeout: 20_000 });
  const { data } = readSuccess(answer, context.http.clean);
  const members = membersOf(data);
  const left = numberOf(data) ?? numberOf(members?.['credits']) ?? numberOf(members?.['credit']);
  if (left === undefined) throw fail('bad-answer', { ...answerFacts(answer), detail: 'data' });
  return left;
}
