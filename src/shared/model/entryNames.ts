/**
 * The names in an entry of `easel.providers`. Former names stay readable: this file converts an entry that uses them to
 * current names, and remembers how each field was written, so that a problem names what the user wrote.
 */

export type ProviderEntry = Readonly<Record<string, unknown>>;

/** What the names of an entry depend on. */
export interface EntryNames {
  type: string;
  aliases?: readonly string[];
  defaults: {
    sites?: { china?: string; global?: string };
    site?: 'china' | 'global';
    /** Where a type calls an endpoint for edits, `uploadPath` is a former name of it. */
    editPath?: string;
  };
}

export interface CurrentEntry {
  entry: ProviderEntry;
  /** The name of a field as written in the settings. */
  writtenAs(field: string): string;
}

const siteNames: Readonly<Record<string, string>> = { domestic: 'china', overseas: 'global' };

/** Whether the user chooses between two addresses of the service; otherwise there is one `baseUrl`. */
export function hasTwoSites({ defaults: { sites } }: EntryNames): boolean {
  return Boolean(sites?.china) && Boolean(sites?.global);
}

export function isNameOf({ type, aliases }: Pick<EntryNames, 'type' | 'aliases'>, name: unknown): boolean {
  return name === type || aliases?.some((alias) => alias === name) === true;
}

/** Converts an entry to current names. If a field has both its former and its current name, the current one wins. */
export function withCurrentNames(entry: ProviderEntry, names: EntryNames): CurrentEntry {
  const written = new Map<string, string>();
  const next: Record<string, unknown> = {};
  const { hosts, region, retry, ...rest } = entry;
  for (const [name, value] of Object.entries(rest)) {
    const isEditPath = name === 'uploadPath' && Boolean(names.defaults.editPath);
    if (!isEditPath) next[name] = value;
    else if (rest['editPath'] === undefined) rename('uploadPath', 'editPath', value);
  }
  if (isNameOf(names, entry['type'])) next['type'] = names.type;
  if (retry !== undefined && next['fallback'] === undefined) rename('retry', 'fallback', retry);
  if (region !== undefined && next['site'] === undefined) {
    rename('region', 'site', typeof region === 'string' ? (siteNames[region] ?? region) : region);
  }
  if (hosts !== undefined) readHosts(hosts);
  if (!hasTwoSites(names)) toOneAddress();
  return { entry: next, writtenAs: (field) => written.get(field) ?? field };

  function rename(from: string, to: string, value: unknown): void {
    written.set(to, from);
    next[to] = value;
  }

  function readHosts(value: unknown): void {
    if (!isRecord(value)) {
      if (next['sites'] === undefined) rename('hosts', 'sites', value);
      return;
    }
    const sites: Record<string, unknown> = {};
    for (const [name, url] of Object.entries(value)) {
      const site = siteNames[name] ?? name;
      sites[site] = url;
      written.set(`sites.${site}`, `hosts.${name}`);
    }
    const own = next['sites'];
    if (own === undefined) next['sites'] = sites;
    else if (isRecord(own)) {
      for (const site of Object.keys(own)) written.delete(`sites.${site}`);
      next['sites'] = { ...sites, ...own };
    }
  }

  /** Turns the address of the selected site into `baseUrl`; an address of another site stays where it is. */
  function toOneAddress(): void {
    const { sites } = next;
    const site = next['site'] ?? names.defaults.site ?? 'china';
    if (!isRecord(sites) || typeof site !== 'string') return;
    const { [site]: address, ...others } = sites;
    if (address !== undefined && next['baseUrl'] === undefined) {
      written.set('baseUrl', written.get(`sites.${site}`) ?? `sites.${site}`);
      next['baseUrl'] = address;
    }
    if (Object.keys(others).length > 0) {
      next['sites'] = others;
      return;
    }
    delete next['sites'];
    if (site === 'china' || site === 'global') delete next['site'];
  }
}

/**
 * The IDs that an entry without an ID of its own had, or would have, under other names of its type: `openai-2` for
 * `nano-banana-edits-2`. Keys, prices and jobs may be stored under them.
 */
export function otherIds(id: string, types: readonly Pick<EntryNames, 'type' | 'aliases'>[]): string[] {
  const [, name = id, suffix = ''] = /^(.*?)(-\d+)?$/.exec(id) ?? [];
  const type = types.find((one) => isNameOf(one, name));
  if (!type) return [];
  return [type.type, ...(type.aliases ?? [])].filter((one) => one !== name).map((one) => `${one}${suffix}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
