/** The configured providers, their secrets, and the context that their code gets. */
import type { ReferenceImage } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import type { SettingProblem } from '../domain/settingProblem';
import type { KeyOrigin, ProviderTypeView, ProviderView } from '../surface/providers';
import type { SecretIndex } from '../domain/stores';
import type { Assets, Codec, Clock, Log, Secrets, Settings } from '../../shared/platform/ports';
import { defaultConfig, inOrder, readConfigurations } from './configuration';
import { isNameOf, otherIds } from '../../shared/model/entryNames';
import { bindingOf, boundElsewhere, defaultBindingsOf, keyOriginsOf, originsOf } from './keyBinding';
import { settingFieldsOf } from './settingFields';
import { createHttp } from '../../http/httpClient';
import { openLimits } from '../../providers/contract/openLimits';
import type { ProviderSource } from '../domain/configuredProvider';
import { createModelCache } from './modelCache';
import type { KindLimits, Model } from '../../providers/contract/model';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderConfig, SecretSpec } from '../../providers/contract/configuration';
import type { ProviderContext, ProviderSecrets } from '../../providers/contract/context';
import type { JobKind } from '../../shared/model/jobs';

export interface ProviderRegistryOptions {
  providers: readonly Provider[];
  settings: Settings;
  secrets: Secrets;
  secretIndex: SecretIndex;
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  codec: Codec;
  assets: Assets;
  log: Log;
  clock: Clock;
}

/** A configuration with its provider. */
export interface ConfiguredProviderEntry {
  provider: Provider;
  config: ProviderConfig;
  builtIn: boolean;
  /** The models that the service listed last, or else those that the provider knows. */
  models(): readonly Model[];
}

export interface ProviderRegistry {
  /** Reads the settings again. */
  refresh(): void;
  /** In the order in which they are tried. */
  all(): ConfiguredProviderEntry[];
  problems(): SettingProblem[];
  /** What is wrong in a value for the setting. */
  problemsIn(value: unknown): SettingProblem[];
  /** Every origin that would get the key of an entry. */
  keyOrigins(entry: unknown): KeyOrigin[];
  /** By its ID, or by an ID that it had under a former name of its type. @throws EaselError `settings` `provider-unknown`. */
  get(providerId: string): ConfiguredProviderEntry;
  /** Whether an ID, as jobs, keys and prices have it, means the configuration. */
  isSame(configured: ConfiguredProviderEntry, providerId: string): boolean;
  /** The ID, and further IDs under which older keys and jobs of the configuration may be stored. */
  idsOf(providerId: string): readonly string[];
  /** @throws EaselError `settings` when the options are invalid. */
  context(configured: ProviderSource, signal: AbortSignal): ProviderContext;
  setSecret(configured: ConfiguredProviderEntry, name: string, value: string): Promise<void>;
  hasSecret(configured: ConfiguredProviderEntry, name: string): Promise<boolean>;
  forgetSecrets(providerId: string): Promise<void>;
  /** Reads which secrets there are: another window may have changed them. @returns Whether that changed. */
  readSecrets(): Promise<boolean>;
  /** The first secret that a configuration needs and did not have when secrets were last read. */
  missingSecret(providerId: string): SecretSpec | undefined;
  lacksSecret(providerId: string): boolean;
  /** Calls the listener when a service lists other models than before. */
  onModelsChange(listener: () => void): void;
  dispose(): void;
}

export function createProviderRegistry(options: ProviderRegistryOptions): ProviderRegistry {
  let entries: ConfiguredProviderEntry[] = [];
  let problems: SettingProblem[] = [];
  /** Names of secrets, with their origins, by ID of every configuration that was in the settings since the start. */
  const seen = new Map<string, Set<string>>();
  const modelListeners = new Set<() => void>();
  const cache = createModelCache({
    ask: (source, signal) => source.provider.models?.(context(source, signal)) ?? Promise.resolve([]),
    changed: () => modelListeners.forEach((listener) => listener()),
    clock: options.clock,
    log: options.log,
  });

  const findType = (type: string): Provider | undefined =>
    options.providers.find((provider) => isNameOf(provider, type));
  const types = { names: options.providers.map((provider) => provider.type), find: findType };

  function refresh(): void {
    const read = readConfigurations(options.settings.providers(), types);
    problems = read.problems;
    const written = new Map(read.configs.map((config) => [config.id, config]));
    const builtIns = options.providers
      .filter((provider) => provider.offline && !read.configs.some((config) => config.type === provider.type))
      .map(defaultConfig);
    entries = inOrder([...read.configs, ...builtIns]).flatMap((config) => {
      const provider = findType(config.type);
      if (!provider) return [];
      const models = (): readonly Model[] => cache.modelsOf({ provider, config });
      return [{ provider, config, builtIn: !written.has(config.id), models }];
    });
    entries.forEach(noteSecrets);
  }

  function get(providerId: string): ConfiguredProviderEntry {
    const found = entries.find((configured) => isSame(configured, providerId));
    if (!found) throw fail('settings', { reason: 'provider-unknown', values: { provider: providerId.slice(0, 64) } });
    return found;
  }

  /** An ID that another configuration has itself is left to that configuration. */
  function idsOf(providerId: string): string[] {
    const isFree = (id: string): boolean => entries.every(({ config }) => config.id !== id);
    return [providerId, ...otherIds(providerId, options.providers).filter(isFree)];
  }

  function isSame({ config }: ConfiguredProviderEntry, providerId: string): boolean {
    return config.id === providerId || idsOf(config.id).includes(providerId);
  }

  function secretKey({ provider, config }: ProviderSource, name: string, id = config.id): string {
    return `provider/${id}/${name}@${bindingOf(provider, config)}`;
  }

  /** Also finds a key that was stored under a former name of the type. */
  async function getSecret(configured: ProviderSource, name: string): Promise<string | undefined> {
    for (const id of idsOf(configured.config.id)) {
      const value = await options.secrets.get(secretKey(configured, name, id));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  async function deleteSecret(configured: ProviderSource, name: string): Promise<void> {
    for (const id of idsOf(configured.config.id)) await options.secrets.delete(secretKey(configured, name, id));
  }

  const missing = new Map<string, SecretSpec>();
  let reads = 0;

  async function readSecrets(): Promise<boolean> {
    const found = new Map<string, SecretSpec>();
    const read = (reads += 1);
    for (const configured of entries) {
      for (const spec of configured.provider.secrets) {
        if (found.has(configured.config.id) || !isNeeded(spec, configured.config)) continue;
        if ((await getSecret(configured, spec.name)) === undefined) found.set(configured.config.id, spec);
      }
    }
    // A later read knows better.
    if (read !== reads) return false;
    const isChanged = found.size !== missing.size || [...found.keys()].some((id) => !missing.has(id));
    missing.clear();
    for (const [id, spec] of found) missing.set(id, spec);
    return isChanged;
  }

  async function setSecret(configured: ProviderSource, name: string, value: string): Promise<void> {
    const { provider, config } = configured;
    if (value === '') return deleteSecret(configured, name);
    options.secretIndex.add({ providerId: config.id, name, origin: bindingOf(provider, config) });
    await options.secrets.set(secretKey(configured, name), value);
  }

  /** Throws when a required secret exists, but was entered for other origins. */
  async function throwIfBoundElsewhere({ provider, config }: ProviderSource, name: string): Promise<void> {
    if (provider.secrets.some((spec) => spec.name === name && spec.optional)) return;
    const known: string[] = [];
    for (const id of idsOf(config.id)) {
      for (const entry of options.secretIndex.list(id)) {
        if (entry.name !== name) continue;
        const value = await options.secrets.get(`provider/${id}/${name}@${entry.origin}`);
        if (value !== undefined) known.push(entry.origin);
      }
    }
    const failure = boundElsewhere(known, bindingOf(provider, config));
    if (failure) throw failure;
  }

  async function forgetSecrets(providerId: string): Promise<void> {
    for (const id of idsOf(providerId)) {
      const indexed = options.secretIndex.list(id).map(({ name, origin }) => `${name}@${origin}`);
      // The index is lost with a damaged database.
      for (const secret of new Set([...indexed, ...(seen.get(id) ?? []), ...usualSecrets()]))
        await options.secrets.delete(`provider/${id}/${secret}`);
      options.secretIndex.remove(id);
      seen.delete(id);
    }
  }

  /** What a configuration of nothing but its type's defaults has, for every type. */
  function usualSecrets(): string[] {
    return options.providers.flatMap((provider) =>
      defaultBindingsOf(provider, defaultConfig(provider)).flatMap((origins) => secretsAt(provider, origins)),
    );
  }

  function secretsAt({ secrets }: Provider, origins: string): string[] {
    return secrets.map(({ name }) => `${name}@${origins}`);
  }

  /** Notes under which names the secrets of a configuration are stored: its entry is gone when they are deleted. */
  function noteSecrets({ provider, config }: ProviderSource): void {
    const known = seen.get(config.id) ?? new Set<string>();
    for (const site of [config.baseUrl, ...Object.values(config.sites)])
      for (const one of secretsAt(provider, bindingOf(provider, { ...config, baseUrl: site }))) known.add(one);
    seen.set(config.id, known);
  }

  function context(configured: ProviderSource, signal: AbortSignal): ProviderContext {
    const { provider, config } = configured;
    const parsed = provider.optionsSchema.safeParse(config.options);
    if (!parsed.success) throw fail('settings', { reason: 'setting-invalid', values: { field: 'options' } });
    const seen = new Set<string>();
    const secrets: ProviderSecrets = {
      get: async (name) => {
        const value = await getSecret(configured, name);
        if (value === undefined) await throwIfBoundElsewhere(configured, name);
        else seen.add(value);
        return value;
      },
      set: async (name, value) => {
        seen.add(value);
        await setSecret(configured, name, value);
      },
      delete: (name) => deleteSecret(configured, name),
    };
    const http = createHttp({
      baseUrl: config.baseUrl,
      origins: originsOf(config),
      secretTexts: () => seen,
      signal,
      log: options.log,
    });
    const { readImage, codec, assets, log, clock } = options;
    return {
      config,
      options: parsed.data,
      http,
      secrets,
      readImage,
      codec,
      assets,
      log,
      signal,
      now: () => clock.now(),
    };
  }

  refresh();
  return {
    refresh,
    all: () => entries,
    problems: () => problems,
    problemsIn: (value) => readConfigurations(value, types).problems,
    keyOrigins: (entry) =>
      readConfigurations([entry], types).configs.flatMap((config) => {
        const provider = findType(config.type);
        return provider ? keyOriginsOf(provider, config) : [];
      }),
    get,
    isSame,
    idsOf,
    context,
    setSecret,
    readSecrets,
    missingSecret: (providerId) => missing.get(providerId),
    lacksSecret: (providerId) => missing.has(providerId),
    hasSecret: async (configured, name) => (await getSecret(configured, name)) !== undefined,
    forgetSecrets,
    onModelsChange: (listener) => void modelListeners.add(listener),
    dispose: () => cache.dispose(),
  };
}

/**
 * The limits of a model for a kind of job; undefined when it doesn't support that kind. A model that is in no list gets the
 * limits that the provider states for such models, or else none, but never those of another model.
 */
export function limitsOf(
  { provider, config, models }: Pick<ConfiguredProviderEntry, 'provider' | 'config' | 'models'>,
  kind: JobKind,
  model?: string,
): KindLimits | undefined {
  const listed = models();
  const name = model ?? config.model;
  const named = listed.find((candidate) => candidate.name === name);
  if (named) return named.kinds[kind];
  // Without a name the service uses its own default, which a list names first.
  if (name === '') return listed.find(({ kinds }) => kinds[kind] !== undefined)?.kinds[kind];
  if (provider.unknownModel) return provider.unknownModel(config, name)[kind];
  const isPossible = listed.length === 0 ? kind !== 'batch' : listed.some(({ kinds }) => kinds[kind] !== undefined);
  return isPossible ? openLimits(kind) : undefined;
}

/** A session is made by the provider itself; a password is needed once there is a user name. */
function isNeeded({ kind, optional, accountOption }: SecretSpec, { options }: ProviderConfig): boolean {
  if (kind === 'session') return false;
  const account = accountOption === undefined ? undefined : options[accountOption];
  return !optional || (typeof account === 'string' && account !== '');
}

/** Adds the configuration's ID and name to a failure, for its message. */
export function namedFailure(thrown: unknown, { config }: ConfiguredProviderEntry): unknown {
  if (!(thrown instanceof EaselError)) return thrown;
  const named = { ...thrown.failure, providerId: config.id, providerName: config.name };
  return new EaselError(named, thrown.cause);
}

export function viewOf(
  { provider, config, builtIn, models }: ConfiguredProviderEntry,
  ids: readonly string[],
): Omit<ProviderView, 'revision'> {
  return {
    config,
    aliases: [...new Set([...ids, ...(provider.aliases ?? [])])].filter((name) => name !== config.id),
    typeLabel: provider.label,
    offline: provider.offline,
    secrets: provider.secrets.filter((secret) => secret.kind !== 'session'),
    keyOrigins: keyOriginsOf(provider, config),
    builtIn,
    models: models(),
    tellsBalance: provider.balance !== undefined,
    stopsJobs: provider.cancel !== undefined,
  };
}

export function typeViewOf(provider: Provider): ProviderTypeView {
  return {
    type: provider.type,
    aliases: provider.aliases ?? [],
    label: provider.label,
    summary: provider.summary,
    offline: provider.offline,
    ...(provider.homepage ? { homepage: provider.homepage } : {}),
    secrets: provider.secrets.filter((secret) => secret.kind !== 'session'),
    defaults: defaultConfig(provider),
    fields: settingFieldsOf(provider),
  };
}
