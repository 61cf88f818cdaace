/** Prices, estimates and sums of money. */
import type { EaselSpending } from '../surface/spending';
import type { Spending, StatisticsQuery } from '../domain/statistics';
import type { Database } from '../storage/database/database';
import { readSpending } from '../storage/stores/ledger';
import { planCalls } from './requestCalls';
import type { EngineContext } from './context';

export function createSpendingService({ jobContext, registry }: EngineContext, database: Database): EaselSpending {
  return {
    summary: (query) => spendingOf(jobContext, database, query),
    price: (providerId, kind, model) => jobContext.spending.price(registry.get(providerId), kind, model),
    estimate: (imageRequest, { providerId, times = 1 } = {}) => {
      const { configured, imageRequests } = planCalls(
        { registry, cooldown: jobContext.cooldown },
        imageRequest,
        providerId,
      );
      return jobContext.spending.estimate(configured, imageRequests, times);
    },
  };
}

/** The sums of a span of time, and the present state of the caps. */
export function spendingOf(
  { spending }: Pick<EngineContext['jobContext'], 'spending'>,
  database: Database,
  query: StatisticsQuery,
): Spending {
  return { ...readSpending(database, query), caps: spending.caps() };
}
