import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { qwenImageService as provider } from '../../../src/providers/qwenImageService';
import { assertFailure, failureOf, request, ticketOf, submitFitted } from '../harness/expect';
import { setUp, tearDown, type ServiceFixture } from './fixture';

const logins = ({ service }: ServiceFixture): number =>
  service.exchanges.filter(({ path }) => path === '/auth/login').length;
const me = provider.administration!.me!;

describe('Qwen Image Service: sign-in', () => {
  afterEach(tearDown);

  it('signs in once, and uses the token in all further calls and processes', async () => {
    const setting = await setUp();
    await me(setting.context);
    await me(setting.context);
    await me(setting.again());
    assert.equal(logins(setting), 1);
    const kept = JSON.parse(setting.fixture.secrets.get('token') ?? '') as { token: string; renewAt: number };
    assert.match(kept.token, /^eyJ/);
    assert.ok(kept.renewAt > Date.now() + 86_000_000);
    assert.ok(!JSON.stringify(kept).includes('demo-password'));
  });

  it('renews a rejected token once, and submits once', async () => {
    const setting = await setUp();
    await me(setting.context);
    setting.service.expireTokens();
    ticketOf(await submitFitted(provider, request(), setting.context));
    assert.equal(logins(setting), 2);
    assert.equal(setting.service.received['/text-to-image'], 1);
    const posts = setting.service.exchanges.filter(({ path }) => path === '/text-to-image');
    assert.deepEqual(
      posts.map(({ status }) => status),
      [401, 202],
    );
  });

  it('sends a complete upload again after the token was renewed', async () => {
    const setting = await setUp();
    await me(setting.context);
    setting.service.expireTokens();
    const { drawPng } = await import('../../simulators/image');
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    ticketOf(await submitFitted(provider, request({ kind: 'edit', references }), setting.context));
    assert.equal(setting.service.received['/image-edit'], 1);
  });

  it('renews a token before it expires', async () => {
    let time = Date.now();
    const setting = await setUp({ tokenSeconds: 3600, now: () => time }, { now: () => time });
    await me(setting.context);
    time += 3_539_000;
    await me(setting.context);
    assert.equal(logins(setting), 1);
    time += 2_000;
    await me(setting.context);
    assert.equal(logins(setting), 2);
    assert.ok(setting.service.exchanges.every(({ status }) => status === 200));
  });

  it('signs in once for many calls at the same time', async () => {
    const setting = await setUp();
    await Promise.all(Array.from({ length: 12 }, () => me(setting.context)));
    assert.equal(logins(setting), 1);
    setting.service.expireTokens();
    await Promise.all(Array.from({ length: 12 }, () => me(setting.context)));
    assert.equal(logins(setting), 2);
  });

  it('continues a shared sign-in when the call that started it is aborted', async () => {
    const setting = await setUp();
    setting.service.misbehave({ path: '/auth/login', fault: { kind: 'hang' } });
    const stop = new AbortController();
    const first = failureOf(me(setting.again({ signal: stop.signal })));
    const others = [me(setting.context), me(setting.context)];
    while (logins(setting) === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    assertFailure(await first, { kind: 'cancelled' });
    assert.equal((await Promise.all(others)).length, 2);
    assert.equal(logins(setting), 2);
  });

  it('uses the token that another window has renewed', async () => {
    const setting = await setUp();
    await me(setting.context);
    const old = setting.fixture.secrets.get('token') ?? '';
    setting.service.expireTokens();
    await me(setting.again());
    const renewed = setting.fixture.secrets.get('token') ?? '';
    // This window still uses the old one when its call is rejected.
    let reads = 0;
    const { secrets } = setting.context;
    const stale = {
      ...secrets,
      get: (name: string) => (name === 'token' && reads++ === 0 ? Promise.resolve(old) : secrets.get(name)),
    };
    await me({ ...setting.context, secrets: stale });
    assert.equal(logins(setting), 2);
    assert.equal(setting.fixture.secrets.get('token'), renewed);
  });

  it('signs in again when the user name or the password changes', async () => {
    const setting = await setUp();
    await me(setting.context);
    setting.fixture.secrets.set('password', 'wrong-password');
    assertFailure(await failureOf(me(setting.context)), { kind: 'auth', reason: 'password-wrong' });
    setting.fixture.secrets.set('password', 'admin-password');
    assert.equal((await me(setting.again({ options: { username: 'admin' } }))).name, 'admin');
  });

  it('works without signing in if the service has sign-in disabled', async () => {
    for (const change of [{ options: {}, secrets: {} }, {}, { options: { auth: 'off' }, secrets: {} }]) {
      const setting = await setUp({ auth: 'open' }, change);
      ticketOf(await submitFitted(provider, request(), setting.context));
      assert.equal(logins(setting), 0);
      assert.ok(setting.service.exchanges.every(({ authorized }) => !authorized));
      assert.ok((await provider.test(setting.context)).facts.length > 3);
    }
  });

  it('names the cause when a service without sign-in has no database', async () => {
    for (const options of [{}, { auth: 'off' }]) {
      const setting = await setUp({ auth: false }, { options, secrets: {} });
      const calls = [
        provider.test(setting.context),
        provider.balance!(setting.context),
        submitFitted(provider, request(), setting.context),
      ];
      for (const call of calls) {
        assertFailure(await failureOf(call), { kind: 'server', reason: 'sign-in-disabled', status: 500 });
      }
    }
  });

  it('does not blame the database for other server errors, or when it signed in', async () => {
    const open = await setUp({ auth: 'open' }, { options: {}, secrets: {} });
    const own = { kind: 'answer', status: 500, body: '{"detail":"boom"}' } as const;
    open.service.misbehave({ path: '/auth/me', fault: own });
    assert.equal((await failureOf(me(open.context))).reason, undefined);
    const signedIn = await setUp();
    const plain = { kind: 'answer', status: 500, body: 'Internal Server Error', type: 'text/plain' } as const;
    signedIn.service.misbehave({ path: '/auth/me', fault: plain });
    assert.equal((await failureOf(me(signedIn.context))).reason, undefined);
  });

  it('signs in when sign-in is enabled later', async () => {
    const setting = await setUp({ auth: 'open' });
    await me(setting.context);
    setting.service.setAuth(true);
    assert.equal((await me(setting.context)).name, 'demo');
    assert.equal(logins(setting), 1);
  });

  it('reports a missing user name and a missing password', async () => {
    const noPassword = await setUp({}, { secrets: {} });
    assertFailure(await failureOf(me(noPassword.context)), { kind: 'auth', reason: 'password-missing' });
    const noName = await setUp({}, { options: {} });
    const expected = { kind: 'settings', reason: 'setting-invalid', values: { field: 'options.username' } } as const;
    assertFailure(await failureOf(me(noName.context)), expected);
    const off = await setUp({}, { options: { auth: 'off' } });
    assertFailure(await failureOf(me(off.context)), { kind: 'auth', reason: 'sign-in-required', status: 401 });
    const job = await failureOf(submitFitted(provider, request(), off.context));
    assertFailure(job, { kind: 'auth', reason: 'sign-in-required', status: 401 });
  });

  it('does not blame a key when the token of a new sign-in is rejected', async () => {
    const setting = await setUp();
    const body = JSON.stringify({ detail: '无效的认证凭据' });
    setting.service.misbehave({ path: '/auth/me', fault: { kind: 'answer', status: 401, body }, times: 2 });
    const failure = await failureOf(me(setting.context));
    assert.deepEqual([failure.kind, failure.reason, failure.status], ['auth', undefined, 401]);
  });

  it('reports why a sign-in is rejected', async () => {
    const users = [
      { username: 'gone', password: 'password', active: false },
      { username: 'unverified', password: 'password', verified: false },
    ];
    const of = async (username: string, password = 'password') => {
      const setting = await setUp({ users }, { options: { username }, secrets: { password } });
      return failureOf(submitFitted(provider, request(), setting.context));
    };
    assertFailure(await of('gone'), { kind: 'auth', reason: 'user-disabled', maybeReceived: false });
    assertFailure(await of('unverified'), { kind: 'auth', reason: 'email-unverified', maybeReceived: false });
    assertFailure(await of('nobody'), { kind: 'auth', reason: 'password-wrong', status: 401 });
    assertFailure(await of('gone', 'x'), { kind: 'auth', reason: 'password-wrong', status: 401 });
  });

  it('distinguishes the limit of sign-ins from the limit of requests', async () => {
    const setting = await setUp({ loginsPerMinute: 0 });
    const failure = await failureOf(submitFitted(provider, request(), setting.context));
    assertFailure(failure, { kind: 'rate', reason: 'login-rate', retryAfter: 60_000, maybeReceived: false });
    setting.service.forgiveLogins();
  });

  it('reports an account that was disabled after the sign-in', async () => {
    const setting = await setUp();
    await me(setting.context);
    setting.service.user('demo').active = false;
    assertFailure(await failureOf(me(setting.context)), { kind: 'auth', reason: 'user-disabled', status: 403 });
  });

  it('reports another service at the address', async () => {
    const setting = await setUp();
    for (const fault of [
      { kind: 'html', status: 200 },
      { kind: 'answer', status: 200, body: '[1]' },
    ] as const) {
      setting.service.misbehave({ path: '/', fault });
      const failure = await failureOf(provider.test(setting.context));
      assertFailure(failure, { kind: 'settings', reason: 'not-this-service' });
    }
    setting.service.misbehave({ path: '/', fault: { kind: 'answer', status: 200, body: '{"hello":"world"}' } });
    setting.service.misbehave({ path: '/health', fault: { kind: 'answer', status: 404, body: '{}' } });
    assertFailure(await failureOf(provider.test(setting.context)), { kind: 'settings', reason: 'not-this-service' });
  });

  it('has no token in failures and the log, even if the service repeats it', async () => {
    const setting = await setUp();
    setting.service.misbehave({ path: '/auth/login', fault: { kind: 'half' } });
    const cut = await failureOf(me(setting.context));
    assertFailure(cut, { kind: 'bad-answer', reason: 'cut-answer' });
    assert.ok(!/eyJ\w{4}/.test(JSON.stringify(cut)), JSON.stringify(cut));
    const body = JSON.stringify({ detail: 'no user demo with demo-password' });
    setting.service.misbehave({ path: '/auth/login', fault: { kind: 'answer', status: 400, body } });
    assert.equal((await failureOf(me(setting.context))).detail, 'no user demo with ***');
  });
});
