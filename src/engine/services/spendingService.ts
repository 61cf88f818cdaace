/** What something costs, would cost and has cost. */
import type { Easel, Spending, StatisticsQuery } from '../domain/easel';
import type { Database } from '../storage/database/database';
import { readSpending } from '../storage/stores/ledger';
import { callsOf } from './createJobs';
import type { Inside } from './context';

type SpendingVerbs = Pick<Easel, 'spending' | 'price' | 'estimate'>;

export function createSpendingDesk({ world, roster }: Inside, database: Database): SpendingVerbs {
  return {
    spending: (query) => spendingOf(world, database, query),
    price: (providerId, kind, model) => world.spending.price(roster.get(providerId), kind, model),
    estimate: (wish, { providerId, times = 1 } = {}) => {
      const { configured, wishes } = callsOf({ roster, cooldown: world.cooldown }, wish, providerId);
      return world.spending.estimate(configured, wishes, times);
    },
  };
}

/** The sums of a span of time, and the caps as they stand now. */
export function spendingOf(
  { spending }: Pick<Inside['world'], 'spending'>,
  database: Database,
  query: StatisticsQuery,
): Spending {
  return { ...readSpending(database, query), caps: spending.caps() };
}
