/** What the parts of the front desk share: the world of the jobs, and how a change is told. */
import type { EaselEvent } from '../../shared/protocol/events';
import type { ReferenceImage } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { Search } from '../storage/history/search';
import type { Job } from '../domain/job';
import type { Delivery } from '../jobs/delivery';
import type { Runner } from '../jobs/runner';
import type { JobWorld } from '../jobs/jobContext';
import type { Marker } from '../storage/pendingJobsFlag';
import type { Codec, Settings } from '../../shared/platform/ports';
import type { Provider } from '../../providers/contract/provider';
import type { Roster } from '../providers/providerRegistry';
import type { StarterParts } from './createJobs';
import type { HealthStore, LedgerStore, StoredImage } from '../domain/stores';

export interface Inside {
  world: JobWorld;
  roster: Roster;
  providers: readonly Provider[];
  search: Search;
  health: HealthStore;
  ledger: LedgerStore;
  settings: Settings;
  marker: Marker;
  runner: Runner;
  delivery: Delivery;
  /** Bytes of a reference, from the vault. */
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  /** Makes another file of a picture. */
  convert: Codec['convert'];
  /** Brings the pictures of a request within what a model takes. */
  fitPictures: StarterParts['fitPictures'];
  /** Aborts when the desk is closed. */
  ends: AbortSignal;
  listen(listener: (event: EaselEvent) => void): () => void;
  emit(event: EaselEvent): void;
}

/** Aborts when whoever asks does not want to know any more, or when the desk is closed. */
export function eitherEnds({ ends }: Pick<Inside, 'ends'>, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([signal, ends]) : ends;
}

/** @throws EaselError `bad-request` `job-unknown`. */
export function needJob({ world }: Inside, jobId: string): Job {
  const job = world.jobs.get(jobId);
  if (!job) throw fail('bad-request', { reason: 'job-unknown' });
  return job;
}

/** @throws EaselError `bad-request` `image-unknown`. */
export function needImage({ world }: Inside, imageId: string): StoredImage {
  const image = world.images.get(imageId);
  if (!image) throw fail('bad-request', { reason: 'image-unknown' });
  return image;
}
