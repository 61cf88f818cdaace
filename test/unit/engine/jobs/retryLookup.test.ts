/** A submit whose answer was lost together with the network: the service is asked when it can be reached again. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { pendingJobsFile } from '../../../../src/shared/platform/pendingJobsFile';
import type { JsonValue } from '../../../../src/shared/model/jobs';
import { jobStateMessage } from '../../../../src/extension/messages/jobs';
import { until } from '../../../harness/until';
import { FakeService, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const minute = 60_000;
const hour = 60 * minute;
const plain = (text: string): string => text;

describe('a lost job whose service could not be asked', function () {
  this.timeout(240_000);
  let made: Rig;
  let service: FakeService;
  let other: FakeService;
  /** How often the service was asked. */
  let asked: number;
  let isReachable: boolean;
  let answer: () => JsonValue | undefined;
  let hold: () => Promise<void>;

  beforeEach(async () => {
    [service, other] = [new FakeService(), new FakeService()];
    [asked, isReachable] = [0, false];
    answer = () => ({ id: 'found' });
    hold = () => Promise.resolve();
    service.onSubmit = () => {
      throw fail('network', { reason: 'connection-lost', maybeReceived: true });
    };
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const find = async (): Promise<JsonValue | undefined> => {
      asked += 1;
      await hold();
      if (!isReachable) throw fail('network', { reason: 'offline' });
      return answer();
    };
    made = await rig([service.provider('acme', { reconcile: find }), other.provider('other')]);
    made.network.isOnline = false;
  });
  afterEach(() => made.end());

  async function lost(): Promise<string> {
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(minute);
    assert.equal(made.easel.jobs.get(id).state, 'lost');
    return id;
  }
  function reconnect(): void {
    made.network.isOnline = true;
    isReachable = true;
  }
  /** What was found runs to its end in a few seconds. */
  async function isDone(id: string): Promise<void> {
    assert.notEqual(state(id), 'lost');
    await until('the job to be done', async () => {
      await made.clock.pass(1_000);
      return state(id) === 'done' && made.easel.jobs.get(id).images[0]?.deliveredTo !== undefined;
    });
  }
  async function passDay(): Promise<void> {
    for (let passed = 0; passed < 24 * hour; passed += 11 * minute) await made.clock.oversleep(11 * minute);
  }
  const state = (id: string): string => made.easel.jobs.get(id).state;
  const hasPendingFlag = (): boolean => existsSync(join(made.folder, pendingJobsFile));

  it('is found within a minute after the network is back, and is submitted once', async () => {
    const id = await lost();
    assert.equal(jobStateMessage(made.easel.jobs.get(id), plain), 'Status unknown. Checking automatically.');
    await made.clock.pass(10 * minute);
    reconnect();
    await made.clock.pass(minute + 5_000);
    await isDone(id);
    const job = made.easel.jobs.get(id);
    assert.deepEqual([job.state, job.images.length, job.failure, job.progress], ['done', 1, undefined, undefined]);
    assert.deepEqual([service.submits, other.submits], [1, 0]);
    await until('the marker to go', () => !hasPendingFlag());
  });

  it('is looked up at an interval overnight without a network, and afterwards', async () => {
    const id = await lost();
    await made.clock.pass(2 * minute);
    asked = 0;
    await made.clock.pass(5 * minute);
    assert.ok(asked >= 4 && asked <= 6, `asked ${asked} times in five minutes`);
    for (let night = 0; night < 8 * hour; night += 10 * minute) await made.clock.oversleep(10 * minute);
    assert.equal(state(id), 'lost');
    reconnect();
    await made.clock.pass(minute + 5_000);
    await isDone(id);
  });

  it('is found after a restart', async () => {
    const id = await lost();
    assert.ok(hasPendingFlag());
    await made.reopen();
    await made.clock.pass(minute);
    assert.deepEqual([state(id), hasPendingFlag()], ['lost', true]);
    await made.reopen();
    reconnect();
    await made.clock.pass(minute + 5_000);
    await isDone(id);
    assert.deepEqual([state(id), service.submits], ['done', 1]);
    await until('the marker to go', () => !hasPendingFlag());
  });

  it('is found when the answer was lost because its window was closed', async () => {
    service.onSubmit = ({ signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(fail('cancelled', { maybeReceived: true }))),
      );
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(2_000);
    const closing = made.reopen();
    await made.clock.pass(5_000);
    await closing;
    await made.clock.pass(minute);
    assert.equal(state(id), 'lost');
    reconnect();
    await made.clock.pass(minute + 5_000);
    await isDone(id);
    assert.deepEqual([state(id), service.submits, other.submits], ['done', 1, 0]);
  });

  it("isn't looked up forever when there is a network but the service can't be reached", async () => {
    const id = await lost();
    made.network.isOnline = true;
    await passDay();
    assert.ok(asked >= 30 && asked <= 60, `asked ${asked} times`);
    assert.deepEqual([state(id), hasPendingFlag()], ['lost', false]);
    assert.equal(jobStateMessage(made.easel.jobs.get(id), plain), 'Status unknown');
    const before = asked;
    isReachable = true;
    await passDay();
    assert.deepEqual([asked, state(id)], [before, 'lost']);
    await made.easel.jobs.resume(id);
    await isDone(id);
  });

  for (const [what, told, most] of [
    ['does not know it', () => undefined, 1],
    [
      'can not tell it for sure',
      (): never => {
        throw fail('lost');
      },
      3,
    ],
    [
      'wants a key',
      (): never => {
        throw fail('auth');
      },
      3,
    ],
  ] as const) {
    it(`stays lost without another lookup when the service ${what}`, async () => {
      const id = await lost();
      answer = told;
      reconnect();
      asked = 0;
      await made.clock.pass(2 * minute);
      await passDay();
      assert.deepEqual([state(id), asked, hasPendingFlag()], ['lost', most, false]);
      assert.deepEqual([service.submits, other.submits], [1, 0]);
    });
  }

  for (const [what, giveUp] of [
    ['cancelled', (id: string) => made.easel.jobs.cancel(id)],
    ['taken out of the history', (id: string) => made.easel.history.remove({ jobIds: [id] })],
  ] as const) {
    it(`isn't looked up again when it was ${what}`, async () => {
      await giveUp(await lost());
      await made.clock.pass(minute);
      reconnect();
      asked = 0;
      await passDay();
      assert.deepEqual([asked, service.polls], [0, 0]);
    });
  }

  it('is looked up after the others, not together with them', async () => {
    const ids = [await lost(), await lost(), await lost()];
    const waiting: (() => void)[] = [];
    answer = () => ({ id: `found ${asked}` });
    hold = () => new Promise((resolve) => waiting.push(resolve));
    reconnect();
    for (let left = ids.length; left > 0; left -= 1) {
      await made.clock.pass(minute + 5_000);
      assert.equal(waiting.length, 1);
      waiting.pop()?.();
    }
    for (const id of ids) await isDone(id);
    assert.equal(service.submits, 3);
  });
});

describe('a lost job of a service without a lookup', () => {
  it('stays lost', async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      throw fail('network', { reason: 'connection-lost', maybeReceived: true });
    };
    const made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    for (let passed = 0; passed < hour; passed += minute) await made.clock.oversleep(minute);
    assert.deepEqual([made.easel.jobs.get(id).state, service.submits, service.polls], ['lost', 1, 0]);
    await made.end();
  });
});
