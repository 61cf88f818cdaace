/** What can be done with a job in its state, wherever it is listed. Pure. */
import type { JobAction } from '../../shared/protocol/views/entries';
import { isFinal, type JobView } from '../../shared/model/jobs';

/** The likeliest first. */
export function jobActionsOf(job: JobView): JobAction[] {
  switch (job.state) {
    case 'overdue':
      return ['resume', 'giveUp'];
    case 'lost':
      return ['lookAgain', 'again', 'giveUp'];
    case 'queued':
    case 'submitting':
    case 'running':
    case 'receiving':
      if (!job.cancelRequested) return ['cancel'];
      // The provider goes on with it; what is being fetched already comes in a moment.
      return job.state === 'running' && job.cancellable === 'no' ? ['giveUp'] : [];
    case 'done':
    case 'failed':
    case 'cancelled':
      return job.images.length > 0 ? ['open', 'again'] : ['again'];
  }
}

/** Those of a line that says what became of it: what was made is looked at first, and made again from there. */
export function lineActionsOf(job: JobView): JobAction[] {
  const actions = jobActionsOf(job);
  return isFinal(job.state) && actions[0] === 'open' ? ['open'] : actions;
}
