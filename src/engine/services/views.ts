/** Jobs and images as the surface gives them: without tickets, hashes and paths. */
import type { ImageView, JobView } from '../../shared/model/jobs';
import type { Job } from '../domain/job';
import type { Provider } from '../../providers/contract/provider';
import { isNameOf } from '../../shared/model/entryNames';
import type { ImageRecord } from '../domain/stores';

export function imageView(image: ImageRecord): ImageView {
  const { hash: _hash, ...view } = image;
  return view;
}

/** The provider of a type, by its present name or a former one; undefined when only another version of Easel has the type. */
export function providerOfType(providers: readonly Provider[], type: string): Provider | undefined {
  return providers.find((provider) => isNameOf(provider, type));
}

/** @param provider Undefined when only another version of Easel has the type. */
export function jobView(job: Job, images: readonly ImageRecord[], provider: Provider | undefined): JobView {
  const view: JobView = {
    id: job.id,
    state: job.state,
    request: job.request,
    providerId: job.providerId,
    providerName: job.providerName,
    // The row may have a former name of the type.
    providerType: provider?.type ?? job.providerType,
    createdAt: job.createdAt,
    plan: job.plan,
    attempts: job.attempts,
    warnings: job.warnings,
    images: images.map(imageView),
    cancelRequested: job.cancelRequested,
    cancellable: cancellable(job, provider),
  };
  if (job.submittedAt !== undefined) view.submittedAt = job.submittedAt;
  if ('finishedAt' in job) view.finishedAt = job.finishedAt;
  if (job.model !== undefined) view.model = job.model;
  if (job.cost) view.cost = job.cost;
  if ('progress' in job) view.progress = job.progress;
  if ('failure' in job) view.failure = job.failure;
  if (job.groupId) view.groupId = job.groupId;
  if (job.state === 'lost' && provider?.reconcile) view.canLookUp = true;
  return view;
}

function cancellable(job: Job, provider: Provider | undefined): JobView['cancellable'] {
  switch (job.state) {
    case 'queued':
    case 'overdue':
      return 'yes';
    case 'submitting':
      return provider?.cancel ? (provider.cancellable === 'pending-only' ? 'pending-only' : 'yes') : 'no';
    case 'running':
      if (job.cancelOutcome || !provider?.cancel) return 'no';
      if (provider.cancellable !== 'pending-only') return 'yes';
      return job.progress?.phase === 'running' ? 'no' : 'pending-only';
    case 'receiving':
    case 'lost':
    case 'done':
    case 'failed':
    case 'cancelled':
      return 'no';
  }
}
