/** Two and three windows on one storage folder, as real processes: who runs the jobs, who takes over, who hears of it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { report } from '../../harness/reporting/report';
import { until } from '../../harness/until';
import { buildChild, type ChildProgram } from '../../torture/childProgram';
import type { Life } from '../../torture/life';
import { openWindows, type Windows } from '../../torture/windows';

/** Milliseconds in which a window shows another window's change, and in which it takes over its jobs. */
const seenWithin = 2_000;
const takenWithin = 10_000;
/** Milliseconds between two measurements of the lag. */
const lagInterval = 50;

describe('several windows', function () {
  this.timeout(480_000);
  let program: ChildProgram;
  let windows: Windows;
  let run = 900_000;
  /** The longest delay of a timer of this process in ms. */
  let worstLag: number;
  let lagTimer: NodeJS.Timeout;
  before(async () => (program = await buildChild()));
  after(() => program.dispose());
  beforeEach(() => {
    worstLag = 0;
    let last = performance.now();
    lagTimer = setInterval(() => {
      const now = performance.now();
      worstLag = Math.max(worstLag, now - last - lagInterval);
      last = now;
    }, lagInterval);
  });
  afterEach(() => {
    clearInterval(lagTimer);
    return windows.end();
  });

  /** Allows a multiple of the promised time on a machine under load. */
  function assertWithin(promised: number, took: number): void {
    const most = promised * (2 + worstLag / lagInterval);
    assert.ok(took <= most, `took ${took.toFixed(0)} ms of ${most.toFixed(0)} at a lag of ${worstLag.toFixed(0)} ms`);
  }

  async function open(count: number): Promise<{ holder: Life; other: Life }> {
    run += 1;
    windows = await openWindows(program.file, { count, run });
    const holder = await windows.holder();
    const other = windows.open.find((life) => life !== holder) ?? holder;
    return { holder, other };
  }

  /** Waits until all jobs run at their services. Those that can't be held are done, because killing a writer truncates its file. */
  async function startAndHold(window: Life): Promise<void> {
    windows.services.hold();
    windows.start(window);
    const isAt = (state: string): number =>
      new Set(window.messages.flatMap((one) => (one.kind === 'changed' && one.state === state ? [one.jobId] : [])))
        .size;
    const { entries, holdable } = windows.services;
    const atOnce = entries.length - holdable.length;
    await until('jobs to run', () => isAt('running') >= 4 && isAt('done') >= atOnce, { timeout: 120_000 });
  }

  /** Milliseconds until another window holds the lease. */
  async function takeover(from: Life): Promise<number> {
    const began = performance.now();
    await until('another window to take over', async () => (await windows.holder()) !== from, {
      timeout: 60_000,
      every: 20,
    });
    return performance.now() - began;
  }

  for (const count of [2, 3]) {
    it(`${count}: each job runs once, whichever window started it, and all windows are notified`, async () => {
      const { other } = await open(count);
      windows.start(other);
      const spread = await windows.allTold();
      report([`${count} windows: the last one knew ${spread.toFixed(0)} ms after the first`]);
      assertWithin(seenWithin, spread);
      assert.deepEqual(await windows.faults(), []);
    });

    it(`${count}: another window takes over when the one that runs the jobs is killed`, async () => {
      const { holder, other } = await open(count);
      await startAndHold(other);
      holder.process.kill('SIGKILL');
      await holder.ended;
      const taken = await takeover(holder);
      windows.services.release();
      await windows.allTold();
      report([`${count} windows, one killed: taken over after ${taken.toFixed(0)} ms`]);
      assertWithin(takenWithin, taken);
      assert.deepEqual(await windows.faults(), []);
    });
  }

  it('another window takes over when the one that runs the jobs is suspended, and both agree after it resumes', async () => {
    const { holder, other } = await open(2);
    await startAndHold(other);
    await windows.suspend(holder);
    const taken = await takeover(holder);
    windows.services.release();
    const isDone = (): boolean =>
      new Set(other.messages.flatMap((one) => (one.kind === 'changed' && one.state === 'done' ? [one.jobId] : [])))
        .size >= 4;
    await until('the other window to go on', isDone, { timeout: 120_000 });
    holder.process.kill('SIGCONT');
    await windows.allTold();
    report([`2 windows, one suspended: taken over after ${taken.toFixed(0)} ms`]);
    assertWithin(takenWithin, taken);
    assert.deepEqual(await windows.faults(), []);
  });
});
