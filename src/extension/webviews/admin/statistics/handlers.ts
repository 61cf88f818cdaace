/** Handlers of the page Statistics. */
import type { Easel } from '../../../../engine/surface/easel';
import type { ProviderView } from '../../../../engine/surface/providers';
import { failureFrom } from '../../../../shared/model/easelError';
import type { BalanceLine, StatisticsApi } from '../../../../shared/protocol/pages/statistics';
import type { Calendar } from '../../../../shared/model/calendar';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { failureText } from '../../../notifications/messages';
import { t } from '../../../platform/translate';
import { formatBalances } from '../../../messages/balance';
import type { HandlerOptions } from '../shared/context';
import { statisticsView } from './view';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

export function statisticsHandlers({ engine, zone }: Pick<HandlerOptions, 'engine' | 'zone'>): Handlers<StatisticsApi> {
  return {
    statistics: {
      accepts: takes(schema.span),
      run: async ([span]) => {
        const easel = await engine.get();
        const calendar = zone.calendar();
        const to = Date.now() + 1;
        const query = { from: span === 0 ? 0 : daysBack(to, span - 1, calendar), to, dayOf: calendar.dayOf };
        return statisticsView(easel.history.statistics(query), { t, calendar, ...query });
      },
    },
    balances: {
      accepts: takes(),
      run: async (_none, signal) => {
        const easel = await engine.get();
        const telling = easel.providers.list().filter(({ config, tellsBalance }) => tellsBalance && config.enabled);
        return Promise.all(telling.map((provider) => balanceOf(easel, provider, signal)));
      },
    },
  };
}

/** The midnight some days before: spans consist of whole days and today so far. */
function daysBack(time: number, days: number, { dayOf }: Calendar): number {
  let { start } = dayOf(time);
  for (let step = 0; step < days; step += 1) ({ start } = dayOf(start - 1));
  return start;
}

async function balanceOf(
  easel: Easel,
  { config: { id, name } }: ProviderView,
  signal: AbortSignal,
): Promise<BalanceLine> {
  try {
    return { name, text: formatBalances(name, await easel.providers.balance(id, signal), t), isError: false };
  } catch (thrown) {
    return { name, text: failureText(failureFrom(thrown)), isError: true };
  }
}
