/** Calls that cost nothing: the list of models, the key with its limit, and the test of a configuration. */
import * as z from 'zod/mini';
import { fail } from '../../shared/model/easelError';
import { answerFacts } from '../../http/answer/status';
import { readJson } from '../../http/answer/schema';
import type { Balance } from '../contract/administration';
import type { Model } from '../contract/model';
import type { TestFact, TestReport } from '../contract/provider';
import { call, type Context } from './call';
import { failureOfAnswer } from './errors';
import { defaultModel, listedModel, listedSchema, unknownModel } from './models';

const timeout = 20_000;
const maxModels = 500;

const listSchema = z.looseObject({ data: z.array(z.unknown()) });
const keySchema = z.looseObject({
  data: z.looseObject({
    label: z.optional(z.string()),
    usage: z.number(),
    limit: z.optional(z.nullable(z.number())),
    limit_remaining: z.optional(z.nullable(z.number())),
  }),
});

/** The configured model first; entries that can't be read are left out. */
export async function models(context: Context): Promise<readonly Model[]> {
  const answer = await call(context, { method: 'GET', path: '/images/models', timeout });
  if (answer.status !== 200) throw failureOfAnswer(answer, context.http.clean);
  const { data } = readJson(answer, listSchema);
  const listed = data.flatMap((entry) => listedSchema.safeParse(entry).data ?? []).map(listedModel);
  if (listed.length === 0) throw fail('bad-answer', { ...answerFacts(answer), detail: 'data' });
  const configured = context.config.model || defaultModel;
  const own = listed.find(({ name }) => name === configured) ?? { name: configured, kinds: unknownModel() };
  return [own, ...listed.filter(({ name }) => name !== configured)].slice(0, maxModels);
}

async function keyFacts(context: Context): Promise<z.infer<typeof keySchema>['data']> {
  const answer = await call(context, { method: 'GET', path: '/key', timeout });
  if (answer.status !== 200) throw failureOfAnswer(answer, context.http.clean);
  return readJson(answer, keySchema).data;
}

/** What the key may still spend; without a limit, only what it spent. */
export async function balance(context: Context): Promise<Balance[]> {
  const { usage, limit, limit_remaining: remaining } = await keyFacts(context);
  return [
    {
      unit: 'USD',
      used: usage,
      ...(typeof limit === 'number' ? { limit } : {}),
      ...(typeof remaining === 'number' ? { remaining } : {}),
    },
  ];
}

export async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const { label, limit_remaining: remaining } = await keyFacts(context);
  const facts: [TestFact, string][] = [['latency', `${Math.max(0, context.now() - started)} ms`]];
  if (label) facts.push(['account', context.http.clean(label)]);
  if (typeof remaining === 'number') facts.push(['balance', `${remaining} USD`]);
  return { facts };
}
