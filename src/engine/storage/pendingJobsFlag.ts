/** A file that tells the next start, without opening the database, whether there are unfinished jobs. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fail } from '../../shared/model/easelError';

export interface PendingJobsFlag {
  /** @throws EaselError `storage` */
  set(): void;
  /** @throws EaselError `storage` */
  clear(): void;
  isSet(): boolean;
}

/** @param file Absolute path. Other windows set and clear the same file, so its presence is checked each time. */
export function createPendingJobsFlag(file: string): PendingJobsFlag {
  const isSet = (): boolean => existsSync(file);
  return {
    isSet,
    set: () => {
      if (!isSet()) change(() => writeFileSync(file, ''));
    },
    clear: () => {
      if (isSet()) change(() => rmSync(file, { force: true }));
    },
  };
}

function change(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw fail('storage', { code, reason: isFull ? 'disk-full' : 'read-only' }, thrown);
  }
}
