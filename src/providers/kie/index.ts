/**
 * KIE.ai: many image models behind one call. A task is handed in with `createTask` and followed with `recordInfo`;
 * pictures go to an upload host of its own first and come back as URLs. Errors stand inside HTTP 200.
 *
 * Configuration: `submitPath` and `resultPath` are paths on the host, `uploadPath` a whole URL on the upload host, `model`
 * any image model of KIE's market (the known ones choose the name for editing by themselves). Nothing but polling is
 * needed; a callback is asked for only where an address for it was configured. No task can be stopped.
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
  // 20 new tasks in 10 s are taken; what is above is refused, not queued.
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

/** Shows that host and key are right; costs nothing. */
async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const left = await credits(context);
  const facts: [TestFact, string][] = [
    ['latency', `${Math.max(0, context.now() - started)} ms`],
    ['balance', `${left} credits`],
  ];
  return { facts };
}

/** What is left on the account; may be a fraction. */
async function credits(context: Context): Promise<number> {
  const answer = await call(context, { method: 'GET', path: '/api/v1/chat/credit', timeout: 20_000 });
  const { data } = readSuccess(answer, context.http.clean);
  const members = membersOf(data);
  const left = numberOf(data) ?? numberOf(members?.['credits']) ?? numberOf(members?.['credit']);
  if (left === undefined) throw fail('bad-answer', { ...answerFacts(answer), detail: 'data', maybeReceived: false });
  return left;
}
