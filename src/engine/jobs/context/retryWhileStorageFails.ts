import { failureFrom } from '../../../shared/model/easelError';
import { delay } from './delay';
import type { JobContext } from './jobContext';

/** Milliseconds. */
const maxDelay = 5_000;

/**
 * Runs `work`, and runs it again as long as it fails with `storage`: what was paid for isn't given up because the disk is full
 * or the database is busy. Other failures are thrown, and so is `storage` once the signal aborted.
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
      await delay(jobContext.clock, Math.min(maxDelay, 100 * 2 ** tries), signal);
    }
  }
}
