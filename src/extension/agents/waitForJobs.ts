/** Waits for jobs for a limited time, after which the agent gets an answer and the jobs continue. */
import type * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import type { JobView } from '../../shared/model/jobs';

export interface WaitResult {
  jobs: JobView[];
  /** True if the agent canceled the wait before the jobs ended. */
  isStopped: boolean;
}

/** @param limit Milliseconds. @throws EaselError `bad-request` `job-unknown`. */
export async function waitForJobs(
  { easel, clock }: { easel: Easel; clock: Clock },
  jobIds: readonly string[],
  { limit, token }: { limit: number; token: vscode.CancellationToken },
): Promise<WaitResult> {
  const currentJobs = (): JobView[] => jobIds.map((id) => easel.jobs.get(id));
  if (limit <= 0 || token.isCancellationRequested)
    return { jobs: currentJobs(), isStopped: token.isCancellationRequested };
  const end = new AbortController();
  const timer = clock.after(limit, () => end.abort());
  const cancel = token.onCancellationRequested(() => end.abort());
  try {
    await Promise.all(jobIds.map((id) => easel.jobs.finished(id, end.signal)));
  } catch (thrown) {
    if (!end.signal.aborted) throw thrown;
  } finally {
    timer.dispose();
    cancel.dispose();
  }
  return { jobs: currentJobs(), isStopped: end.signal.aborted && token.isCancellationRequested };
}
