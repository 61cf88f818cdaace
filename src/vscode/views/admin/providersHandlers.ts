/** How the verbs of the page Providers are served. */
import type { ProvidersApi } from '../../../shared/admin/providers';
import type { Handlers } from '../../../shared/rpc';
import type { HandlerOptions } from '../adminHandlers';

export function providersHandlers(_options: HandlerOptions): Handlers<ProvidersApi> {
  return {};
}
