/** Configurations that were removed and can still be brought back, with their keys. */
import type { Easel } from '../../../core/easel';
import { systemClock } from '../../clock';
import { indexOfEntry } from '../../providerEntries';
import { writeEntries } from './providersWriting';

/** Milliseconds in which one can be brought back. */
const undoFor = 10_000;

export interface Removals {
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes the keys of those that are gone at once: a new configuration may get the id of one of them. */
  finish(): Promise<void>;
}

export function createRemovals(engine: { get(): Promise<Easel> }): Removals {
  const removed = new Map<string, { entry: unknown; index: number; timer: { dispose(): void } }>();

  async function forget(id: string): Promise<void> {
    removed.get(id)?.timer.dispose();
    removed.delete(id);
    await (await engine.get()).forgetSecrets(id);
  }

  return {
    async remove(id) {
      await writeEntries(await engine.get(), (entries) => {
        const index = indexOfEntry(entries, id);
        if (index < 0) return entries;
        const timer = systemClock.after(undoFor, () => void forget(id));
        removed.set(id, { entry: entries[index], index, timer });
        return entries.toSpliced(index, 1);
      });
    },
    async restore(id) {
      const last = removed.get(id);
      if (!last) return;
      last.timer.dispose();
      removed.delete(id);
      await writeEntries(await engine.get(), (entries) => entries.toSpliced(last.index, 0, last.entry));
    },
    async finish() {
      for (const id of [...removed.keys()]) await forget(id);
    },
  };
}
