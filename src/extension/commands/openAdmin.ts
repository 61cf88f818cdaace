/** Open Easel: shows the admin page. */
import type { ExtensionServices } from '../platform/services';

export function openAdmin(services: ExtensionServices): Promise<void> {
  return services.showAdmin();
}
