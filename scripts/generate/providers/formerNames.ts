/** An entry as it was written before its names were changed. */
import { hasTwoSites, type EntryNames } from '../../../src/shared/model/entryNames';

type Entry = Readonly<Record<string, unknown>>;

const siteNames: Readonly<Record<string, string>> = { china: 'domestic', global: 'overseas' };

export function withFormerNames(entry: Entry, names: EntryNames): Entry {
  const { type, baseUrl, sites, site, fallback, editPath, ...rest } = entry;
  const region = siteNames[names.defaults.site ?? 'china'] ?? 'domestic';
  const hosts = hasTwoSites(names) ? renamedSites(sites) : baseUrl === undefined ? undefined : { [region]: baseUrl };
  return {
    type: names.aliases?.[0] ?? type,
    ...(hosts === undefined ? {} : { hosts }),
    ...(typeof site === 'string' ? { region: siteNames[site] ?? site } : {}),
    ...(fallback === undefined ? {} : { retry: fallback }),
    ...(editPath === undefined ? {} : { uploadPath: editPath }),
    ...rest,
  };
}

function renamedSites(sites: unknown): Entry | undefined {
  if (typeof sites !== 'object' || sites === null) return undefined;
  return Object.fromEntries(Object.entries(sites).map(([site, url]) => [siteNames[site] ?? site, url as unknown]));
}
