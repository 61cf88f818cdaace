/** Cancels all unfinished jobs after one confirmation, and shows one summary. Pure. */
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import { isFinal, openStates } from '../../shared/model/jobs';
import { isFreeMoney } from '../../shared/model/money';
import { cancelAndWait } from './cancelOutcome';
import { factLine } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

interface CancelAllContext {
  easel: Easel;
  clock: Clock;
  t: Translate;
  /** Whether the user confirmed. */
  confirm(question: string, detail: string): Promise<boolean>;
  show(text: string): Promise<void>;
}

/** Number of jobs per query. */
const pageSize = 200;

export async function cancelAll({ easel, clock, t, confirm, show }: CancelAllContext): Promise<void> {
  const jobIds = cancellable(easel);
  if (jobIds.length === 0) return;
  const question = jobIds.length === 1 ? t('Stop the job?') : t('Stop {count} jobs?', { count: jobIds.length });
  const isFree = jobIds.every((jobId) => isFreeMoney(easel.jobs.get(jobId).money));
  const detail = isFree
    ? t('Jobs already sent to a provider may continue and count against your quota.')
    : t('Jobs already sent to a provider may continue, and you may still be charged.');
  if (!(await confirm(question, detail))) return;
  const answers = await Promise.allSettled(jobIds.map((jobId) => cancelAndWait(easel, clock, jobId)));
  const jobs = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const stopped = jobs.filter(({ state }) => state === 'cancelled').length;
  const running = jobs.filter(({ state }) => !isFinal(state)).length;
  const ended = jobIds.length - stopped - running;
  const parts = [
    t('{count} canceled', { count: stopped }),
    ...(running === 0
      ? []
      : isFree
        ? [t('{count} still running (counting against your quota)', { count: running })]
        : [t('{count} still running (you may be charged)', { count: running })]),
    ...(ended > 0 ? [t('{count} already finished', { count: ended })] : []),
  ];
  await show(factLine(parts));
}

/** IDs of all jobs whose cancellation wasn't requested yet. */
function cancellable(easel: Easel): string[] {
  const found: string[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const jobs = easel.jobs.list({ states: openStates, limit: pageSize, offset });
    found.push(...jobs.filter(({ cancelRequested }) => !cancelRequested).map(({ id }) => id));
    if (jobs.length < pageSize) return found;
  }
}
