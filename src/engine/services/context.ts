/** What the parts of the front desk share: the world of the jobs, and how a change is told. */
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
import type { JobFactoryParts } from './createJobs';
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
  /** Bytes of a reference, from the vault. */
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  /** Makes another file of a picture. */
  convert: Codec['convert'];
  /** Brings the pictures of a request within what a model takes. */
  fitImages: JobFactoryParts['fitImages'];
  /** Aborts when the desk is closed. */
  ends: AbortSignal;
  listen(listener: (event: EaselEvent) => void): () => void;
  emit(event: EaselEvent): void;
}

/** Aborts when whoever asks does not want to know any more, or when the desk is closed. */
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
