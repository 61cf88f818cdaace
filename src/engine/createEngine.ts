/** The front desk itself: what `easel.ts` promises, put together from its parts and kept in step with other windows. */
import type { EaselEvent } from '../shared/protocol/events';
import { isFinal } from '../shared/model/jobs';
import { createCallbacks } from './services/webhookService';
import type { Inside } from './services/context';
import { createHistoryDesk } from './services/historyService';
import { countsOf, createJobDesk } from './services/jobService';
import { createPictureDesk } from './services/imageService';
import { createProviderDesk } from './services/providerService';
import { createServiceDesk } from './services/administrationService';
import { createSpendingDesk } from './services/spendingService';
import { startTidy } from './services/housekeeping';
import { startWatch } from './services/changeWatcher';
import type { Easel } from './domain/easel';
import { failureFrom } from '../shared/model/easelError';
import type { Archive } from './storage/history/archive';
import type { Database } from './storage/database/database';
import type { Repair } from './storage/database/repair';
import { activeStates } from './domain/job';
import { createDelivery } from './jobs/delivery';
import { createRunner } from './jobs/runner';
import type { JobWorld } from './jobs/jobContext';
import type { Secrets } from '../shared/platform/ports';

export interface DeskParts extends Pick<
  Inside,
  | 'roster'
  | 'providers'
  | 'search'
  | 'health'
  | 'ledger'
  | 'settings'
  | 'marker'
  | 'readImage'
  | 'convert'
  | 'fitPictures'
> {
  world: Omit<JobWorld, 'changed' | 'holdingChanged' | 'storageRefused' | 'context'>;
  secrets: Secrets;
  database: Database;
  archive: Archive;
  /** Set when the history was damaged and pictures may stand in the vault alone. */
  repair?: Repair;
  /** What stands in place of the prompt of such a picture. */
  recoveredWords: string;
  /** Hashes of pictures that are needed outside the history. */
  namedElsewhere(): readonly string[];
}

export function createDesk(parts: DeskParts): Easel {
  const { roster, database, settings, marker } = parts;
  const listeners = new Set<(event: EaselEvent) => void>();
  const world: JobWorld = {
    ...parts.world,
    context: (configured, signal) => {
      const context = roster.context({ builtIn: false, ...configured }, signal);
      const callbackUrl = callbacks.url(configured.config.id);
      return callbackUrl ? { ...context, callbackUrl } : context;
    },
    changed: (jobId) => {
      try {
        jobChanged(jobId);
      } catch (thrown) {
        // The job itself is well: it must not stop because its views could not be told.
        log.warn(`Job ${jobId}: its change could not be told (${failureFrom(thrown).kind})`);
      }
    },
    storageRefused: (failure) => emit({ kind: 'storage-refused', failure }),
    holdingChanged: (isHolding) => callbacks.holding(isHolding),
  };
  const { jobs, clock, log } = world;
  const runner = createRunner(world);
  const delivery = createDelivery(world, () => settings.output().folder);
  const callbacks = createCallbacks({
    settings,
    secrets: parts.secrets,
    needs: {
      configured: () => roster.all(),
      context: world.context,
      jobsAt: (id) => jobs.inStates(['running', 'overdue']).filter((job) => job.providerId === id),
      poke: (jobId) => runner.poke(jobId),
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
    emit({ kind: 'counts', counts: countsOf({ world }) });
    if (isFinal(job.state)) emit({ kind: 'history-changed' });
    if (job.delivery === 'pending') void deliver();
    updateMarker();
  }

  async function deliver(): Promise<void> {
    try {
      await delivery.deliverPending();
    } catch (thrown) {
      log.error(`Delivery stopped: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    }
  }

  function isUnfinished(): boolean {
    if (jobs.inStates([...activeStates, 'overdue']).length > 0 || jobs.undelivered().length > 0) return true;
    return jobs.inStates(['lost']).some(({ looks }) => looks !== undefined);
  }

  /** Cleared only while no other window can write a job. */
  function updateMarker(): void {
    if (isUnfinished()) marker.set(true);
    else if (marker.stands()) database.transaction(() => marker.set(isUnfinished()));
  }

  function settingsChanged(): void {
    roster.refresh();
    world.spending.refresh();
    callbacks.refresh();
    tidy.measure();
    emit({ kind: 'providers-changed' });
    runner.wake();
  }

  async function dispose(): Promise<void> {
    settingsListener.dispose();
    watch.dispose();
    tidy.dispose();
    await callbacks.stop();
    await runner.stop();
    ends.abort();
    listeners.clear();
    database.close();
  }

  const inside: Inside = { ...parts, world, runner, delivery, ends: ends.signal, listen, emit };
  const settingsListener = settings.onChange(settingsChanged);
  const jobDesk = createJobDesk(inside);
  let disposed: Promise<void> | undefined;
  runner.start();
  const watch = startWatch({
    world,
    database,
    changed: (jobId) => {
      runner.poke(jobId);
      world.changed(jobId);
    },
    looked: () => {
      if (jobs.undelivered().length > 0) void deliver();
    },
  });
  const tidy = startTidy({ ...parts, world, ends: ends.signal, emit, updateMarker });

  return {
    ...jobDesk,
    ...createPictureDesk(inside),
    ...createHistoryDesk(inside, { archive: parts.archive, database, view: jobDesk.job }),
    ...createProviderDesk(inside),
    ...createServiceDesk(inside),
    ...createSpendingDesk(inside, database),
    onEvent: (listener) => ({ dispose: listen(listener) }),
    dispose: () => (disposed ??= dispose()),
  };
}
