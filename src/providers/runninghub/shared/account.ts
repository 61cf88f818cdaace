/** The account: its balance, the type of its key, and its queue. */
import type { TestFact } from '../../contract/provider';
import type { ProviderContext } from '../../contract/context';
import type { Balance } from '../../contract/administration';
import { EaselError, fail } from '../../../shared/model/easelError';
import { answerFacts } from '../../../http/answer/status';
import { accepted, currencyOf, keyOf, send } from './calls';
import { figureOf, isFields, textOf, type Fields } from './reply';
import { coinUnit } from './results';

const accountPath = '/uc/openapi/accountStatus';
const queueStatusPath = '/openapi/v2/queue/status';

export interface Account {
  balance: Balance[];
  /** The service's word for the type of the key; empty if unknown. */
  keyType: string;
}

/** A free call that also checks the key. */
export async function readAccount(context: ProviderContext): Promise<Account> {
  // Only this call spells the member in lower case.
  const json = { apikey: await keyOf(context) };
  const reply = accepted(await send(context, { method: 'POST', path: accountPath, json }));
  if (!isFields(reply.data)) {
    throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'data' });
  }
  const { data, clean } = reply;
  const balance: Balance[] = [];
  const money = figureOf(data['remainMoney']);
  const currency = clean(textOf(data, 'currency')).slice(0, 12) || currencyOf(context) || 'money';
  if (money !== undefined) balance.push({ unit: currency, remaining: money });
  const coins = figureOf(data['remainCoins']);
  if (coins !== undefined) balance.push({ unit: coinUnit, remaining: coins });
  const keyType = clean(textOf(data, 'apiType')).slice(0, 40);
  if (balance.length === 0 && keyType === '')
    throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'data' });
  return { balance, keyType };
}

export async function balanceOf(context: ProviderContext): Promise<Balance[]> {
  return (await readAccount(context)).balance;
}

/** Facts of a test, and the type of the key: `EXCLUSIVE`, `SHARED` (enterprise), or `NORMAL` (personal). */
export async function describeAccount(
  context: ProviderContext,
): Promise<{ facts: [TestFact, string][]; keyType: string }> {
  const started = context.now();
  const account = await readAccount(context);
  const facts: [TestFact, string][] = [['latency', `${Math.max(0, context.now() - started)} ms`]];
  const money = account.balance
    .flatMap(({ unit, remaining }) => (remaining === undefined ? [] : [`${remaining} ${unit}`]))
    .join(' · ');
  if (money !== '') facts.push(['balance', money]);
  const queue = await readQueue(context);
  const keyType = textOf(queue, 'apiKeyType') || account.keyType;
  if (keyType !== '') facts.push(['account', context.http.clean(keyType).slice(0, 40)]);
  const queued = figureOf(queue?.['queuedCount']);
  if (queued !== undefined) facts.push(['queue', String(queued)]);
  return { facts, keyType: keyType.toUpperCase() };
}

/** Optional: not every server has the call. */
async function readQueue(context: ProviderContext): Promise<Fields | undefined> {
  try {
    const reply = accepted(await send(context, { method: 'GET', path: queueStatusPath }));
    return isFields(reply.data) ? reply.data : reply.body;
  } catch (thrown) {
    if (thrown instanceof EaselError && thrown.failure.kind !== 'cancelled') return undefined;
    throw thrown;
  }
}
