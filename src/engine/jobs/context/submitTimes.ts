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
  /**
   * Milliseconds since then, or for a submit of another process since this was asked first, which is less. A sleep of the
   * machine doesn't count.
   */
  elapsed(submit: Submit): { ms: number; isOwn: boolean };
}

export function createSubmitTimes(clock: Pick<Clock, 'monotonic'>): SubmitTimes {
  const seen = new Map<string, { submittedAt: number | undefined; at: number; isOwn: boolean }>();

  function note({ id, submittedAt }: Submit, isOwn: boolean): void {
    seen.set(id, { submittedAt, at: clock.monotonic(), isOwn });
  }

  return {
    begin: (submit) => note(submit, true),
    elapsed: (submit) => {
      if (seen.get(submit.id)?.submittedAt !== submit.submittedAt) note(submit, false);
      const last = seen.get(submit.id);
      return { ms: last ? clock.monotonic() - last.at : 0, isOwn: last?.isOwn === true };
    },
  };
}
