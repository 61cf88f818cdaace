/** Handlers of the admin page: those of all its pages. */
import type { AdminApi } from '../../../shared/protocol/admin';
import type { Handlers } from '../../../shared/protocol/connection/rpc';
import * as fields from '../shared/fields';
import { takes } from '../shared/parseValues';
import { thumbnailHandlers } from '../shared/thumbnailHandlers';
import { compareHandlers } from './compare/handlers';
import { createHandlers } from './create/handlers';
import { routeForPage } from './create/route';
import { historyHandlers } from './history/handlers';
import { jobHandlers } from './jobs/handlers';
import { providersHandlers } from './providers/handlers';
import { serviceHandlers } from './service/handlers';
import type { HandlerOptions } from './shared/context';
import { statisticsHandlers } from './statistics/handlers';

export function adminHandlers(options: HandlerOptions): Handlers<AdminApi> {
  return {
    inZone: { accepts: takes(fields.timeZone), run: ([name]) => Promise.resolve(options.zone.use(name)) },
    route: { accepts: takes(), run: () => routeForPage(options.takeRoute(), options.userState) },
    ...jobHandlers(options),
    ...historyHandlers(options),
    ...thumbnailHandlers(options),
    ...compareHandlers(options),
    ...createHandlers(options),
    ...providersHandlers(options),
    ...statisticsHandlers(options),
    ...serviceHandlers(options),
  };
}
