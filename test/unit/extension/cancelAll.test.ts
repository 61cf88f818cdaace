/** Cancelling everything: one question, all at once, one answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Easel } from '../../../src/engine/surface/easel';
import { fail } from '../../../src/shared/model/easelError';
import type { EaselEvent } from '../../../src/shared/protocol/connection/events';
import type { JobView } from '../../../src/shared/model/jobs';
import { cancelAll } from '../../../src/extension/jobs/cancelAll';
import { FakeClock, settle } from '../engine/fakeClock';

const t = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

/** What each job comes to when it is cancelled. */
type Fate = 'stops' | 'goes on' | 'silent' | 'is over';

function staged(fates: readonly Fate[]) {
  const jobs = fates.map((_, index) => ({ id: `job-${index}`, state: 'running', cancellable: 'yes' }) as JobView);
  const listeners = new Set<(event: EaselEvent) => void>();
  const asked: string[] = [];
  const easel = {
    jobs: {
      list: ({ limit, offset = 0 }: { limit: number; offset?: number }) => jobs.slice(offset, offset + limit),
      get: (id: string) => jobs.find((job) => job.id === id),
      cancel: (id: string) => {
        asked.push(id);
        return fates[jobs.findIndex((job) => job.id === id)] === 'is over'
          ? Promise.reject(fail('bad-request', { reason: 'already-final' }))
          : Promise.resolve();
      },
    },
    onEvent: (listener: (event: EaselEvent) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  } as unknown as Easel;
  const answer = (): void =>
    jobs.forEach((job, index) => {
      if (fates[index] === 'stops') job.state = 'cancelled';
      if (fates[index] === 'goes on') job.cancellable = 'no';
      for (const listener of [...listeners]) listener({ kind: 'job-changed', id: job.id });
    });
  const clock = new FakeClock();
  const said: string[] = [];
  const run = (imageRequest: 'yes' | 'no'): Promise<void> =>
    cancelAll({
      ...{ easel, clock, t },
      confirm: (question, detail) => {
        said.push(`${question} ${detail}`);
        return Promise.resolve(imageRequest === 'yes');
      },
      show: (text) => Promise.resolve(void said.push(text)),
    });
  return { run, answer, asked, said, clock, listeners };
}

describe('canceling all jobs', () => {
  it('asks with the number of jobs, and cancels none without confirmation', async () => {
    const { run, asked, said } = staged(['stops', 'stops', 'stops']);
    await run('no');
    assert.deepEqual(asked, []);
    assert.deepEqual(said, [
      'Stop 3 jobs? Jobs already sent to a provider may continue, and you may still be charged.',
    ]);
  });

  it('cancels more jobs than one query returns, and summarizes the outcomes', async () => {
    const fates = Array.from({ length: 903 }, (_, index): Fate => (index < 900 ? 'stops' : 'goes on'));
    const { run, answer, asked, said, listeners } = staged([...fates, 'is over']);
    const done = run('yes');
    await settle();
    assert.equal(asked.length, 904);
    answer();
    await done;
    assert.equal(said.at(-1), '900 canceled · 3 still running (you may be charged) · 1 already finished');
    assert.equal(listeners.size, 0);
  });

  it('stops waiting for a provider that does not answer', async () => {
    const { run, said, clock, answer } = staged(['silent', 'stops']);
    const done = run('yes');
    await settle();
    answer();
    await clock.pass(15_000);
    await done;
    assert.equal(said.at(-1), '1 canceled · 1 still running (you may be charged)');
  });
});
