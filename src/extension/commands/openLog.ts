import type { Doors } from '../platform/services';

/** Open Log. */
export function openLog(doors: Doors): void {
  doors.log.show(true);
}
