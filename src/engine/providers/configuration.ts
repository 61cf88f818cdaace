/** From `easel.providers`, as somebody typed it, to complete configurations and a list of what is wrong. */
import { en } from 'zod/locales';
import type { SettingProblem } from '../surface/providers';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderConfig } from '../../providers/contract/configuration';

export interface Configurations {
  configs: ProviderConfig[];
  problems: SettingProblem[];
}

/** The provider types that there are. */
export interface KnownTypes {
  names: readonly string[];
  find(type: string): Provider | undefined;
}

type Entry = Record<string, unknown>;
type Report = (problem: Omit<SettingProblem, 'index'>) => void;

const knownFields = new Set([
  'id',
  'name',
  'type',
  'hosts',
  'region',
  'submitPath',
  'resultPath',
  'uploadPath',
  'model',
  'priority',
  'enabled',
  'default',
  'synchronous',
  'retry',
  'description',
  'pollSeconds',
  'maxMinutes',
  'options',
]);

/** Reads the whole setting. A wrong entry is left out and named; the others go on working. */
export function readConfigurations(value: unknown, types: KnownTypes): Configurations {
  const problems: SettingProblem[] = [];
  const configs: ProviderConfig[] = [];
  if (value === undefined || value === null) return { configs, problems };
  if (!Array.isArray(value)) {
    return { configs, problems: [{ problem: 'not-a-list', value: shown(value), expected: '[ … ]' }] };
  }
  const taken = new Set<string>();
  value.forEach((entry: unknown, index) => {
    const mine: SettingProblem[] = [];
    const config = readEntry(entry, types, (problem) => mine.push({ index, ...problem }));
    if (config && mine.every((problem) => problem.problem === 'unknown-field')) {
      if (typeof (entry as Entry)['id'] !== 'string') config.id = freeId(config.type, taken);
      if (taken.has(config.id)) mine.push({ index, field: 'id', problem: 'duplicate-id', value: config.id });
      else {
        taken.add(config.id);
        configs.push(config);
      }
    }
    problems.push(...mine);
  });
  return { configs, problems };
}

/** A configuration of nothing but the type's defaults: what an entry starts from. */
export function defaultConfig(provider: Provider): ProviderConfig {
  const { defaults } = provider;
  const config: ProviderConfig = {
    id: provider.type,
    name: defaults.name ?? provider.label,
    type: provider.type,
    hosts: { ...defaults.hosts },
    region: defaults.region ?? 'domestic',
    submitPath: defaults.submitPath ?? '',
    resultPath: defaults.resultPath ?? '',
    uploadPath: defaults.uploadPath ?? '',
    model: defaults.model ?? '',
    priority: defaults.priority ?? 0,
    enabled: defaults.enabled ?? true,
    default: defaults.default ?? false,
    synchronous: defaults.synchronous ?? false,
    retry: defaults.retry ?? true,
    description: defaults.description ?? '',
    options: {},
    baseUrl: '',
  };
  if (defaults.pollSeconds !== undefined) config.pollSeconds = defaults.pollSeconds;
  if (defaults.maxMinutes !== undefined) config.maxMinutes = defaults.maxMinutes;
  config.baseUrl = hostInForce(config);
  return config;
}

/** Largest priority first; among equals the one that stands first in the settings. */
export function inOrder(configs: readonly ProviderConfig[]): ProviderConfig[] {
  return configs
    .map((config, index) => ({ config, index }))
    .sort((a, b) => b.config.priority - a.config.priority || a.index - b.index)
    .map(({ config }) => config);
}

function readEntry(entry: unknown, types: KnownTypes, report: Report): ProviderConfig | undefined {
  if (!isRecord(entry)) {
    report({ problem: 'not-an-object', value: shown(entry), expected: '{ "type": … }' });
    return undefined;
  }
  const type = entry['type'];
  if (type === undefined) {
    report({ field: 'type', problem: 'missing', expected: types.names.join(', ') });
    return undefined;
  }
  const provider = typeof type === 'string' ? types.find(type) : undefined;
  if (!provider) {
    report({ field: 'type', problem: 'unknown-type', value: shown(type), expected: types.names.join(', ') });
    return undefined;
  }
  for (const field of Object.keys(entry)) {
    if (!knownFields.has(field)) report({ field: field.slice(0, 40), problem: 'unknown-field' });
  }
  const config = defaultConfig(provider);
  readId(entry, config, report);
  readTexts(entry, config, report);
  readSwitches(entry, config, report);
  readNumbers(entry, config, report);
  readPaths(entry, config, report);
  readHosts(entry['hosts'], config, report);
  if (!provider.offline && config.baseUrl === '') {
    report({ field: `hosts.${config.region}`, problem: 'missing', expected: 'https://…' });
  }
  config.options = readOptions(entry['options'] ?? {}, provider, report);
  return config;
}

function readId(entry: Entry, config: ProviderConfig, report: Report): void {
  const id = entry['id'];
  if (id === undefined) return;
  if (typeof id !== 'string') report({ field: 'id', problem: 'wrong-type', value: shown(id), expected: 'text' });
  else if (!/^[\w.-]{1,64}$/.test(id))
    report({ field: 'id', problem: 'out-of-range', value: shown(id), expected: 'A–Z a–z 0–9 . _ -' });
  else config.id = id;
}

function readTexts(entry: Entry, config: ProviderConfig, report: Report): void {
  for (const field of ['name', 'model', 'description'] as const) {
    const value = entry[field];
    if (value === undefined) continue;
    if (typeof value === 'string') config[field] = value.trim();
    else report({ field, problem: 'wrong-type', value: shown(value), expected: 'text' });
  }
  const region = entry['region'];
  if (region === 'domestic' || region === 'overseas') config.region = region;
  else if (region !== undefined) {
    report({ field: 'region', problem: 'out-of-range', value: shown(region), expected: 'domestic, overseas' });
  }
  if (config.name === '') config.name = config.id;
}

function readSwitches(entry: Entry, config: ProviderConfig, report: Report): void {
  for (const field of ['enabled', 'default', 'synchronous', 'retry'] as const) {
    const value = entry[field];
    if (value === undefined) continue;
    if (typeof value === 'boolean') config[field] = value;
    else report({ field, problem: 'wrong-type', value: shown(value), expected: 'true, false' });
  }
}

function readNumbers(entry: Entry, config: ProviderConfig, report: Report): void {
  const ranges = { priority: [-1_000_000, 1_000_000], pollSeconds: [0.2, 600], maxMinutes: [0.1, 1440] } as const;
  for (const [field, [min, max]] of Object.entries(ranges)) {
    const value = entry[field];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      report({ field, problem: 'wrong-type', value: shown(value), expected: '123' });
    } else if (value < min || value > max) {
      report({ field, problem: 'out-of-range', value: shown(value), expected: `${min} – ${max}` });
    } else config[field as keyof typeof ranges] = value;
  }
}

function readPaths(entry: Entry, config: ProviderConfig, report: Report): void {
  for (const field of ['submitPath', 'resultPath', 'uploadPath'] as const) {
    const value = entry[field];
    if (value === undefined) continue;
    if (typeof value !== 'string') report({ field, problem: 'wrong-type', value: shown(value), expected: '/path' });
    else if (value === '' || (value.startsWith('/') && !value.startsWith('//'))) config[field] = value;
    else {
      const checked = checkUrl(value);
      if ('url' in checked) config[field] = checked.url.href;
      else report({ field, problem: checked.problem, value: shownUrl(value), expected: '/path, https://…' });
    }
  }
}

function readHosts(hosts: unknown, config: ProviderConfig, report: Report): void {
  if (hosts !== undefined && !isRecord(hosts)) {
    const expected = '{ "domestic": "https://…" }';
    return report({ field: 'hosts', problem: 'wrong-type', value: shown(hosts), expected });
  }
  for (const [name, value] of Object.entries(hosts ?? {})) {
    const field = `hosts.${name.slice(0, 40)}`;
    if (name !== 'domestic' && name !== 'overseas') {
      report({ field, problem: 'unknown-field' });
      continue;
    }
    if (typeof value !== 'string') {
      report({ field, problem: 'wrong-type', value: shown(value), expected: 'https://…' });
      continue;
    }
    const checked = checkUrl(value);
    if ('url' in checked) config.hosts[name] = trimmed(checked.url);
    else report({ field, problem: checked.problem, value: shownUrl(value), expected: 'https://…' });
  }
  config.baseUrl = hostInForce(config);
}

/** zod/mini brings no words of its own. */
const ruleInWords = en().localeError;

function readOptions(options: unknown, provider: Provider, report: Report): Entry {
  if (!isRecord(options)) {
    report({ field: 'options', problem: 'wrong-type', value: shown(options), expected: '{ … }' });
    return {};
  }
  const parsed = provider.optionsSchema.safeParse(options, { error: ruleInWords });
  if (parsed.success) return options;
  // Only the field and the rule are told: an option may hold something that must not be seen.
  for (const issue of parsed.error.issues.slice(0, 5)) {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
    const field = ['options', ...issue.path.map(String), unknown].filter((part) => part !== '').join('.');
    report(unknown ? { field, problem: 'unknown-field' } : { field, problem: 'wrong-type', expected: issue.message });
  }
  return {};
}

function hostInForce(config: ProviderConfig): string {
  return config.hosts[config.region] ?? '';
}

/** http(s) without a name or password in it; everything else is refused. */
export function checkUrl(text: string): { url: URL } | { problem: 'not-a-url' | 'scheme' } {
  if (!URL.canParse(text.trim())) return { problem: 'not-a-url' };
  const url = new URL(text.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'scheme' };
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return { problem: 'not-a-url' };
  return { url };
}

function trimmed(url: URL): string {
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function freeId(type: string, taken: ReadonlySet<string>): string {
  let id = type;
  for (let number = 2; taken.has(id); number += 1) id = `${type}-${number}`;
  return id;
}

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A wrong URL may hold a password or a key in its query: those parts are never shown. */
function shownUrl(text: string): string {
  return shown(text.replace(/\/\/[^/@]*@/, '//***@').replace(/[?#].*$/, '?…'));
}
