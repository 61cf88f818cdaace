/** A file that tells the next start, without opening the database, whether there is anything to go on with. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fail } from '../../shared/model/easelError';

/** Name of the file that stands in the storage folder as long as any job has not come to its end. */
export const pendingJobsFile = 'unfinished';

export interface PendingJobsFlag {
  /** @throws EaselError `storage` */
  set(isUnfinished: boolean): void;
  isSet(): boolean;
}

/** @param file Absolute path. Other windows set and clear the same file, so what is there is looked at each time. */
export function createPendingJobsFlag(file: string): PendingJobsFlag {
  return {
    isSet: () => existsSync(file),
    set: (isUnfinished) => {
      if (existsSync(file) === isUnfinished) return;
      try {
        if (isUnfinished) writeFileSync(file, '');
        else rmSync(file, { force: true });
      } catch (thrown) {
        const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
        const isFull = code === 'ENOSPC' || code === 'EDQUOT';
        throw fail('storage', { code, reason: isFull ? 'disk-full' : 'read-only' }, thrown);
      }
    },
  };
}
