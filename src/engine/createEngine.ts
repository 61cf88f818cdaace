/** Creates the services of the engine and connects them: changes, settings, webhooks, delivery and housekeeping. */
import type { EaselEvent } from '../shared/protocol/connection/events';
import { isFinal } from '../shared/model/jobs';
import { createWebhookService } from './services/webhookService';
import type { EngineContext } from './services/context';
import { createHistoryService } from './services/historyService';
import { countsOf, createJobService } from './services/jobService';
import { createImageService } from './services/imageService';
import { createProviderService } from './services/providerService';
import { createSpendingService } from './services/spendingService';
import { startHousekeeping } from './services/housekeeping';
import { startChangeWatcher } from './services/changeWatcher';
import type { Easel } from './surface/easel';
import { failureFrom } from '../shared/model/easelError';
import type { Archive } from './storage/history/archive';
import type { Database } from './storage/database/database';
import type { Repair } from './storage/database/repair';
import { activeStates } from './domain/job';
import { createDelivery } from './jobs/receiving/delivery';
import { createHostCheck } from './jobs/context/hostCheck';
import { createPreviews } from './jobs/context/previews';
import { createSubmitTimes } from './jobs/context/submitTimes';
import { createRunner } from './jobs/runner';
import type { JobContext } from './jobs/context/jobContext';
import type { Secrets } from '../shared/platform/ports';

export interface EngineParts extends Pick<
  EngineContext,
  | 'registry'
  | 'providers'
  | 'search'
  | 'health'
  | 'ledger'
  | 'settings'
  | 'pendingJobsFlag'
  | 'readImage'
  | 'convert'
  | 'fitImages'
> {
  jobContext: Omit<
    JobContext,
    'changed' | 'leaseChanged' | 'storageRefused' | 'context' | 'host' | 'previews' | 'submitTimes'
  >;
  secrets: Secrets;
  database: Database;
  archive: Archive;
  /** Set when the history was damaged: images of the store may have no row. */
  repair?: Repair;
  /** Replaces the prompt of a recovered image. */
  recoveredLabel: string;
  /** Hashes of images that are needed outside the history. */
  referencedHashes(): readonly string[];
}

export function createEngineServices(parts: EngineParts): Easel {
  const { registry, database, settings, pendingJobsFlag } = parts;
  const listeners = new Set<(event: EaselEvent) => void>();
  const host = createHostCheck(parts.secrets, parts.jobContext.clock);
  const jobContext: JobContext = {
    ...parts.jobContext,
    context: (configured, signal) => {
      const unbound = registry.context(configured, signal);
      const bound = { secrets: host.boundSecrets(unbound.secrets), assets: host.boundAssets(unbound.assets) };
      const context = { ...unbound, ...bound };
      const callbackUrl = webhooks.url(configured.config.id);
      return callbackUrl ? { ...context, callbackUrl } : context;
    },
    changed: (jobId) => {
      try {
        jobChanged(jobId);
      } catch (thrown) {
        // A view that can't be updated must not stop the job.
        log.warn(`Job ${jobId}: couldn't report its change (${failureFrom(thrown).kind})`);
      }
    },
    storageRefused: (failure) => emit({ kind: 'storage-refused', failure }),
    previews: createPreviews({
      clock: parts.jobContext.clock,
      mediaTypeOf: (bytes) => parts.jobContext.imageStore.describe(bytes).mimeType,
      changed: (id) => emit({ kind: 'job-changed', id }),
    }),
    submitTimes: createSubmitTimes(parts.jobContext.clock),
    host,
    leaseChanged: (holds) => webhooks.leaseChanged(holds),
  };
  const { jobs, clock, log } = jobContext;
  const runner = createRunner(jobContext);
  const delivery = createDelivery(jobContext, () => settings.output().folder);
  const webhooks = createWebhookService({
    settings,
    secrets: host.boundSecrets(parts.secrets),
    needs: {
      configured: () => registry.all(),
      context: jobContext.context,
      jobsAt: (id) => {
        const ids = registry.idsOf(id);
        return jobs.inStates(['running', 'overdue']).filter((job) => ids.includes(job.providerId));
      },
      interrupt: (jobId) => runner.interrupt(jobId),
      clock,
      log,
    },
  });
  const ends = new AbortController();

  function emit(event: EaselEvent): void {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (thrown) {
        log.error(`A listener failed: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
      }
    }
  }

  function listen(listener: (event: EaselEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function jobChanged(jobId: string): void {
    const job = jobs.get(jobId);
    if (!job || ends.signal.aborted) return;
    emit({ kind: 'job-changed', id: jobId });
    emit({ kind: 'counts', counts: countsOf({ jobContext }) });
    if (isFinal(job.state)) emit({ kind: 'history-changed' });
    if (job.state === 'done' && job.delivery === 'pending') void deliver();
    updatePendingFlag();
  }

  async function deliver(): Promise<void> {
    try {
      // Another window may have the same folder open, and an editor that answers.
      if (await host.check()) await delivery.deliverPending();
    } catch (thrown) {
      log.error(`Delivery stopped: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    }
  }

  function isUnfinished(): boolean {
    if (jobs.inStates([...activeStates, 'overdue']).length > 0 || jobs.undelivered().length > 0) return true;
    return jobs.inStates(['lost']).some(({ looks }) => looks !== undefined);
  }

  /** Cleared only while no other window can write a job. */
  function updatePendingFlag(): void {
    if (isUnfinished()) pendingJobsFlag.set();
    else if (pendingJobsFlag.isSet()) {
      database.transaction(() => (isUnfinished() ? pendingJobsFlag.set() : pendingJobsFlag.clear()));
    }
  }

  /** Another window, or this one, may have set or deleted a key. */
  async function secretsChanged(): Promise<void> {
    if ((await registry.readSecrets()) && !ends.signal.aborted) emit({ kind: 'providers-changed' });
  }

  function settingsChanged(): void {
    registry.refresh();
    void secretsChanged();
    jobContext.spending.refresh();
    webhooks.refresh();
    housekeeping.measure();
    emit({ kind: 'providers-changed' });
    runner.wake();
  }

  async function dispose(): Promise<void> {
    settingsListener.dispose();
    secretsListener?.dispose();
    watch.dispose();
    housekeeping.dispose();
    registry.dispose();
    await webhooks.stop();
    await runner.stop();
    ends.abort();
    listeners.clear();
    database.close();
  }

  const engine: EngineContext = { ...parts, jobContext, runner, delivery, ends: ends.signal, listen, emit };
  const settingsListener = settings.onChange(settingsChanged);
  const secretsListener = parts.secrets.onChange?.(() => void secretsChanged());
  registry.onModelsChange(() => emit({ kind: 'providers-changed' }));
  const jobService = createJobService(engine);
  let disposed: Promise<void> | undefined;
  runner.start();
  const watch = startChangeWatcher({
    jobContext,
    database,
    changed: (jobId) => {
      runner.interrupt(jobId);
      jobContext.changed(jobId);
    },
    checked: () => {
      if (database.newerSchema() === undefined && jobs.undelivered().length > 0) void deliver();
    },
  });
  const housekeeping = startHousekeeping({ ...parts, jobContext, ends: ends.signal, emit, updatePendingFlag });

  return {
    jobs: jobService,
    history: createHistoryService(engine, { archive: parts.archive, database, view: jobService.get }),
    images: createImageService(engine),
    providers: createProviderService(engine),
    spending: createSpendingService(engine, database),
    onEvent: (listener) => ({ dispose: listen(listener) }),
    dispose: () => (disposed ??= dispose()),
  };
}
