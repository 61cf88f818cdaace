/** How the verbs of the page Create are served. */
import type { CreateApi } from '../../../shared/admin/create';
import type { Handlers } from '../../../shared/rpc';
import type { HandlerOptions } from '../adminHandlers';

export function createHandlers(_options: HandlerOptions): Handlers<CreateApi> {
  return {};
}
