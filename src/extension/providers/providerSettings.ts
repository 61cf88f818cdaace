/** Reads and writes `easel.providers` in the user's settings. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderConfig, ProviderView } from '../../engine/surface/providers';
import type { Clock } from '../../shared/platform/ports';
import { openSetting } from '../platform/settings';
import { isRecord } from '../parameters/parseArguments';
import { idsOf, indexOfEntry, withField, migrateEntry, type ProviderEntry } from './providerEntries';
import { t } from '../platform/translate';

/** Milliseconds to wait until the engine has read changed settings. */
const changeTimeout = 5000;

/** The entries; undefined if the setting isn't a list, which must not be overwritten. */
export function readEntries(): unknown[] | undefined {
  const value = vscode.workspace.getConfiguration('easel').inspect('providers')?.globalValue;
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? [...(value as unknown[])] : undefined;
}

/**
 * Changes the list of entries. If the setting isn't a list, the user is asked to fix it instead.
 * @returns Whether it was written.
 */
export async function changeEntries(change: (entries: unknown[]) => unknown[]): Promise<boolean> {
  const entries = readEntries();
  if (!entries) {
    const open = t('Open Settings');
    const message = t('"easel.providers" in your settings isn\'t a list, so Easel won\'t change it. Fix it first.');
    if ((await vscode.window.showWarningMessage(message, open)) === open) await openSetting('providers');
    return false;
  }
  const configuration = vscode.workspace.getConfiguration('easel');
  await configuration.update('providers', change(entries), vscode.ConfigurationTarget.Global);
  return true;
}

/** Changes the entry of one configuration; the built-in one gets an entry. */
export async function changeEntry(
  { easel, provider }: { easel: Easel; provider: ProviderView },
  change: (entry: ProviderEntry) => ProviderEntry,
): Promise<boolean> {
  const { id, type } = provider.config;
  return changeEntries((entries) => {
    const index = indexOfEntry(entries, id);
    const before = entries[index];
    if (index < 0 || !isRecord(before)) return [...entries, change({ id, type })];
    return entries.with(index, change(migrateEntry(before, easel.providers.types(), id)));
  });
}

/** Makes one configuration the only default. */
export async function makeDefault(providerId: string): Promise<boolean> {
  return changeEntries((entries) => {
    const ids = idsOf(entries);
    return entries.map((entry, index) => {
      if (!isRecord(entry)) return entry;
      return withField(entry, 'default', ids[index] === providerId ? true : undefined);
    });
  });
}

/**
 * Waits until the engine has read the configuration; undefined if the engine rejects it.
 * @param wanted The provider's ID, or what tells whether its configuration was read.
 */
export async function waitForProvider(
  easel: Easel,
  clock: Clock,
  wanted: string | ((config: ProviderConfig) => boolean),
): Promise<ProviderView | undefined> {
  const isRead = typeof wanted === 'string' ? ({ id }: ProviderConfig) => id === wanted : wanted;
  const find = (): ProviderView | undefined =>
    easel.providers.list().find(({ config, builtIn }) => !builtIn && isRead(config));
  return new Promise((resolve) => {
    const subscriptions = [
      clock.after(changeTimeout, end),
      easel.onEvent((event) => {
        if (event.kind === 'providers-changed' && find()) end();
      }),
    ];
    function end(): void {
      for (const subscription of subscriptions) subscription.dispose();
      resolve(find());
    }
    if (find()) end();
  });
}
