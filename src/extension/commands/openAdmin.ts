/** Open Admin: jobs and history in a tab. */
import type { Doors } from '../platform/services';

export function openAdmin(doors: Doors): Promise<void> {
  return doors.showAdmin();
}
