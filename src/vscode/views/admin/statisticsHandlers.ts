/** How the verbs of the page Statistics are served. */
import type { StatisticsApi } from '../../../shared/admin/statistics';
import type { Handlers } from '../../../shared/rpc';
import type { HandlerOptions } from '../adminHandlers';

export function statisticsHandlers(_options: HandlerOptions): Handlers<StatisticsApi> {
  return {};
}
