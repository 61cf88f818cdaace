/** The configured providers: which there are, in which order, and the context in which each one's code runs. */
import type { ReferenceImage } from '../../shared/model';
import { EaselError, fail } from '../failure';
import type { ProviderView, SettingProblem } from '../easel';
import type { SecretIndex } from '../stores';
import type { Assets, Codec, Clock, Log, Secrets, Settings } from '../ports';
import { defaultConfig, inOrder, readConfigurations } from './configuration';
import { createHttp } from './kit/http';
import type { KindLimits, Provider, ProviderConfig, ProviderContext, ProviderSecrets } from './provider';
import type { JobKind } from '../../shared/model';

export interface RosterOptions {
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

/** A configuration with the object that speaks for it. */
export interface Configured {
  provider: Provider;
  config: ProviderConfig;
  builtIn: boolean;
}

export interface Roster {
  /** Reads the settings anew. */
  refresh(): void;
  /** In the order in which they would be tried. */
  all(): Configured[];
  problems(): SettingProblem[];
  /** What would be wrong in a list, were it the setting. */
  problemsIn(value: unknown): SettingProblem[];
  /** @throws EaselError `settings` `provider-unknown`. */
  get(providerId: string): Configured;
  /** @throws EaselError `settings` when the type's options can not be read. */
  context(configured: Configured, signal: AbortSignal): ProviderContext;
  setSecret(configured: Configured, name: string, value: string): Promise<void>;
  hasSecret(configured: Configured, name: string): Promise<boolean>;
  forgetSecrets(providerId: string): Promise<void>;
}

export function createRoster(options: RosterOptions): Roster {
  let entries: Configured[] = [];
  let problems: SettingProblem[] = [];

  const find = (type: string): Provider | undefined => options.providers.find((provider) => provider.type === type);
  const types = { names: options.providers.map((provider) => provider.type), find };

  function refresh(): void {
    const read = readConfigurations(options.settings.providers(), types);
    problems = read.problems;
    const written = new Map(read.configs.map((config) => [config.id, config]));
    const builtIns = options.providers
      .filter((provider) => provider.offline && !read.configs.some((config) => config.type === provider.type))
      .map(defaultConfig);
    entries = inOrder([...read.configs, ...builtIns]).flatMap((config) => {
      const provider = find(config.type);
      return provider ? [{ provider, config, builtIn: !written.has(config.id) }] : [];
    });
  }

  function get(providerId: string): Configured {
    const found = entries.find(({ config }) => config.id === providerId);
    if (!found) throw fail('settings', { reason: 'provider-unknown', values: { provider: providerId.slice(0, 64) } });
    return found;
  }

  function secretKey(config: ProviderConfig, name: string): string {
    return `provider/${config.id}/${name}@${originOf(config)}`;
  }

  async function setSecret({ config }: Configured, name: string, value: string): Promise<void> {
    if (value === '') return options.secrets.delete(secretKey(config, name));
    options.secretIndex.add({ providerId: config.id, name, origin: originOf(config) });
    await options.secrets.set(secretKey(config, name), value);
  }

  async function forgetSecrets(providerId: string): Promise<void> {
    for (const { name, origin } of options.secretIndex.list(providerId)) {
      await options.secrets.delete(`provider/${providerId}/${name}@${origin}`);
    }
    options.secretIndex.remove(providerId);
  }

  function context(configured: Configured, signal: AbortSignal): ProviderContext {
    const { provider, config } = configured;
    const parsed = provider.optionsSchema.safeParse(config.options);
    if (!parsed.success) throw fail('settings', { reason: 'setting-invalid', values: { field: 'options' } });
    const seen = new Set<string>();
    const secrets: ProviderSecrets = {
      get: async (name) => {
        const value = await options.secrets.get(secretKey(config, name));
        if (value !== undefined) seen.add(value);
        return value;
      },
      set: async (name, value) => {
        seen.add(value);
        await setSecret(configured, name, value);
      },
      delete: (name) => options.secrets.delete(secretKey(config, name)),
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
    get,
    context,
    setSecret,
    hasSecret: async ({ config }, name) => (await options.secrets.get(secretKey(config, name))) !== undefined,
    forgetSecrets,
  };
}

/** What a model of a configuration takes for a kind of job. A model that the provider does not list gets the first one's. */
export function limitsOf({ provider, config }: Configured, kind: JobKind, model?: string): KindLimits | undefined {
  const models = provider.models(config);
  const name = model ?? config.model;
  const named = models.find((candidate) => candidate.name === name);
  if (named) return named.kinds[kind];
  return models.find((candidate) => candidate.kinds[kind] !== undefined)?.kinds[kind];
}

/** Whom a failure is about, so that its message can say so. */
export function namedFailure(thrown: unknown, { config }: Configured): unknown {
  if (!(thrown instanceof EaselError)) return thrown;
  const named = { ...thrown.failure, providerId: config.id, providerName: config.name };
  return new EaselError(named, thrown.cause);
}

export function viewOf({ provider, config, builtIn }: Configured): ProviderView {
  return {
    config,
    typeLabel: provider.label,
    offline: provider.offline,
    secrets: provider.secrets.filter((secret) => secret.kind !== 'session'),
    builtIn,
    models: provider.models(config),
    tellsBalance: provider.balance !== undefined,
    stopsJobs: provider.cancel !== undefined,
  };
}

/** Every origin that the configuration itself names: its host in force, and endpoints that stand elsewhere. */
export function originsOf(config: ProviderConfig): string[] {
  const texts = [config.baseUrl, config.submitPath, config.resultPath, config.uploadPath];
  return [...new Set(texts.filter((text) => /^https?:/i.test(text)).map((text) => new URL(text).origin))];
}

function originOf(config: ProviderConfig): string {
  return config.baseUrl === '' ? 'local' : new URL(config.baseUrl).origin;
}
