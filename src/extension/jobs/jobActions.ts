/** The actions for a job, depending on its state. Pure. */
import type { JobAction } from '../../shared/protocol/views/entries';
import { isFinal, type JobView } from '../../shared/model/jobs';

/** Most likely first. */
export function jobActionsOf(job: JobView): JobAction[] {
  switch (job.state) {
    case 'overdue':
      return ['resume', 'giveUp'];
    case 'lost':
      return job.canLookUp ? ['lookAgain', 'again', 'giveUp'] : ['again', 'giveUp'];
    case 'queued':
    case 'submitting':
    case 'running':
    case 'receiving':
      if (!job.cancelRequested) return ['cancel'];
      // The provider continues; a job that is already downloading ends within moments.
      return job.state === 'running' && job.cancellable === 'no' ? ['giveUp'] : [];
    case 'done':
    case 'failed':
    case 'cancelled':
      return job.images.length > 0 ? ['open', 'again'] : ['again'];
  }
}

/** The actions in a compact row: a job with images can only be opened, and regenerated from there. */
export function lineActionsOf(job: JobView): JobAction[] {
  const actions = jobActionsOf(job);
  return isFinal(job.state) && actions[0] === 'open' ? ['open'] : actions;
}
