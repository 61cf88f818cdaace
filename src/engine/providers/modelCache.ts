/**
 * The models that services list. Nothing waits for an answer: until the first one, the models that the provider knows are
 * used, and an older answer is used while a newer one is requested.
 */
import { failureFrom } from '../../shared/model/easelError';
import type { Clock, Disposable, Log } from '../../shared/platform/ports';
import type { ProviderConfig } from '../../providers/contract/configuration';
import type { Model } from '../../providers/contract/model';
import type { ProviderSource } from '../domain/configuredProvider';

export interface ModelCacheOptions {
  /** Asks the service. Called only for providers that have `models`. */
  ask(source: ProviderSource, signal: AbortSignal): Promise<readonly Model[]>;
  /** Called when the models of a configuration changed. */
  changed(): void;
  clock: Clock;
  log: Log;
}

export interface ModelCache extends Disposable {
  modelsOf(source: ProviderSource): readonly Model[];
}

/** Milliseconds for which an answer counts as fresh. */
const lifetime = 10 * 60_000;
/** Milliseconds after which a request for the models is aborted. */
const timeout = 20_000;
/** Milliseconds until the next request after a failed one; doubled each time, up to the lifetime. */
const firstRetry = 30_000;

interface Entry {
  /** What the answer depends on: another address or other options need another answer. */
  fingerprint: string;
  /** Undefined until the service has answered once. */
  models?: readonly Model[];
  askedAt: number;
  /** Failed attempts since the last answer. */
  failures: number;
  isAsking: boolean;
}

export function createModelCache({ ask, changed, clock, log }: ModelCacheOptions): ModelCache {
  const entries = new Map<string, Entry>();
  const disposed = new AbortController();

  function modelsOf(source: ProviderSource): readonly Model[] {
    const { provider, config } = source;
    if (!provider.models || !config.enabled || disposed.signal.aborted) return provider.knownModels(config);
    const entry = entryOf(config);
    if (!entry.isAsking && isStale(entry)) void refresh(source, entry);
    return entry.models ?? provider.knownModels(config);
  }

  function entryOf({ id, type, baseUrl, model, options }: ProviderConfig): Entry {
    const fingerprint = JSON.stringify([type, baseUrl, model, options]);
    const known = entries.get(id);
    if (known?.fingerprint === fingerprint) return known;
    const entry = { fingerprint, askedAt: Number.NEGATIVE_INFINITY, failures: 0, isAsking: false };
    entries.set(id, entry);
    return entry;
  }

  function isStale({ askedAt, failures }: Entry): boolean {
    const maxAge = failures === 0 ? lifetime : Math.min(lifetime, firstRetry * 2 ** (failures - 1));
    // The absolute difference: a clock that was set back makes the answer stale.
    return Math.abs(clock.now() - askedAt) >= maxAge;
  }

  async function refresh(source: ProviderSource, entry: Entry): Promise<void> {
    const { id } = source.config;
    const timedOut = new AbortController();
    const timer = clock.after(timeout, () => timedOut.abort());
    entry.isAsking = true;
    entry.askedAt = clock.now();
    try {
      const signal = AbortSignal.any([disposed.signal, timedOut.signal]);
      const models = await Promise.race([ask(source, signal), rejectOnAbort(signal)]);
      entry.failures = 0;
      if (entries.get(id) !== entry || JSON.stringify(models) === JSON.stringify(entry.models)) return;
      entry.models = models;
      if (!disposed.signal.aborted) changed();
    } catch (thrown) {
      entry.failures += 1;
      log.debug(`The models of ${id} could not be read: ${failureFrom(thrown).kind}`);
    } finally {
      timer.dispose();
      entry.isAsking = false;
    }
  }

  return { modelsOf, dispose: () => disposed.abort() };
}

/** For a provider that does not observe the signal. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
