/** How sure the money of a job is, by what became of the job. Pure. */
import type { MoneyState } from '../../shared/model/money';
import type { FailedJob, Job } from '../domain/job';

/** @param before The job before it came to be as it is now. */
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
      return after.cost ? saidAtTheEnd(after.cost.amount) : stateOfFailed(before, after);
    case 'cancelled':
      return after.cost ? saidAtTheEnd(after.cost.amount) : stateOfCancelled(before);
  }
}

function saidAtTheEnd(amount: number): MoneyState {
  return amount === 0 ? 'released' : 'settled';
}

/** Released only where the service surely never had it; a task that failed there may be billed. */
function stateOfFailed(before: Job, { failure }: FailedJob): MoneyState {
  const wasTaken = before.state !== 'queued' && before.state !== 'submitting';
  return wasTaken || failure.maybeReceived === true ? 'open' : 'released';
}

/** Cancelled here before it was handed in, or by the service while it still waited there. */
function stateOfCancelled(before: Job): MoneyState {
  if (before.state === 'queued') return 'released';
  if (before.state !== 'running') return 'open';
  return before.progress?.phase === 'waiting' && before.cancelOutcome === undefined ? 'released' : 'open';
}
