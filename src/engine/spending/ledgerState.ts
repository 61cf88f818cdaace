/** How certain the cost of a job is, derived from its states. Pure. */
import type { MoneyState } from '../../shared/model/money';
import type { FailedJob, Job } from '../domain/job';

/** @param before The job before the change. */
export function ledgerStateOf(before: Job, after: Job): MoneyState {
  switch (after.state) {
    case 'queued':
    case 'submitting':
    case 'running':
    case 'receiving':
      return 'reserved';
    case 'overdue':
    case 'lost':
      return 'open';
    case 'done':
      return 'settled';
    case 'failed':
      return after.cost ? stateOfReported(after.cost.amount) : stateOfFailed(before, after);
    case 'cancelled':
      return after.cost ? stateOfReported(after.cost.amount) : stateOfCanceled(before);
  }
}

function stateOfReported(amount: number): MoneyState {
  return amount === 0 ? 'released' : 'settled';
}

/** Released only if the service certainly never had it; a task that failed there may be charged. */
function stateOfFailed(before: Job, { failure }: FailedJob): MoneyState {
  const wasTaken = before.state !== 'queued' && before.state !== 'submitting';
  return wasTaken || failure.maybeReceived === true ? 'open' : 'released';
}

/** Canceled before it was submitted, or by the service while it was still in its queue. */
function stateOfCanceled(before: Job): MoneyState {
  if (before.state === 'queued') return 'released';
  if (before.state !== 'running') return 'open';
  return before.progress?.phase === 'waiting' && before.cancelOutcome === undefined ? 'released' : 'open';
}
