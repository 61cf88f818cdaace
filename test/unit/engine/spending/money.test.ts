/** The money of jobs: reserved before they are handed in, settled or given back afterwards, and never beyond a cap. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { EaselError, fail } from '../../../../src/shared/model/easelError';
import type { ImageRequestInput } from '../../../../src/shared/model/jobs';
import { calendarOf } from '../../../../src/shared/model/calendar';
import type { Failure } from '../../../../src/shared/model/failure';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';
import { until } from '../../../harness/until';
import { settle } from '../fakeClock';

const day = 24 * 60 * 60_000;
const fox: ImageRequestInput = { kind: 'generate', prompt: 'a red fox' };
const price = { provider: 'a', amount: 0.03, currency: 'CNY', asOf: '2026-03-03' };
const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe('money', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  afterEach(() => made.end());

  async function open(
    money: Rig['settings']['money'] = { prices: [price] },
    others: FakeService[] = [],
  ): Promise<void> {
    service = new FakeService();
    const more = others.map((one, index) => one.provider(String.fromCharCode(98 + index)));
    made = await rig([service.provider('a'), ...more]);
    made.settings.changeMoney(money);
    await settle();
  }

  async function refusal(imageRequest: ImageRequestInput = fox): Promise<Failure> {
    try {
      await made.easel.jobs.start(imageRequest);
    } catch (thrown) {
      assert.ok(thrown instanceof EaselError);
      return thrown.failure;
    }
    throw new Error('it was started');
  }

  async function start(imageRequest: ImageRequestInput = fox): Promise<string> {
    const [id = ''] = await made.easel.jobs.start(imageRequest, { providerId: 'a' });
    return id;
  }

  const total = (): unknown =>
    made.easel.spending.summary(everything).totals.map(({ amount, currency }) => [amount, currency]);

  it('is reserved when a job is created, and settled with the estimate where the service reports nothing', async () => {
    await open();
    service.onPoll = () => ({ state: 'done', outputs: pictures(2) });
    const id = await start({ ...fox, count: 2 });
    const estimated = { amount: 0.06, currency: 'CNY' };
    assert.deepEqual(made.easel.jobs.get(id).money, { state: 'reserved', estimated, priceDate: '2026-03-03' });
    assert.equal(made.easel.spending.summary(everything).totals[0]?.reserved, 0.06);
    const job = await settledJob(made, id);
    assert.deepEqual(job.money, { state: 'settled', estimated, priceDate: '2026-03-03' });
    const [sum] = made.easel.spending.summary(everything).totals;
    assert.deepEqual(sum, { currency: 'CNY', amount: 0.06, jobs: 1, reported: 0, reserved: 0, open: 0 });
  });

  it('is what the service reports rather than the estimate', async () => {
    await open();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1), cost: { amount: 0.05, unit: 'cny' } });
    const job = await settledJob(made, await start());
    assert.deepEqual(job.money?.reported, { amount: 0.05, currency: 'CNY' });
    assert.deepEqual(total(), [[0.05, 'CNY']]);
  });

  it('counts what the service reports in another currency separately', async () => {
    await open();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1), cost: { amount: 4, unit: 'credits' } });
    await settledJob(made, await start());
    const { totals, unknown } = made.easel.spending.summary(everything);
    assert.deepEqual(totals.map(({ amount, currency, reported }) => [currency, amount, reported]).sort(), [
      ['CNY', 0.03, 0],
      ['credits', 4, 4],
    ]);
    assert.equal(unknown, 0);
  });

  it('is released when the job was surely not accepted', async () => {
    await open();
    service.onSubmit = () => {
      throw fail('bad-request', { maybeReceived: false });
    };
    const job = await settledJob(made, await start());
    assert.equal(job.state, 'failed');
    assert.equal(job.money?.state, 'released');
    assert.deepEqual(total(), []);
  });

  it('is released when the job is canceled while queued', async () => {
    await open();
    const ids = [await start(), await start(), await start()];
    await made.clock.pass(100);
    const waiting = ids.find((id) => made.easel.jobs.get(id).state === 'queued') ?? '';
    await made.easel.jobs.cancel(waiting);
    assert.equal(made.easel.jobs.get(waiting).money?.state, 'released');
    assert.deepEqual(total(), [[0.06, 'CNY']]);
  });

  it('may still be billed when a job is lost, overdue, canceled or failed after it was accepted', async () => {
    await open();
    const states: unknown[] = [];
    const note = (id: string): void => {
      const { state, money } = made.easel.jobs.get(id);
      states.push([state, money?.state]);
    };
    service.onSubmit = () => {
      throw fail('timeout', { maybeReceived: true });
    };
    note((await settledJob(made, await start())).id);
    service.onSubmit = () => ({ kind: 'ticket', ticket: { id: 't' } });
    const late = await start();
    await made.clock.pass(700_000);
    note(late);
    service.onPoll = () => ({ state: 'failed', failure: { kind: 'server', reason: 'task-failed' } });
    note((await settledJob(made, await start())).id);
    service.onPoll = () => ({ state: 'running' });
    const stopped = await start();
    await made.clock.pass(3000);
    await made.easel.jobs.cancel(stopped);
    await made.clock.pass(3000);
    note(stopped);
    assert.deepEqual(states, [
      ['lost', 'open'],
      ['overdue', 'open'],
      ['failed', 'open'],
      ['cancelled', 'open'],
    ]);
    assert.equal(made.easel.spending.summary(everything).totals[0]?.open, 0.12);
  });

  it('is nothing when the service reports that a failed job cost nothing', async () => {
    await open();
    service.onPoll = () => ({
      state: 'failed',
      failure: { kind: 'policy' },
      cost: { amount: 0, unit: 'credits' },
    });
    const job = await settledJob(made, await start());
    assert.equal(job.money?.state, 'released');
    assert.deepEqual(total(), []);
  });

  it("is unknown where the price is unknown, isn't added to sums, and never blocks", async () => {
    await open({ caps: [{ perDay: 0, currency: 'CNY' }] });
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const job = await settledJob(made, await start());
    assert.deepEqual(job.money, { state: 'settled' });
    const { totals, unknown } = made.easel.spending.summary(everything);
    assert.deepEqual([totals, unknown], [[], 1]);
    assert.equal(made.easel.spending.estimate(fox, { providerId: 'a' }).amount, undefined);
  });

  it('keeps what was reserved when the price is edited later', async () => {
    await open();
    const first = await start();
    await until('the first job to be sent', () => made.easel.jobs.get(first).state === 'running');
    made.settings.changeMoney({ prices: [{ ...price, amount: 7, asOf: '2026-11-20' }] });
    await settle();
    const second = await start();
    assert.deepEqual(
      [first, second].map((id) => made.easel.jobs.get(id).money?.estimated?.amount),
      [0.03, 7],
    );
    assert.equal(made.easel.jobs.get(first).money?.priceDate, '2026-03-03');
  });

  it('stays spent when the job is deleted from the history', async () => {
    await open();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const { id } = await settledJob(made, await start());
    made.easel.history.remove({ jobIds: [id] });
    made.clock.jump(2 * 60 * 60_000);
    await made.reopen();
    const isGone = (): boolean => {
      try {
        return made.easel.jobs.get(id).id !== id;
      } catch {
        return true;
      }
    };
    await until('the job to be deleted for good', isGone);
    assert.deepEqual(total(), [[0.03, 'CNY']]);
  });

  describe('a cap', () => {
    it('rejects what would exceed it, sends nothing, and keeps the request with the reason', async () => {
      await open({ prices: [price], caps: [{ perDay: 0.05, currency: 'cny' }] });
      await start();
      const failure = await refusal();
      assert.equal(failure.kind, 'cap');
      assert.equal(failure.reason, 'cap-day');
      assert.deepEqual(failure.values, { currency: 'CNY', cap: 0.05, spent: 0.03, needed: 0.03 });
      await made.clock.pass(1000);
      assert.equal(service.submits, 1);
      const [kept] = made.easel.jobs.list({ limit: 1, states: ['failed'] });
      assert.equal(kept?.failure?.reason, 'cap-day');
      assert.deepEqual(total(), [[0.03, 'CNY']]);
    });

    it('is exceeded with a warning where it only warns', async () => {
      await open({ prices: [price], caps: [{ perMonth: 0.02, currency: 'CNY' }], atCap: 'warn' });
      const estimate = made.easel.spending.estimate(fox, { providerId: 'a' });
      assert.deepEqual(estimate.overCap, { period: 'month', currency: 'CNY', cap: 0.02, spent: 0, atCap: 'warn' });
      const job = made.easel.jobs.get(await start());
      assert.deepEqual(job.warnings, [{ code: 'over-cap', subject: 'month', detail: '0 + 0.03 > 0.02 CNY' }]);
    });

    it('allows what just fits, free jobs, and other currencies', async () => {
      const free = new FakeService();
      const dollars = new FakeService();
      const prices = [
        { ...price, amount: 0.1 },
        { provider: 'b', amount: 0, currency: 'CNY' },
        { provider: 'c', amount: 5, currency: 'USD' },
      ];
      await open({ prices, caps: [{ perDay: 0.3, currency: 'CNY' }] }, [free, dollars]);
      for (let count = 0; count < 3; count += 1) await start();
      assert.equal((await refusal()).kind, 'cap');
      await made.easel.jobs.start(fox, { providerId: 'b' });
      await made.easel.jobs.start(fox, { providerId: 'c' });
      assert.deepEqual(
        made.easel.spending.summary(everything).caps.map(({ spent, cap }) => [spent, cap]),
        [[0.3, 0.3]],
      );
    });

    it('allows all calls of a request or none', async () => {
      await open({ prices: [price], caps: [{ perDay: 0.2, currency: 'CNY' }] });
      assert.deepEqual(made.easel.spending.estimate({ ...fox, count: 7 }, { providerId: 'a' }), {
        calls: 2,
        images: 7,
        price: { amount: 0.03, currency: 'CNY', per: 'image', asOf: '2026-03-03' },
        amount: 0.21,
        overCap: { period: 'day', currency: 'CNY', cap: 0.2, spent: 0, atCap: 'refuse' },
      });
      assert.equal((await refusal({ ...fox, count: 7 })).kind, 'cap');
      assert.deepEqual(total(), []);
      await start({ ...fox, count: 6 });
      assert.deepEqual(total(), [[0.18, 'CNY']]);
    });

    it('has room again after the service rejected a job', async () => {
      await open({ prices: [price], caps: [{ perDay: 0.03, currency: 'CNY' }] });
      service.onSubmit = () => {
        throw fail('auth', { reason: 'key-refused', maybeReceived: false });
      };
      await settledJob(made, await start());
      service.onSubmit = () => ({ kind: 'ticket', ticket: 1 });
      await start();
      assert.equal((await refusal()).kind, 'cap');
    });

    it('holds under twenty starts at once', async () => {
      await open({ prices: [price], caps: [{ perDay: 0.21, currency: 'CNY' }] });
      const ends = await Promise.allSettled(Array.from({ length: 20 }, () => start()));
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 7);
      await made.clock.pass(10_000);
      assert.deepEqual(total(), [[0.21, 'CNY']]);
    });

    it('that was lowered, or a price that was set, applies to queued jobs', async () => {
      const caps = [{ perDay: 1, currency: 'CNY' }];
      const changes = [
        { prices: [price], caps: [{ perDay: 0.07, currency: 'CNY' }] },
        { prices: [{ ...price, amount: 0.5 }], caps },
      ];
      for (const [index, change] of changes.entries()) {
        if (index > 0) await made.end();
        await open({ prices: [price], caps });
        const ids = await Promise.all(Array.from({ length: 10 }, () => start()));
        await settle();
        assert.equal(service.submits, 2);
        made.settings.changeMoney(change);
        service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
        const stopped = Promise.all(ids.map((id) => made.easel.jobs.finished(id)));
        await made.clock.pass(60_000);
        const refused = (await stopped).filter(({ failure }) => failure?.reason === 'cap-day').length;
        const [[amount = 9] = []] = total() as [number, string][];
        assert.ok(amount <= (index === 0 ? 0.07 : 1), `spent ${amount}`);
        assert.equal(refused, 10 - service.submits);
        assert.ok(refused >= 7, `${refused} refused`);
      }
    });

    it("that didn't change lets admitted jobs run, whatever other jobs cost", async () => {
      await open({ prices: [price], caps: [{ perDay: 0.3, currency: 'CNY' }] });
      const ids = await Promise.all(Array.from({ length: 10 }, () => start()));
      service.onPoll = () => ({ state: 'done', outputs: pictures(1), cost: { amount: 0.2, unit: 'CNY' } });
      const stopped = Promise.all(ids.map((id) => made.easel.jobs.finished(id)));
      await made.clock.pass(60_000);
      assert.ok((await stopped).every(({ state }) => state === 'done'));
    });

    it("that isn't exceeded doesn't hide that a job falls back to a more expensive provider", async () => {
      const dear = new FakeService();
      dear.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      await open({ prices: [price, { provider: 'b', amount: 0.3, currency: 'CNY' }] }, [dear]);
      service.onSubmit = () => {
        throw fail('server', { status: 500, maybeReceived: false });
      };
      const job = await settledJob(made, await start());
      assert.deepEqual([job.state, job.providerId], ['done', 'b']);
      assert.deepEqual(job.warnings, [{ code: 'dearer', subject: 'B', detail: '0.03 CNY → 0.3 CNY' }]);
    });

    it('is checked again before the fallback to a more expensive provider', async () => {
      const dear = new FakeService();
      const prices = [price, { provider: 'b', amount: 1, currency: 'CNY' }];
      await open({ prices, caps: [{ perDay: 0.5, currency: 'CNY' }] }, [dear]);
      service.onSubmit = () => {
        throw fail('server', { status: 500, maybeReceived: false });
      };
      const job = await settledJob(made, await start());
      assert.equal(dear.submits, 0);
      assert.equal(job.state, 'failed');
      assert.deepEqual([job.failure?.kind, job.failure?.providerId], ['server', 'a']);
      assert.equal(job.attempts.at(-1)?.failure?.reason, 'cap-day');
      assert.deepEqual(
        job.attempts.map(({ providerId, failure }) => [providerId, failure?.kind]),
        [
          ['a', 'server'],
          ['b', 'cap'],
        ],
      );
      assert.equal(job.money?.state, 'released');
    });

    it('allows the third provider where the second one is too expensive', async () => {
      const dear = new FakeService();
      const cheap = new FakeService();
      cheap.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      const prices = [price, { provider: 'b', amount: 1, currency: 'CNY' }, { ...price, provider: 'c', amount: 0.04 }];
      await open({ prices, caps: [{ perDay: 0.5, currency: 'CNY' }] }, [dear, cheap]);
      service.onSubmit = () => {
        throw fail('server', { status: 500, maybeReceived: false });
      };
      const job = await settledJob(made, await start());
      assert.deepEqual([job.state, job.providerId, dear.submits], ['done', 'c', 0]);
      assert.deepEqual(total(), [[0.04, 'CNY']]);
    });

    it("stops paid jobs when it can't be read, and says so", async () => {
      await open({ prices: [price], caps: [{ perDay: '10', currency: 'CNY' }] });
      assert.deepEqual(made.easel.providers.settingProblems(), [
        {
          setting: 'spending.caps',
          index: 0,
          field: 'perDay',
          problem: 'wrong-type',
          value: '10',
          rule: { kind: 'number', min: 0, max: 1e9 },
        },
      ]);
      assert.equal((await refusal()).reason, 'cap-unreadable');
    });
  });

  describe('days and months', () => {
    /** Shanghai is 8 hours ahead, all year. */
    const zone = { timeZone: 'Asia/Shanghai' };

    async function at(time: string, cap: object): Promise<void> {
      await open({ prices: [price], caps: [{ ...cap, currency: 'CNY' }], ...zone });
      made.clock.jump(Date.parse(time) - made.clock.now());
    }

    it('begin at midnight in the time zone of the user', async () => {
      await at('2026-03-03T23:59:30+08:00', { perDay: 0.03 });
      await start();
      assert.equal((await refusal()).reason, 'cap-day');
      made.clock.jump(60_000);
      await start();
      assert.equal((await refusal()).reason, 'cap-day');
    });

    it("don't begin at midnight in another time zone", async () => {
      await at('2026-03-03T23:59:30Z', { perDay: 0.03 });
      await start();
      made.clock.jump(60_000);
      assert.equal((await refusal()).reason, 'cap-day');
    });

    it('begin on the first of the month', async () => {
      await at('2026-02-28T23:59:30+08:00', { perMonth: 0.03 });
      await start();
      assert.equal((await refusal()).reason, 'cap-month');
      made.clock.jump(60_000);
      await start();
      made.clock.jump(20 * day);
      assert.equal((await refusal()).reason, 'cap-month');
    });

    it('count a job that waited over midnight on the day on which it is submitted', async () => {
      await at('2026-03-03T23:59:30+08:00', { perDay: 0.09 });
      const ids = [await start(), await start(), await start()];
      await made.clock.pass(100);
      const waiting = ids.find((id) => made.easel.jobs.get(id).state === 'queued') ?? '';
      made.clock.jump(60_000);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      await until('the last one to be done', async () => {
        await made.clock.pass(1000);
        return made.easel.jobs.get(waiting).state === 'done';
      });
      assert.equal(made.easel.spending.summary(everything).caps[0]?.spent, 0.03);
      const { byDay } = made.easel.spending.summary({ ...everything, dayOf: calendarOf('Asia/Shanghai').dayOf });
      assert.deepEqual(
        byDay.map(({ start: begin, amount }) => [new Date(begin).toISOString(), amount]),
        [
          ['2026-03-02T16:00:00.000Z', 0.06],
          ['2026-03-03T16:00:00.000Z', 0.03],
        ],
      );
    });
  });
});
