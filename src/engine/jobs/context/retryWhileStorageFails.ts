/** Writing down what was paid for: a full disk or a busy database is no reason to forget it. */
import { failureFrom } from '../../../shared/model/easelError';
import { pause, type JobContext } from './jobContext';

/** Milliseconds between two tries at most. */
const longestPause = 5_000;

/**
 * Does `work` (at once, for the first time) and does it again until the storage takes it. Only the end of the window gives
 * it up; other failures pass.
 */
export async function retryWhileStorageFails<Result>(
  jobContext: JobContext,
  signal: AbortSignal,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      const failure = failureFrom(thrown);
      if (failure.kind !== 'storage' || signal.aborted) throw thrown;
      if (tries === 2) jobContext.storageRefused(failure);
      jobContext.log.warn(`Write attempt ${tries} failed (${failure.reason ?? failure.code ?? ''}); retrying`);
      await pause(jobContext.clock, Math.min(longestPause, 100 * 2 ** tries), signal);
    }
  }
}
