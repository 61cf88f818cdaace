/** How the verbs of the page Service are served. */
import type { ServiceApi } from '../../../shared/admin/service';
import type { Handlers } from '../../../shared/rpc';
import type { HandlerOptions } from '../adminHandlers';

export function serviceHandlers(_options: HandlerOptions): Handlers<ServiceApi> {
  return {};
}
