/** How the verbs of the page Statistics are served. */
import type { Easel, ProviderView } from '../../../core/easel';
import { failureFrom } from '../../../core/failure';
import type { BalanceLine, StatisticsApi, StatisticsSpan } from '../../../shared/admin/statistics';
import type { Handlers } from '../../../shared/rpc';
import { failureText } from '../../messages';
import { t } from '../../translate';
import { balanceWords } from '../../words/balanceWords';
import { takes } from '../adminGuards';
import type { HandlerOptions } from '../adminHandlers';
import { statisticsView } from './statisticsView';

const spans: readonly StatisticsSpan[] = [7, 30, 90, 0];
const day = 86_400_000;

export function statisticsHandlers({ engine }: Pick<HandlerOptions, 'engine'>): Handlers<StatisticsApi> {
  return {
    statistics: {
      accepts: takes((value) => spans.some((span) => span === value)),
      run: async ([span]) => {
        const easel = await engine.get();
        const zoneMinutes = -new Date().getTimezoneOffset();
        const to = Date.now() + 1;
        const frame = { from: span === 0 ? 0 : startOf(to, zoneMinutes) - (span - 1) * day, to, zoneMinutes };
        return statisticsView(easel.statistics(frame), { t, ...frame });
      },
    },
    balances: {
      accepts: takes(),
      run: async (_none, signal) => {
        const easel = await engine.get();
        const telling = easel.providers().filter(({ config, tellsBalance }) => tellsBalance && config.enabled);
        return Promise.all(telling.map((provider) => balanceOf(easel, provider, signal)));
      },
    },
  };
}

/** The person's last midnight: whole days are told, today as far as it has come. */
function startOf(time: number, zoneMinutes: number): number {
  const shift = zoneMinutes * 60_000;
  return Math.floor((time + shift) / day) * day - shift;
}

async function balanceOf(
  easel: Easel,
  { config: { id, name } }: ProviderView,
  signal: AbortSignal,
): Promise<BalanceLine> {
  try {
    return { name, text: balanceWords(name, await easel.balance(id, signal), t), isTrouble: false };
  } catch (thrown) {
    return { name, text: failureText(failureFrom(thrown)), isTrouble: true };
  }
}
