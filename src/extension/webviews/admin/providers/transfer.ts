/** Exports configurations to a file, without keys, and imports them as strictly as settings. Pure. */
import type { ProviderTypeView, SettingProblem } from '../../../../engine/surface/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { freeId, idsOf, withField, migrateEntry, type ProviderEntry } from '../../../providers/providerEntries';
import { settingProblemMessage } from '../../../messages/settings';
import type { Translate } from '../../../../shared/format/translate';

/** Finds the problems in a list of entries. */
type Check = (entries: unknown) => SettingProblem[];

/** The file contains the setting itself, so that its content can be copied to settings.json. */
const settingName = 'easel.providers';

export interface Exported {
  text: string;
  count: number;
  /** Number of invalid entries, which could not be imported. */
  skipped: number;
}

export function exportEntries(entries: readonly unknown[], check: Check): Exported {
  const problems = check(entries);
  const valid = entries.filter((_entry, index) => problems.every((problem) => problem.index !== index));
  const text = `${JSON.stringify({ [settingName]: valid }, undefined, 2)}\n`;
  return { text, count: valid.length, skipped: entries.length - valid.length };
}

export interface Imported {
  /** The existing entries, followed by the new ones. */
  entries: unknown[];
  added: string[];
  /** What was skipped, and why. */
  skipped: string[];
}

/** @returns An error message if the text is no such file. */
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
  const skipped = problems.map((problem) => settingProblemMessage(problem, t));
  const current = (entry: ProviderEntry): ProviderEntry => migrateEntry(entry, types, undefined);
  const merged = [...entries];
  const added: string[] = [];
  list.forEach((entry, index) => {
    const own = problems.filter((problem) => problem.index === index);
    // Unknown properties are reported and dropped; any other problem rejects the entry.
    if (!isRecord(entry) || own.some(({ problem }) => problem !== 'unknown-field')) return;
    const valid = own.reduce<ProviderEntry>((rest, { field = '' }) => withField(rest, field, undefined), entry);
    const known = current(valid);
    if (check([known]).length > 0) return;
    if (entries.some((one) => isRecord(one) && isSame(current(one), known))) {
      skipped.push(t('"{name}" already exists.', { name: nameOf(known) }));
      return;
    }
    const id = freeId(idsOf([known])[0] ?? '', new Set(idsOf(merged)));
    const hasDefault = merged.some((one) => isRecord(one) && one['default'] === true);
    merged.push({ ...(hasDefault ? withField(known, 'default', undefined) : known), id });
    added.push(nameOf(known));
  });
  return { entries: merged, added, skipped };
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

/** Whether they are equal, apart from the ID and the order of fields. */
function isSame(one: ProviderEntry, other: ProviderEntry): boolean {
  return sortedJson({ ...one, id: '' }) === sortedJson({ ...other, id: '' });
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function nameOf({ name, id, type }: ProviderEntry): string {
  return [name, id, type].find((one): one is string => typeof one === 'string' && one !== '')?.slice(0, 100) ?? '';
}
