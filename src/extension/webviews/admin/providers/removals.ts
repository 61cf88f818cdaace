/** Removed configurations that can still be restored, with their keys. Pure. */
import type { Easel } from '../../../../engine/surface/easel';
import type { Clock, Disposable } from '../../../../shared/platform/ports';
import { indexOfEntry } from '../../../providers/providerEntries';

/** Milliseconds for which a removal can be undone. */
const undoDuration = 10_000;

export interface Removals {
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes the keys of removed configurations at once: a new configuration may get one of their IDs. */
  finish(): Promise<void>;
}

interface RemovalServices {
  engine: { get(): Promise<Easel> };
  clock: Clock;
  /** Writes the setting; false if it can't be read and nothing was written. */
  write(easel: Easel, change: (entries: unknown[]) => unknown[]): Promise<boolean>;
}

export function createRemovals({ engine, clock, write }: RemovalServices): Removals {
  const removed = new Map<string, { entry: unknown; index: number; timer: Disposable }>();

  async function forget(id: string): Promise<void> {
    removed.get(id)?.timer.dispose();
    removed.delete(id);
    await (await engine.get()).providers.forgetSecrets(id);
  }

  function offerUndo(id: string, { entry, index }: { entry: unknown; index: number }): void {
    removed.set(id, { entry, index, timer: clock.after(undoDuration, () => void forget(id)) });
  }

  return {
    async remove(id) {
      let found: { entry: unknown; index: number } | undefined;
      const isWritten = await write(await engine.get(), (entries) => {
        const index = indexOfEntry(entries, id);
        if (index < 0) return entries;
        found = { entry: entries[index], index };
        return entries.toSpliced(index, 1);
      });
      // If writing the setting failed, the keys stay.
      if (isWritten && found) offerUndo(id, found);
    },
    async restore(id) {
      const last = removed.get(id);
      if (!last) return;
      // Its keys must not be deleted while it is being restored.
      last.timer.dispose();
      let isWritten = false;
      try {
        isWritten = await write(await engine.get(), (entries) => entries.toSpliced(last.index, 0, last.entry));
      } finally {
        if (isWritten) removed.delete(id);
        else offerUndo(id, last);
      }
    },
    async finish() {
      for (const id of [...removed.keys()]) await forget(id);
    },
  };
}
