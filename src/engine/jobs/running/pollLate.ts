/** Collects what an overdue job brought after all. */
import { failureFrom } from '../../../shared/model/easelError';
import type { OverdueJob, RunningJob } from '../../domain/job';
import type { JobContext } from '../context/jobContext';
import { isUncertainEnd } from '../context/retryRules';
import { resumedState } from '../receiving/results';
import { applyStatus, findConfigured, setOverdue } from './applyStatus';

/** Polls an overdue job once; one whose outputs are known only has to be downloaded. */
export async function pollLate(jobContext: JobContext, job: OverdueJob, signal: AbortSignal): Promise<void> {
  if (job.pending) {
    const change = { state: resumedState(job), failure: undefined, waitingSince: jobContext.clock.now() };
    if (jobContext.jobs.change(job.id, ['overdue'], change)) jobContext.changed(job.id);
    return;
  }
  const configured = findConfigured(jobContext, job);
  if (!configured?.provider.poll || job.ticket === undefined) return;
  let running: RunningJob | undefined;
  try {
    const status = await configured.provider.poll(job.ticket, jobContext.context(configured, signal));
    if (status.state === 'waiting' || status.state === 'running') return;
    const isUncertain = isUncertainEnd(status);
    // An uncertain end is polled again at the usual interval before it counts.
    const again = isUncertain ? { waitingSince: jobContext.clock.now() } : {};
    const resumed = jobContext.jobs.change(job.id, ['overdue'], { state: 'running', failure: undefined, ...again });
    running = resumed?.state === 'running' ? resumed : undefined;
    if (running && !isUncertain) await applyStatus({ jobContext, job: running, configured, end: signal }, status);
  } catch (thrown) {
    const failure = failureFrom(thrown);
    jobContext.log.debug(`Job ${job.id}: late poll failed (${failure.kind})`);
    if (running && !signal.aborted) setOverdue(jobContext, running, failure);
  }
}
