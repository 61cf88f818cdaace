/** The entries of `easel.providers` as plain data. Pure. */
import type { ProviderTypeView } from '../../engine/surface/providers';
import { isNameOf, withCurrentNames } from '../../shared/model/entryNames';
import { isRecord } from '../parameters/parseArguments';

export type ProviderEntry = Record<string, unknown>;

/** Index of a configuration's entry; -1 if it has none, as the built-in one. */
export function indexOfEntry(entries: readonly unknown[], providerId: string): number {
  return idsOf(entries).indexOf(providerId);
}

/** The ID of each entry; as in the engine, one without an ID gets its type's name. */
export function idsOf(entries: readonly unknown[]): (string | undefined)[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    if (!isRecord(entry)) return undefined;
    const { id, type } = entry;
    if (typeof id !== 'string' && typeof type !== 'string') return undefined;
    const name = typeof id === 'string' ? id : freeId(type as string, taken);
    taken.add(name);
    return name;
  });
}

/** `my-service`, or `my-service-2` if that is taken. */
export function freeId(base: string, taken: ReadonlySet<string | undefined>): string {
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

/**
 * Renames former names in an entry. If the type is renamed and the entry has no ID, the former name becomes its ID, because
 * keys, jobs and prices are stored under it.
 */
export function migrateEntry(
  entry: ProviderEntry,
  types: readonly ProviderTypeView[],
  id: string | undefined,
): ProviderEntry {
  const type = types.find((one) => isNameOf(one, entry['type']));
  if (!type) return entry;
  const current = { ...withCurrentNames(entry, type).entry };
  const isRenamed = entry['type'] !== current['type'];
  return isRenamed && entry['id'] === undefined && id !== undefined ? { id, ...current } : current;
}

/** Sets one field, or removes it if the value is undefined; `sites.china` is a path into an object. */
export function withField(entry: ProviderEntry, path: string, value: unknown): ProviderEntry {
  const [name = '', ...rest] = path.split('.');
  const { [name]: before, ...others } = entry;
  if (rest.length === 0) return value === undefined ? others : { ...entry, [name]: value };
  const inner = withField(isRecord(before) ? before : {}, rest.join('.'), value);
  return Object.keys(inner).length === 0 ? others : { ...entry, [name]: inner };
}
