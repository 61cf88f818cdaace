/** Configurations as a file: written without keys, and read as strictly as the settings are. Pure. */
import type { ProviderTypeView, SettingProblem } from '../../../../engine/surface/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { freeId, idsOf, withField, migrateEntry, type ProviderEntry } from '../../../providers/providerEntries';
import { settingProblemMessage } from '../../../messages/settings';
import type { Translate } from '../../../../shared/format/translate';

/** What finds mistakes in a list of entries. */
type Check = (entries: unknown) => SettingProblem[];

/** The file is the setting itself: it can be put into settings.json as it is. */
const settingName = 'easel.providers';

export interface Exported {
  text: string;
  count: number;
  /** Number of invalid entries, which could not be imported. */
  leftOut: number;
}

export function exportEntries(entries: readonly unknown[], check: Check): Exported {
  const problems = check(entries);
  const right = entries.filter((_entry, index) => problems.every((problem) => problem.index !== index));
  const text = `${JSON.stringify({ [settingName]: right }, undefined, 2)}\n`;
  return { text, count: right.length, leftOut: entries.length - right.length };
}

export interface Imported {
  /** Those that are there, and the new ones behind them. */
  entries: unknown[];
  added: string[];
  /** What was not taken over, and why. */
  leftOut: string[];
}

/** @returns A sentence when the text is no such file. */
export function importEntries(
  text: string,
  {
    entries,
    check,
    types,
    t,
  }: { entries: readonly unknown[]; check: Check; types: readonly ProviderTypeView[]; t: Translate },
): Imported | string {
  const list = readList(text);
  if (!list) return t('This file contains no providers. Select a file that Easel exported.');
  const problems = check(list);
  const leftOut = problems.map((problem) => settingProblemMessage(problem, t));
  const current = (entry: ProviderEntry): ProviderEntry => migrateEntry(entry, types, undefined);
  const taken = [...entries];
  const added: string[] = [];
  list.forEach((entry, index) => {
    const own = problems.filter((problem) => problem.index === index);
    // Unknown properties are reported and dropped; any other problem rejects the entry.
    if (!isRecord(entry) || own.some(({ problem }) => problem !== 'unknown-field')) return;
    const right = own.reduce<ProviderEntry>((rest, { field = '' }) => withField(rest, field, undefined), entry);
    const known = current(right);
    if (check([known]).length > 0) return;
    if (entries.some((one) => isRecord(one) && isSame(current(one), known))) {
      leftOut.push(t('"{name}" already exists.', { name: nameOf(known) }));
      return;
    }
    const id = freeId(idsOf([known])[0] ?? '', new Set(idsOf(taken)));
    const hasDefault = taken.some((one) => isRecord(one) && one['default'] === true);
    taken.push({ ...(hasDefault ? withField(known, 'default', undefined) : known), id });
    added.push(nameOf(known));
  });
  return { entries: taken, added, leftOut };
}

function readList(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const list = isRecord(value) ? value[settingName] : value;
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** The same but for its id, however its fields are ordered. */
function isSame(one: ProviderEntry, other: ProviderEntry): boolean {
  return plain({ ...one, id: '' }) === plain({ ...other, id: '' });
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function nameOf({ name, id, type }: ProviderEntry): string {
  return [name, id, type].find((one): one is string => typeof one === 'string' && one !== '')?.slice(0, 100) ?? '';
}
