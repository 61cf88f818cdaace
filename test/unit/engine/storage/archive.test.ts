import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { calendarOf } from '../../../../src/shared/model/calendar';
import { FakeService, pictures, rig, type Rig } from '../rig';
import { settle } from '../fakeClock';

const hour = 60 * 60_000;
const everything = { limit: 100 };

describe('the history in order', function () {
  this.timeout(120_000);
  let made: Rig;
  const service = new FakeService();

  beforeEach(async () => {
    service.submits = 0;
    // Each job's pictures differ from every other's, so that each has a file of its own.
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(2, [30 + service.submits, 40]) });
    made = await rig([service.provider('acme')]);
    for (const prompt of ['first', 'second', 'third']) {
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt, count: 2 });
      await made.easel.jobs.finished(id);
      made.clock.jump(24 * hour);
    }
  });
  afterEach(() => made.end());

  const prompts = (): string[] => made.easel.jobs.list(everything).map(({ request }) => request.prompt);
  const imageIds = (prompt: string): string[] =>
    made.easel.images.list({ ...everything, text: prompt }).map(({ id }) => id);

  it('filters, counts and reverses the order', () => {
    assert.deepEqual(prompts(), ['third', 'second', 'first']);
    assert.deepEqual(
      made.easel.jobs.list({ limit: 1, offset: 1, order: 'oldest' }).map(({ request }) => request.prompt),
      ['second'],
    );
    assert.equal(made.easel.history.countJobs({ states: ['done'] }), 3);
    assert.equal(made.easel.history.countJobs({ states: ['failed'] }), 0);
    assert.equal(made.easel.history.countImages({ providerIds: ['acme'], kinds: ['generate'] }), 6);
    assert.equal(made.easel.history.countImages({ kinds: ['edit'] }), 0);
    const [newest] = made.easel.jobs.list({ limit: 1 });
    assert.equal(made.easel.history.countJobs({ from: newest?.createdAt ?? 0 }), 1);
    assert.deepEqual(made.easel.history.facets().providers, [{ id: 'acme', name: 'ACME', type: 'acme' }]);
  });

  it('lists favorites only', () => {
    const [one = ''] = imageIds('second');
    made.easel.history.addFavorites([one]);
    assert.deepEqual(
      made.easel.images.list({ ...everything, favoritesOnly: true }).map(({ id }) => id),
      [one],
    );
    assert.equal(made.easel.history.countJobs({ favoritesOnly: true }), 1);
    made.easel.history.removeFavorites([one]);
    assert.equal(made.easel.history.countImages({ favoritesOnly: true }), 0);
  });

  it('hides at once, restores, and hides a job with its last image', () => {
    const [one = '', two = ''] = imageIds('second');
    made.easel.history.remove({ imageIds: [one] });
    assert.deepEqual(imageIds('second'), [two]);
    assert.equal(prompts().length, 3);
    made.easel.history.remove({ imageIds: [two] });
    assert.deepEqual(prompts(), ['third', 'first']);
    made.easel.history.restore({ imageIds: [one, two] });
    assert.deepEqual(prompts(), ['third', 'second', 'first']);
    assert.deepEqual(imageIds('second'), [one, two]);
  });

  it('deletes permanently only later, and no file that something else needs', async () => {
    const [job] = made.easel.jobs.list({ limit: 1, text: 'first' });
    const [kept] = made.easel.jobs.list({ limit: 1, text: 'second' });
    assert.ok(job && kept);
    const paths = job.images.map(({ id }) => made.easel.images.path(id));
    const bytes = await made.easel.images.bytes(job.images[0]?.id ?? '');
    const reference = await made.easel.images.importReference(bytes, { name: 'first.png' });
    service.onSubmit = () => {
      throw fail('policy');
    };
    const provider = made.easel.providers.list()[0]?.config.id ?? '';
    await made.easel.jobs.start({ kind: 'generate', prompt: 'after it' }, { providerId: provider });
    made.easel.history.remove({ jobIds: [job.id] });
    await made.reopen();
    assert.ok(
      paths.every((path) => existsSync(path)),
      'an hour to undo',
    );
    made.clock.jump(2 * hour);
    await made.reopen();
    const [taken = '', ...others] = paths;
    // Nobody waits for the clearing away: the time limit of the test ends this if it never comes.
    while (others.some((path) => existsSync(path))) await settle();
    assert.ok(existsSync(taken), 'somebody took it up to send it');
    made.clock.jump(25 * hour);
    await made.reopen();
    while (existsSync(taken)) await settle();
    assert.throws(() => made.easel.jobs.get(job.id));
    assert.equal(made.easel.jobs.get(kept.id).images.length, 2);
    assert.equal(made.easel.jobs.list({ limit: 10, text: 'first' }).length, 0);
    assert.equal(reference.name, 'first.png');
  });

  it('cleans up by age and keeps favorites', () => {
    const [favorite = ''] = imageIds('first');
    made.easel.history.addFavorites([favorite]);
    const [second] = made.easel.jobs.list({ limit: 1, text: 'second' });
    const before = (second?.createdAt ?? 0) + 1;
    const found = made.easel.history.previewCleanUp({ before, keepFavorites: true });
    assert.equal(found.imageIds.length, 3);
    assert.ok(found.bytes > 0);
    made.easel.history.remove(found);
    assert.deepEqual(prompts(), ['third', 'first']);
    assert.deepEqual(imageIds('first'), [favorite]);
  });

  it("never hides a job that hasn't ended", async () => {
    service.onSubmit = () => ({ kind: 'ticket', ticket: 'slow' });
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'running' });
    await made.clock.pass(500);
    made.easel.history.remove({ jobIds: [id] });
    assert.equal(prompts()[0], 'running');
  });

  it('counts what was generated', async () => {
    service.onSubmit = () => {
      throw fail('policy');
    };
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'refused' });
    await made.easel.jobs.finished(id);
    const told = made.easel.history.statistics({ from: 0, to: made.clock.now() + 1 });
    assert.equal(told.jobs, 4);
    assert.equal(told.images, 6);
    assert.deepEqual(told.byState, { done: 3, failed: 1 });
    assert.equal(told.successRate, 0.75);
    assert.deepEqual(
      told.byProvider.map(({ id: name, jobs, done, failed }) => [name, jobs, done, failed]),
      [['acme', 4, 3, 1]],
    );
    assert.equal(told.byDay.length, 4);
    assert.equal(
      told.byDay.reduce((sum, day) => sum + day.jobs, 0),
      4,
    );
    for (const { start } of [...told.byDay, ...told.overTime.kind]) assert.equal(start % 86_400_000, 0, 'a midnight');
    const { overTime, meanTime, slowTime } = told;
    const sums = new Map<string, number>();
    for (const { name, jobs } of overTime.state) sums.set(name, (sums.get(name) ?? 0) + jobs);
    assert.deepEqual(Object.fromEntries(sums), told.byState);
    assert.deepEqual([...new Set(overTime.kind.map(({ name }) => name))], ['generate']);
    assert.deepEqual(
      overTime.provider.map(({ start, jobs }) => [start, jobs]),
      told.byDay.map(({ start, jobs }) => [start, jobs]),
    );
    assert.equal(meanTime, told.byProvider[0]?.meanTime);
    assert.equal(slowTime, told.byProvider[0]?.slowTime);
    assert.equal(made.easel.history.statistics({ from: 0, to: 1 }).meanTime, undefined);
    assert.equal(made.easel.history.statistics({ from: 0, to: 1 }).successRate, undefined);
  });

  it('counts by days of a calendar, also on the one that has 25 hours', async () => {
    const make = async (time: number): Promise<void> => {
      made.clock.jump(time - made.clock.now());
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'autumn' });
      await made.easel.jobs.finished(id);
    };
    // In Berlin the clocks were put back on 27 October 2030: it is a quarter past midnight, half past eleven, and the day after.
    const from = Date.UTC(2030, 9, 26, 22);
    for (const time of [from + 15 * 60_000, from + 24.5 * hour, from + 25.5 * hour]) await make(time);
    const { dayOf } = calendarOf('Europe/Berlin');
    const { byDay, overTime } = made.easel.history.statistics({ from, to: made.clock.now() + 1, dayOf });
    const days = byDay.map(({ start, jobs }) => [start, jobs]);
    assert.deepEqual(days, [
      [from, 2],
      [from + 25 * hour, 1],
    ]);
    assert.deepEqual(
      overTime.state.map(({ start, jobs }) => [start, jobs]),
      days,
    );
  });
});
