/** What a provider gets from the engine, for tests: real HTTP, secrets and pictures in memory, a log that is kept. */
import { createHash } from 'node:crypto';
import type { ReferenceImage } from '../../../src/shared/model/jobs';
import type { Assets, Codec, Log } from '../../../src/shared/platform/ports';
import { defaultConfig } from '../../../src/engine/providers/configuration';
import { createHttp } from '../../../src/http/httpClient';
import type { Provider } from '../../../src/providers/contract/provider';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { ProviderContext, ProviderSecrets } from '../../../src/providers/contract/context';
import { originsOf } from '../../../src/engine/providers/keyBinding';
import { searchLinesAtEnd } from '../../harness/reporting/leaks';
import { noteSecret } from '../../simulators/secretsSeen';

export interface ContextSetup {
  /** Over the defaults of the type. */
  config?: Partial<ProviderConfig>;
  options?: Record<string, unknown>;
  secrets?: Record<string, string>;
  codec?: Codec;
  assets?: Assets;
  signal?: AbortSignal;
  now?(): number;
}

/** Outlives contexts, as the real stores do. */
export interface ProviderFixture {
  secrets: Map<string, string>;
  /** Every line that was logged, by all contexts. */
  log: string[];
  /** Keeps a picture as a reference. */
  keep(bytes: Uint8Array, facts: Partial<ReferenceImage>): ReferenceImage;
  /** A new context, as another process would make it. */
  context<Options>(provider: Provider<Options>, change?: ContextSetup): ProviderContext<Options>;
}

/** For providers that never touch pixels. */
export const noCodec: Codec = {
  draw: () => Promise.reject(new Error('no codec in this test')),
  convert: () => Promise.reject(new Error('no codec in this test')),
};

export function providerFixture(setup: ContextSetup): ProviderFixture {
  const secrets = new Map(Object.entries(setup.secrets ?? {}));
  const pictures = new Map<string, Uint8Array>();
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  searchLinesAtEnd('log of a provider', lines);
  for (const secret of secrets.values()) noteSecret(secret);
  const log: Log = { trace: write, debug: write, info: write, warn: write, error: write };

  return {
    secrets,
    log: lines,
    keep(bytes, facts) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      pictures.set(hash, bytes);
      return { hash, name: 'picture.png', mimeType: 'image/png', width: 64, height: 64, size: bytes.length, ...facts };
    },
    context(provider, change = {}) {
      const all = { ...setup, ...change };
      const config = { ...defaultConfig(provider), ...setup.config, ...change.config };
      config.options = all.options ?? {};
      const seen = new Set<string>();
      const kept: ProviderSecrets = {
        get: async (name) => {
          const value = secrets.get(name);
          if (value !== undefined) seen.add(value);
          return value;
        },
        set: async (name, value) => {
          seen.add(value);
          noteSecret(value);
          secrets.set(name, value);
        },
        delete: async (name) => void secrets.delete(name),
      };
      const signal = all.signal ?? new AbortController().signal;
      return {
        config,
        options: provider.optionsSchema.parse(config.options),
        http: createHttp({ baseUrl: config.baseUrl, origins: originsOf(config), secretTexts: () => seen, signal, log }),
        secrets: kept,
        readImage: async ({ hash }) => {
          const bytes = pictures.get(hash);
          if (!bytes) throw new Error('no such picture');
          return bytes;
        },
        codec: all.codec ?? noCodec,
        assets: all.assets ?? { read: () => Promise.reject(new Error('no assets in this test')) },
        log,
        signal,
        now: all.now ?? (() => Date.now()),
      };
    },
  };
}
