/** Show Providers: the admin page at its providers. */
import type { ExtensionServices } from '../../platform/services';

export function showProviders(services: ExtensionServices): Promise<void> {
  return services.showAdmin({ page: 'providers' });
}
