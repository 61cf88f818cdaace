import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { qwenImageService as provider } from '../../../src/providers/qwenImageService';
import { assertFailure, failureOf, request, submitFitted } from '../harness/expect';
import { setUp, tearDown } from './fixture';

const asAdmin = { options: { username: 'admin' }, secrets: { password: 'admin-password' } };
const administration = provider.administration!;
const page = { page: 1, pageSize: 20 };

describe('Qwen Image Service: administration', () => {
  afterEach(tearDown);

  it('has a method for every call of the service', () => {
    const expected = [
      'health',
      'models',
      'ratios',
      'queue',
      'me',
      'updateMe',
      'changePassword',
      'register',
      'users',
      'toggleActive',
      'toggleAdmin',
      'deleteUser',
      'userQuota',
      'setUserQuota',
      'history',
      'job',
      'statistics',
      'cleanup',
    ];
    assert.deepEqual(Object.keys(administration).sort(), expected.sort());
  });

  it('reads public pages without signing in', async () => {
    const { context, service } = await setUp({}, { secrets: {} });
    assert.deepEqual((await administration.health!(context)).ok, true);
    assert.deepEqual(await administration.models!(context).then(([first]) => first?.capabilities), ['text-to-image']);
    assert.deepEqual((await administration.ratios!(context))['3:2'], [1584, 1056]);
    assert.ok(service.exchanges.every(({ authorized }) => !authorized));
  });

  it("reads and changes the user's account", async () => {
    const { context, fixture, service } = await setUp();
    assert.deepEqual(await administration.me!(context), { id: '1', name: 'demo', active: true, admin: false });
    assert.equal((await administration.updateMe!(context, { email: 'demo@example.org' })).email, 'demo@example.org');
    await administration.changePassword!(context, { old: 'demo-password', new: 'another-one' });
    assert.equal(fixture.secrets.get('password'), 'another-one');
    assert.equal((await administration.me!(context)).name, 'demo');
    await administration.updateMe!(context, { password: 'a-third-one' });
    assert.equal(service.user('demo').password, 'a-third-one');
    assert.equal((await administration.me!(context)).name, 'demo');
    const wrong = await failureOf(administration.changePassword!(context, { old: 'nonsense', new: 'whatever-1' }));
    assertFailure(wrong, { kind: 'bad-request', reason: 'call-rejected', detail: '旧密码错误' });
    const short = await failureOf(administration.changePassword!(context, { old: 'a-third-one', new: 'x' }));
    assertFailure(short, {
      kind: 'bad-request',
      reason: 'call-rejected',
      values: { name: 'new_password', allowed: '≥ 6' },
    });
    assert.equal(fixture.secrets.get('password'), 'a-third-one');
  });

  it('registers an account', async () => {
    const { context } = await setUp();
    const noMail = await failureOf(administration.register!(context, { name: 'newcomer', password: 'password' }));
    assertFailure(noMail, { kind: 'bad-request', reason: 'call-rejected', detail: '请输入有效的邮箱地址' });
    const account = { name: 'newcomer', password: 'password', email: 'new@example.org' };
    const made = await administration.register!(context, account);
    assert.equal(made.name, 'newcomer');
    assertFailure(await failureOf(administration.register!(context, account)), { kind: 'bad-request' });
    assertFailure(await failureOf(administration.register!(context, account)), { kind: 'rate' });
  });

  it('manages users, only as an administrator', async () => {
    const own = await setUp();
    const refused = await failureOf(administration.users!(own.context, { skip: 0, limit: 10 }));
    assertFailure(refused, { kind: 'auth', reason: 'admin-needed', status: 403 });
    const { context } = await setUp({}, asAdmin);
    const users = await administration.users!(context, { skip: 0, limit: 10 });
    assert.deepEqual(
      users.map(({ name, admin }) => [name, admin]),
      [
        ['demo', false],
        ['admin', true],
      ],
    );
    assert.equal(await administration.toggleActive!(context, '1'), false);
    assert.equal(await administration.toggleActive!(context, '1'), true);
    assert.equal(await administration.toggleAdmin!(context, '1'), true);
    await administration.deleteUser!(context, '1');
    assert.equal((await administration.users!(context, { skip: 0, limit: 10 })).length, 1);
    assertFailure(await failureOf(administration.deleteUser!(context, '1')), {
      kind: 'bad-request',
      detail: '用户不存在',
    });
    assert.equal((await administration.users!(context, { skip: 1, limit: 10 })).length, 0);
  });

  it("reads and changes a user's quota, only as an administrator", async () => {
    const own = await setUp();
    const refused = await failureOf(administration.userQuota!(own.context, '1'));
    assertFailure(refused, { kind: 'auth', reason: 'admin-needed', status: 403 });
    const { context, service } = await setUp({}, asAdmin);
    service.user('demo').usedToday = 12;
    assert.deepEqual(await administration.userQuota!(context, '1'), [
      { unit: 'pictures-today', limit: 100, used: 12, remaining: 88 },
      { unit: 'pictures-this-month', limit: 3000, used: 0, remaining: 3000 },
    ]);
    const changed = await administration.setUserQuota!(context, '1', { daily: 20, monthly: 'unlimited' });
    assert.deepEqual(changed, [
      { unit: 'pictures-today', limit: 20, used: 12, remaining: 8 },
      { unit: 'pictures-this-month', used: 0 },
    ]);
    await administration.setUserQuota!(context, '1', { daily: 30 });
    assert.deepEqual([service.user('demo').daily, service.user('demo').monthly], [30, -1]);
    service.user('demo').daily = 0;
    const [today] = await administration.userQuota!(context, '1');
    assert.deepEqual(today, { unit: 'pictures-today', used: 12 }, 'the service takes 0 for no limit');
    const gone = await failureOf(administration.userQuota!(context, '99'));
    assertFailure(gone, { kind: 'bad-request', detail: '用户不存在' });
    const half = await failureOf(administration.setUserQuota!(context, '1', { daily: 1.5 }));
    assertFailure(half, { kind: 'bad-request', values: { name: 'daily_limit' } });
  });

  it('distinguishes a release without quota calls from a missing user', async () => {
    const { context } = await setUp({ userQuotas: false }, asAdmin);
    const failure = await failureOf(administration.userQuota!(context, '1'));
    assert.equal(failure.status, 404);
    assert.notEqual(failure.kind, 'bad-request');
  });

  it('reports that self-registration is not allowed', async () => {
    const { context } = await setUp({ registration: false });
    const account = { name: 'newcomer', password: 'password', email: 'new@example.org' };
    const closed = await failureOf(administration.register!(context, account));
    assertFailure(closed, { kind: 'auth', reason: 'registration-closed', status: 403 });
  });

  it('reads history, one job, statistics and the queue', async () => {
    const { context, service } = await setUp();
    service.holdTasks();
    for (const prompt of ['one', 'two', 'three']) await submitFitted(provider, request({ prompt }), context);
    service.failNext('CUDA out of memory');
    service.finishNext();
    const all = await administration.history!(context, 'mine', page);
    assert.deepEqual(
      all.items.map((job) => [job.prompt, job.state]),
      [
        ['three', 'pending'],
        ['two', 'pending'],
        ['one', 'failed'],
      ],
    );
    assert.equal(all.items[2]?.error, 'CUDA out of memory');
    const filtered = await administration.history!(context, 'mine', {
      page: 2,
      pageSize: 1,
      state: 'pending',
      kind: 'text_to_image',
      from: '2020-01-01',
      to: '2999-01-01',
    });
    assert.deepEqual([filtered.total, filtered.items[0]?.prompt], [2, 'two']);
    assert.equal((await administration.job!(context, all.items[0]!.id)).prompt, 'three');
    const figures = new Map((await administration.statistics!(context, 'mine')).figures);
    assert.deepEqual([figures.get('total_tasks'), figures.get('failed_tasks')], [3, 1]);
    assert.deepEqual(await administration.queue!(context), { waiting: 2, running: 0, workers: 1 });
    for (const refused of [administration.history!(context, 'all', page), administration.statistics!(context, 'all')]) {
      assertFailure(await failureOf(refused), { kind: 'auth', reason: 'admin-needed' });
    }
  });

  it('reads the history and statistics of all users and cleans up, as an administrator', async () => {
    const { context, service, again } = await setUp({}, asAdmin);
    service.holdTasks();
    await submitFitted(provider, request(), context);
    service.finishNext();
    const mine = await administration.history!(context, 'all', { ...page, userId: '2' });
    assert.deepEqual([mine.total, mine.items[0]?.userId], [1, '2']);
    assert.equal((await administration.history!(context, 'all', { ...page, userId: '1' })).total, 0);
    assert.equal((await administration.statistics!(context, 'all')).figures.length, 9);
    assert.deepEqual(await administration.cleanup!(context, { hours: 24, days: 30 }), { removed: 1 });
    const failure = await failureOf(administration.cleanup!(again(), { hours: 0, days: 30 }));
    assertFailure(failure, { kind: 'bad-request', values: { name: 'max_age_hours', allowed: '≥ 1' } });
  });

  it('reads the remaining quota', async () => {
    const { context } = await setUp();
    await submitFitted(provider, request({ count: 3 }), context);
    assert.deepEqual(await provider.balance!(context), [
      { unit: 'pictures-today', limit: 100, used: 3, remaining: 97 },
      { unit: 'pictures-this-month', limit: 3000, used: 3, remaining: 2997 },
    ]);
    const admin = await setUp({}, asAdmin);
    assert.deepEqual(await provider.balance!(admin.context), [
      { unit: 'pictures-today', used: 0 },
      { unit: 'pictures-this-month', used: 0 },
    ]);
  });

  it('tests a configuration with the stored password instead of an old token', async () => {
    const { context, fixture } = await setUp();
    const { facts } = await provider.test(context);
    const told = Object.fromEntries(facts);
    assert.deepEqual(
      [told.service, told.version, told.account, told.quota, told.queue],
      ['Qwen Image Service', '1.3.0', 'demo', '100 / 100', '0'],
    );
    fixture.secrets.set('password', 'changed-elsewhere');
    assertFailure(await failureOf(provider.test(context)), { kind: 'auth', reason: 'password-wrong' });
    const oldest = await setUp({ legacy: true });
    assert.deepEqual(
      (await provider.test(oldest.context)).facts.map(([name]) => name),
      ['latency'],
    );
  });

  it('reads the creation time of a task as UTC, in whatever zone the server is', async () => {
    const time = Date.UTC(2026, 2, 3, 4, 5, 6);
    const setting = await setUp({ now: () => time, utcOffset: 480 }, { now: () => time });
    await submitFitted(provider, request(), setting.context);
    const { items } = await provider.administration!.history!(setting.context, 'mine', { page: 1, pageSize: 20 });
    assert.equal(items[0]?.createdAt, '2026-03-03T04:05:06Z');
  });
});
