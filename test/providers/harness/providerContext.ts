/** The context of a provider for tests: real HTTP, secrets and images in memory, and a recorded log. */
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
  /** Merged into the defaults of the type. */
  config?: Partial<ProviderConfig>;
  options?: Record<string, unknown>;
  secrets?: Record<string, string>;
  codec?: Codec;
  assets?: Assets;
  signal?: AbortSignal;
  now?(): number;
}

/** Creates contexts that share secrets, images and the log. */
export interface ProviderFixture {
  secrets: Map<string, string>;
  /** The log lines of all contexts. */
  log: string[];
  /** Stores an image, and returns a reference to it. */
  keep(bytes: Uint8Array, facts: Partial<ReferenceImage>): ReferenceImage;
  /** A new context, as in another process. */
  context<Options>(provider: Provider<Options>, change?: ContextSetup): ProviderContext<Options>;
}

/** For providers that never touch pixels. */
export const noCodec: Codec = {
  draw: () => Promise.reject(new Error('no codec in this test')),
  convert: () => Promise.reject(new Error('no codec in this test')),
};

export function providerFixture(setup: ContextSetup): ProviderFixture {
  const secrets = new Map(Object.entries(setup.secrets ?? {}));
  const images = new Map<string, Uint8Array>();
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
      images.set(hash, bytes);
      return { hash, name: 'image.png', mimeType: 'image/png', width: 64, height: 64, size: bytes.length, ...facts };
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
          const bytes = images.get(hash);
          if (!bytes) throw new Error('no such image');
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
