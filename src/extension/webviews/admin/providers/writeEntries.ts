/** Writes the user's setting, and resolves when the engine has read it. */
import type { Easel } from '../../../../engine/surface/easel';
import type { ProviderConfig, ProviderView } from '../../../../engine/surface/providers';
import { fail } from '../../../../shared/model/easelError';
import { systemClock } from '../../../platform/clock';
import { isRecord } from '../../../parameters/parseArguments';
import { indexOfEntry, migrateEntry, type ProviderEntry } from '../../../providers/providerEntries';
import { changeEntries } from '../../../providers/providerSettings';

/** Maximum milliseconds to wait until the engine has read a change. */
const maxWait = 5_000;

/** @throws EaselError `settings` `provider-unknown` */
export function providerOf(easel: Easel, id: string): ProviderView {
  const found = easel.providers.list().find(({ config }) => config.id === id);
  if (!found) throw fail('settings', { reason: 'provider-unknown', values: { provider: id.slice(0, 64) } });
  return found;
}

/** The first fields of an entry for the built-in configuration. */
export function entryFor({ id, type }: ProviderConfig): ProviderEntry {
  return { id, type };
}

/** The list with each configuration's entry changed; the built-in one has no entry at first. */
export function withEntries(
  entries: readonly unknown[],
  { easel, providers }: { easel: Easel; providers: readonly ProviderView[] },
  change: (entry: ProviderEntry | undefined, provider: ProviderView) => ProviderEntry | undefined,
): unknown[] {
  const next = [...entries];
  for (const provider of providers) {
    const index = indexOfEntry(entries, provider.config.id);
    const before = entries[index];
    const after = change(isRecord(before) ? before : undefined, provider);
    // An entry that stays as it is, is not rewritten.
    if (after === undefined || after === before) continue;
    const written = migrateEntry(after, easel.providers.types(), provider.config.id);
    if (index < 0) next.push(written);
    else next[index] = written;
  }
  return next;
}

/** @returns Whether it was written; if the setting is no list, an error is shown instead. */
export async function writeEntries(easel: Easel, change: (entries: unknown[]) => unknown[]): Promise<boolean> {
  const seen = { isNew: false };
  let end = (): void => undefined;
  const read = new Promise<void>((resolve) => {
    end = resolve;
  });
  const listening = easel.onEvent(({ kind }) => {
    if (kind === 'providers-changed') end();
  });
  const timer = systemClock.after(maxWait, () => end());
  try {
    const isWritten = await changeEntries((entries) => {
      const next = change(entries);
      seen.isNew = JSON.stringify(next) !== JSON.stringify(entries);
      return next;
    });
    if (isWritten && seen.isNew) await read;
    return isWritten;
  } finally {
    timer.dispose();
    listening.dispose();
  }
}
