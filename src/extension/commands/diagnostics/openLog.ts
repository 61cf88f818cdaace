import type { ExtensionServices } from '../../platform/services';

/** Open Log. */
export function openLog(services: ExtensionServices): void {
  services.log.show(true);
}
