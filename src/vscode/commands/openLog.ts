import type { Doors } from '../doors';

/** Open Log. */
export function openLog(doors: Doors): void {
  doors.log.show(true);
}
