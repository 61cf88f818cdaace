/** Reads `easel.providers`: complete configurations, and a list of what is wrong. */
import type * as z from 'zod/mini';
import type { SettingProblem } from '../domain/settingProblem';
import type { Provider } from '../../providers/contract/provider';
import { countFieldIn, countFieldInQuery } from '../../providers/contract/countFields';
import type { ProviderConfig } from '../../providers/contract/configuration';
import { withCurrentNames } from '../../shared/model/entryNames';
import { entryFields, textsOf } from './configurationFields';
import { withoutSecrets } from './urls';
import { ruleOf, withoutTexts } from './valueRules';

export interface Configurations {
  configs: ProviderConfig[];
  problems: SettingProblem[];
}

export interface KnownTypes {
  names: readonly string[];
  /** By the present name or a former one. */
  find(type: string): Provider | undefined;
}

type Entry = Record<string, unknown>;
type Report = (problem: Omit<SettingProblem, 'index'>) => void;

/** Reads the whole setting. A wrong entry is left out and reported; the others are used. */
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
      // Without an ID, the type as it is written is the ID, so that an entry with a former name keeps its keys and jobs.
      const { id, type } = entry as Entry;
      if (typeof id !== 'string') config.id = freeId(String(type), taken);
      if (config.name === '') config.name = config.id;
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
    sites: { ...defaults.sites },
    site: defaults.site ?? 'china',
    submitPath: defaults.submitPath ?? '',
    editPath: defaults.editPath ?? '',
    resultPath: defaults.resultPath ?? '',
    uploadPath: defaults.uploadPath ?? '',
    model: defaults.model ?? '',
    priority: defaults.priority ?? 0,
    enabled: defaults.enabled ?? true,
    default: defaults.default ?? false,
    synchronous: defaults.synchronous ?? false,
    fallback: defaults.fallback ?? true,
    description: defaults.description ?? '',
    options: {},
    baseUrl: '',
  };
  if (defaults.pollSeconds !== undefined) config.pollSeconds = defaults.pollSeconds;
  if (defaults.maxMinutes !== undefined) config.maxMinutes = defaults.maxMinutes;
  config.baseUrl = addressInUse(config);
  return config;
}

/** Highest priority first; equals in the order of the settings. */
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
    report({ field: 'type', problem: 'missing', rule: { kind: 'one-of', values: types.names } });
    return undefined;
  }
  const provider = typeof type === 'string' ? types.find(type) : undefined;
  if (!provider) {
    report({ field: 'type', problem: 'unknown-type', value: shown(type), expected: types.names.join(', ') });
    return undefined;
  }
  const current = withCurrentNames(entry, provider);
  const reportWritten: Report = ({ field, ...problem }) =>
    report({ ...problem, ...(field === undefined ? {} : { field: shortField(current.writtenAs(field)) }) });
  const config = defaultConfig(provider);
  for (const [field, value] of Object.entries(current.entry)) {
    if (!isFieldOf(field, provider)) reportWritten({ field, problem: 'unknown-field' });
    else if (value !== undefined && field !== 'type' && field !== 'options') {
      readField({ field, value, config }, reportWritten);
    }
  }
  const { baseUrl } = config;
  config.baseUrl = addressInUse(config);
  if (current.entry['baseUrl'] !== undefined) {
    config.sites[config.site] = baseUrl;
    config.baseUrl = baseUrl;
  }
  if (!provider.offline && config.baseUrl === '') {
    const hasSites = current.entry['sites'] !== undefined || current.entry['site'] !== undefined;
    const field = hasSites ? `sites.${config.site}` : 'baseUrl';
    reportWritten({ field, problem: 'missing', expected: 'https://…' });
  }
  for (const field of ['submitPath', 'editPath', 'model'] as const) {
    const value = countFieldInQuery(config[field]);
    if (value !== undefined) reportWritten({ field, problem: 'count-field', value: shown(value) });
  }
  config.options = readOptions(current.entry['options'] ?? {}, provider, reportWritten);
  return config;
}

function isFieldOf(field: string, { defaults }: Provider): boolean {
  if (field === 'editPath') return Boolean(defaults.editPath);
  return Object.hasOwn(entryFields, field);
}

function readField(
  { field, value, config }: { field: string; value: unknown; config: Entry | ProviderConfig },
  report: Report,
): void {
  const schema = entryFields[field];
  const parsed = schema?.safeParse(value, { error: withoutTexts });
  if (!schema || !parsed) return;
  if (!parsed.success)
    return parsed.error.issues.forEach((issue) => reportIssue({ field, value, schema }, issue, report));
  const fields = config as Entry;
  fields[field] =
    field === 'sites' ? { ...(config as ProviderConfig).sites, ...withoutUndefined(parsed.data) } : parsed.data;
}

function reportIssue(
  { field, value, schema }: { field: string; value: unknown; schema: z.ZodMiniType },
  issue: z.core.$ZodIssue,
  report: Report,
): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report({ field: `${field}.${key}`, problem: 'unknown-field' });
    return;
  }
  const [inner] = issue.path;
  const path = inner === undefined ? field : `${field}.${String(inner)}`;
  const wrong = inner === undefined || !isRecord(value) ? value : value[String(inner)];
  const texts = textsOf(inner === undefined ? schema : innerSchema(schema, String(inner)));
  const { example = '', allowed = example } = texts ?? {};
  const given = shown(typeof wrong === 'string' && texts?.kind === 'address' ? withoutSecrets(wrong) : wrong);
  // The format of a text is described by the texts of the field.
  const rule = issue.code === 'invalid_format' ? undefined : ruleOf(schema, issue);
  const ruled = rule ? { rule } : {};
  switch (issue.code) {
    case 'invalid_type':
      return report({ field: path, problem: 'wrong-type', value: given, expected: example, ...ruled });
    case 'custom': {
      const problem = issue.params?.['problem'] === 'scheme' ? 'scheme' : 'not-a-url';
      return report({ field: path, problem, value: shown(withoutSecrets(String(wrong))), expected: allowed });
    }
    default:
      return report({ field: path, problem: 'out-of-range', value: given, expected: allowed, ...ruled });
  }
}

function innerSchema(schema: z.ZodMiniType, name: string): z.ZodMiniType {
  const { shape } = schema as unknown as z.ZodMiniObject<Record<string, z.ZodMiniOptional<z.ZodMiniType>>>;
  return shape[name]?.def.innerType ?? schema;
}

function readOptions(options: unknown, provider: Provider, report: Report): Entry {
  if (!isRecord(options)) {
    report({ field: 'options', problem: 'wrong-type', value: shown(options), rule: { kind: 'object' } });
    return {};
  }
  const count = countFieldIn(options);
  if (count !== undefined) report({ field: 'options', problem: 'count-field', value: shown(count) });
  const parsed = provider.optionsSchema.safeParse(options, { error: withoutTexts });
  if (parsed.success) return options;
  // Without the value: an option may hold a secret.
  for (const issue of parsed.error.issues.slice(0, 5)) {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
    const field = ['options', ...issue.path.map(String), unknown].filter((part) => part !== '').join('.');
    const rule = ruleOf(provider.optionsSchema, issue);
    report(unknown ? { field, problem: 'unknown-field' } : { field, problem: 'wrong-type', ...(rule ? { rule } : {}) });
  }
  return {};
}

function addressInUse({ sites, site }: ProviderConfig): string {
  return sites[site] ?? '';
}

/** Characters of a part of a field's name that are shown. */
const maxPart = 40;

function shortField(field: string): string {
  if (field.startsWith('options.')) return field;
  return field
    .split('.')
    .map((part) => part.slice(0, maxPart))
    .join('.');
}

function freeId(type: string, taken: ReadonlySet<string>): string {
  let id = type;
  for (let number = 2; taken.has(id); number += 1) id = `${type}-${number}`;
  return id;
}

function withoutUndefined(value: unknown): Entry {
  return Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([, one]) => one !== undefined));
}

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
