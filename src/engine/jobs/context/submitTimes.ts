/** How long ago this process began each submit, by a clock that nobody sets. A lookup after a lost answer depends on it. */
import type { Clock } from '../../../shared/platform/ports';

/** `submittedAt` tells the submits of one job apart. */
interface Submit {
  id: string;
  submittedAt?: number | undefined;
}

export interface SubmitTimes {
  /** The submit begins now. */
  begin(submit: Submit): void;
  /** Milliseconds since then; undefined for a submit of another process. A sleep of the machine doesn't count. */
  elapsed(submit: Submit): number | undefined;
}

export function createSubmitTimes(clock: Pick<Clock, 'monotonic'>): SubmitTimes {
  const begun = new Map<string, { submittedAt: number | undefined; at: number }>();
  return {
    begin: ({ id, submittedAt }) => void begun.set(id, { submittedAt, at: clock.monotonic() }),
    elapsed: ({ id, submittedAt }) => {
      const last = begun.get(id);
      return last && last.submittedAt === submittedAt ? clock.monotonic() - last.at : undefined;
    },
  };
}
