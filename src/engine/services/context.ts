/** What the services of the engine share. */
import type { EaselEvent } from '../../shared/protocol/connection/events';
import type { ReferenceImage } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { Search } from '../storage/history/search';
import type { Job } from '../domain/job';
import type { Delivery } from '../jobs/receiving/delivery';
import type { Runner } from '../jobs/runner';
import type { JobContext } from '../jobs/context/jobContext';
import type { PendingJobsFlag } from '../storage/pendingJobsFlag';
import type { Codec, Settings } from '../../shared/platform/ports';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderRegistry } from '../providers/providerRegistry';
import type { FitImages } from './fitCalls';
import type { HealthStore, LedgerStore, ImageRecord } from '../domain/stores';

export interface EngineContext {
  jobContext: JobContext;
  registry: ProviderRegistry;
  providers: readonly Provider[];
  search: Search;
  health: HealthStore;
  ledger: LedgerStore;
  settings: Settings;
  pendingJobsFlag: PendingJobsFlag;
  runner: Runner;
  delivery: Delivery;
  /** Bytes of an input image, from the image store. */
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  convert: Codec['convert'];
  /** Converts the images of a request to what a model accepts. */
  fitImages: FitImages;
  /** Aborts when the engine is disposed. */
  ends: AbortSignal;
  listen(listener: (event: EaselEvent) => void): () => void;
  emit(event: EaselEvent): void;
}

/** Aborts with the caller's signal, or when the engine is disposed. */
export function anySignal({ ends }: Pick<EngineContext, 'ends'>, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([signal, ends]) : ends;
}

/** @throws EaselError `bad-request` `job-unknown`. */
export function requireJob({ jobContext }: EngineContext, jobId: string): Job {
  const job = jobContext.jobs.get(jobId);
  if (!job) throw fail('bad-request', { reason: 'job-unknown' });
  return job;
}

/** @throws EaselError `bad-request` `image-unknown`. */
export function requireImage({ jobContext }: EngineContext, imageId: string): ImageRecord {
  const image = jobContext.images.get(imageId);
  if (!image) throw fail('bad-request', { reason: 'image-unknown' });
  return image;
}
