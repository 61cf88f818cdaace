/**
 * Finds out whether the editor that this window belongs to still answers. The extension host of a browser that was closed or
 * killed runs on for minutes or hours, and nothing that it asks its editor for (a key, a file) is ever answered.
 */
import { fail } from '../../../shared/model/easelError';
import type { Assets, Clock, Disposable, Secrets } from '../../../shared/platform/ports';

/** Milliseconds without an answer after which the editor counts as gone until it answers. */
const maxAnswerTime = 3_000;
/** Milliseconds after which an unanswered question is asked again. */
const maxQuestionAge = 60_000;
/** A secret that never exists: reading it asks the editor, and decrypts nothing. */
const question = 'answers';

export interface HostCheck {
  /** Whether everything was answered in time since the last answer; true at first. */
  isAnswering(): boolean;
  /** Asks now. Never throws. @returns Whether it was answered in time. */
  check(): Promise<boolean>;
  /** Called each time the editor stops answering. */
  onLost(listener: () => void): void;
  /** The same secrets; each call throws EaselError `cancelled` when it isn't answered in time. */
  boundSecrets<Bound extends Pick<Secrets, 'get' | 'set' | 'delete'>>(secrets: Bound): Bound;
  /** The same files, read within the same time. */
  boundAssets(assets: Assets): Assets;
}

export function createHostCheck(secrets: Pick<Secrets, 'get'>, clock: Clock): HostCheck {
  const listeners = new Set<() => void>();
  let isAnswering = true;
  let pending: { at: number; answer: Promise<boolean> } | undefined;

  function lost(): void {
    if (!isAnswering) return;
    isAnswering = false;
    for (const listener of listeners) listener();
  }

  async function bound<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const timeout = timeLimit(clock);
    try {
      return await Promise.race([answer, timeout.over]);
    } catch (thrown) {
      if (timeout.isOver()) lost();
      throw thrown;
    } finally {
      timeout.dispose();
    }
  }

  /** An error is an answer too. */
  function ask(): Promise<boolean> {
    const asked = { at: clock.monotonic(), answer: Promise.resolve(true) };
    const answered = secrets.get(question).then(
      () => undefined,
      () => undefined,
    );
    void answered.then(() => {
      isAnswering = true;
      if (pending === asked) pending = undefined;
    });
    asked.answer = bound(answered).then(
      () => true,
      () => false,
    );
    pending = asked;
    return asked.answer;
  }

  return {
    isAnswering: () => isAnswering,
    // A question at a time: the editor gets all of them when its connection is back.
    check: () => (pending && clock.monotonic() - pending.at < maxQuestionAge ? pending.answer : ask()),
    onLost: (listener) => void listeners.add(listener),
    boundSecrets: (unbound) => ({
      ...unbound,
      get: (name: string) => bound(unbound.get(name)),
      set: (name: string, value: string) => bound(unbound.set(name, value)),
      delete: (name: string) => bound(unbound.delete(name)),
    }),
    boundAssets: (assets) => ({ read: (path) => bound(assets.read(path)) }),
  };
}

interface TimeLimit extends Disposable {
  /** Rejects when the time is over. */
  over: Promise<never>;
  isOver(): boolean;
}

/** In two halves: after a sleep both the answer and the timer are there, and the answer gets its turn. */
function timeLimit(clock: Clock): TimeLimit {
  let timer: Disposable | undefined;
  let isOver = false;
  const over = new Promise<never>((_resolve, reject) => {
    timer = clock.after(maxAnswerTime / 2, () => {
      timer = clock.after(maxAnswerTime / 2, () => {
        isOver = true;
        reject(fail('cancelled', { detail: 'the editor does not answer', maybeReceived: false }));
      });
    });
  });
  return { over, isOver: () => isOver, dispose: () => timer?.dispose() };
}
