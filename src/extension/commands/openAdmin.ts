/** Open Admin: jobs and history in a tab. */
import type { ExtensionServices } from '../platform/services';

export function openAdmin(services: ExtensionServices): Promise<void> {
  return services.showAdmin();
}
