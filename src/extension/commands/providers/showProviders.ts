/** Show Providers: opens the Providers page. */
import type { ExtensionServices } from '../../platform/services';

export function showProviders(services: ExtensionServices): Promise<void> {
  return services.showAdmin({ page: 'providers' });
}
