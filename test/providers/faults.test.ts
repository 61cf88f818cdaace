/**
 * Every network provider against every misfortune on the wire: what is told, where the job stops, what the first thing to
 * do is. Nothing that a service may have taken is handed in again, and nothing that it made is given up while it can be had.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { after, before, describe, it } from 'mocha';
import { providers } from '../../src/core/providers/registry';
import { report } from '../harness/report';
import { createCertificate, startSecureHost, type SecureHost } from '../simulators/hostileCertificates';
import { startTlsFront } from '../simulators/tlsFront';
import type { Fault } from '../simulators/wire';
import { faultedServices, type FaultedService, type Stage } from './faults/services';
import { play, type Seen, type Setup } from './faults/stage';

const services = providers.filter((provider) => !provider.offline).map(({ type }) => type);
const qwen = 'qwen-image-service';
const kie = 'kie';

interface Row {
  name: string;
  /** What everybody tells who is not named. */
  usual: string;
  others?: Partial<Record<string, string>>;
  setup: Partial<Setup> & Pick<Setup, 'arrange'>;
  /** Its end is only seen when the timeouts of a minute are short. */
  isSlow?: boolean;
}

const nothing = (): void => undefined;

/** So many times that nobody waits for the end of it. */
const always = 10_000;

function wrong(stage: Stage, fault: Fault, times = always): Pick<Setup, 'arrange'> {
  return { arrange: (service) => service.misbehave({ ...service.calls[stage], fault, times }) };
}

/** The next call only; afterwards all is well. */
function once(stage: Stage, fault: Fault): Pick<Setup, 'arrange'> {
  return wrong(stage, fault, 1);
}

const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status: code,
  body: JSON.stringify({ code, msg: 'no', detail: 'no', error: { message: 'no' } }),
  headers,
});
const endless = (isAnnounced: boolean): Fault => ({ kind: 'endless', bytes: 2 * 1024 ** 3, isAnnounced });
const slow: Fault = { kind: 'slow-body', bytes: 1, ms: 400 };

describe('the fault matrix', function () {
  this.timeout(480_000);
  let closedPort = 0;
  let selfSigned: SecureHost;
  const usualAuthorities = tls.getCACertificates('default');
  const authority = createCertificate({ name: 'Test Authority', isAuthority: true });
  const trusted = createCertificate({ name: '127.0.0.1', issuer: authority });
  const told = new Map<string, string[]>();
  const startedAt = performance.now();

  before(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closedPort = (server.address() as AddressInfo).port;
    await new Promise((resolve) => server.close(resolve));
    selfSigned = await startSecureHost(createCertificate({ name: '127.0.0.1' }));
    tls.setDefaultCACertificates([...usualAuthorities, authority.cert]);
    playAll();
  });
  after(async () => {
    tls.setDefaultCACertificates(usualAuthorities);
    assert.equal(selfSigned.visits, 0, 'a certificate was not checked');
    await selfSigned.stop();
    tellTable(told, performance.now() - startedAt);
  });

  const rows: Row[] = [
    {
      name: 'nothing',
      usual: 'done',
      setup: { arrange: nothing },
    },
    {
      name: 'submit: refused',
      usual: 'network/connection-refused → next',
      setup: { arrange: nothing, elsewhere: 'closed' },
    },
    {
      name: 'submit: no such name',
      usual: 'network/host-not-found → next',
      setup: { arrange: nothing, elsewhere: 'http://no-such-host.invalid' },
    },
    {
      name: 'submit: offline',
      usual: 'network/offline → queued',
      setup: { arrange: nothing, elsewhere: 'http://no-such-host.invalid', isOnline: false, hasNext: false },
    },
    {
      name: 'submit: TLS self-signed',
      usual: 'network/certificate → next',
      setup: { arrange: nothing, elsewhere: 'secure' },
    },
    {
      name: 'submit: reset before',
      usual: 'network/connection-lost → lost (look-again)',
      others: { [qwen]: 'network/connection-lost → next' },
      setup: once('submit', { kind: 'reset-before' }),
    },
    {
      name: 'submit: answer lost',
      usual: 'network/connection-lost → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: once('submit', { kind: 'reset-after' }),
    },
    {
      name: 'submit: TLS broken after it was sent',
      usual: 'network/connection-lost → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: {
        arrange: nothing,
        front: ({ url, calls }) => startTlsFront({ certificate: trusted, target: url, breaks: calls.submit }),
      },
    },
    {
      name: 'submit: slow-loris',
      usual: 'timeout → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: once('submit', slow),
      isSlow: true,
    },
    {
      name: 'submit: HTML page',
      usual: 'server/html-answer → lost (look-again)',
      others: { [qwen]: 'server/html-answer → next' },
      setup: once('submit', { kind: 'html', status: 502 }),
    },
    {
      name: 'submit: half of JSON',
      usual: 'bad-answer/cut-answer → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: once('submit', { kind: 'half' }),
    },
    { name: 'submit: wrong type', usual: 'done', setup: once('submit', { kind: 'wrong-type', type: 'text/html' }) },
    {
      name: 'submit: redirect',
      usual: 'settings/redirect-refused → next',
      setup: once('submit', { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 }),
    },
    { name: 'submit: 401', usual: 'auth/key-refused → next', setup: wrong('submit', status(401)) },
    { name: 'submit: 402', usual: 'quota/credit → next', setup: once('submit', status(402)) },
    { name: 'submit: 429', usual: 'rate → next', setup: once('submit', status(429, { 'retry-after': '2' })) },
    {
      name: 'submit: 429, nobody else',
      usual: 'rate → done',
      setup: { ...once('submit', status(429, { 'retry-after': '2' })), hasNext: false },
    },
    {
      name: 'submit: 500',
      usual: 'server → next',
      others: { [kie]: 'server → lost (look-again)' },
      setup: once('submit', status(500)),
    },
    {
      name: 'submit: 502',
      usual: 'server → lost (look-again)',
      others: { [qwen]: 'server → next' },
      setup: once('submit', status(502)),
    },
    {
      name: 'submit: 504',
      usual: 'timeout → lost (look-again)',
      others: { [qwen]: 'timeout → next' },
      setup: once('submit', status(504)),
    },
    {
      name: 'submit: 2 GB announced',
      usual: 'bad-answer/too-large → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: once('submit', endless(true)),
    },
    {
      name: 'submit: 2 GB',
      usual: 'bad-answer/too-large → lost (look-again)',
      others: { [qwen]: 'done' },
      setup: once('submit', endless(false)),
    },
    { name: 'look: reset', usual: 'done', setup: wrong('look', { kind: 'reset-before' }, 2) },
    { name: 'look: slow-loris', usual: 'done', setup: once('look', slow), isSlow: true },
    { name: 'look: HTML page', usual: 'done', setup: wrong('look', { kind: 'html', status: 502 }, 2) },
    { name: 'look: half of JSON', usual: 'done', setup: wrong('look', { kind: 'half' }, 2) },
    { name: 'look: 429', usual: 'done', setup: once('look', status(429, { 'retry-after': '2' })) },
    { name: 'look: 500', usual: 'done', setup: wrong('look', status(500), 2) },
    { name: 'look: 504', usual: 'done', setup: wrong('look', status(504), 2) },
    { name: 'look: 401', usual: 'auth/key-refused → overdue (set-key)', setup: wrong('look', status(401)) },
    {
      name: 'look: task vanished',
      usual: 'server/task-vanished → failed (again)',
      setup: { arrange: (service) => onceReceived(service, service.vanish) },
    },
    { name: 'result: reset', usual: 'done', setup: wrong('result', { kind: 'reset-before' }, 2) },
    { name: 'result: half a picture', usual: 'done', setup: wrong('result', { kind: 'cut-body' }, 2) },
    { name: 'result: half, said whole', usual: 'done', setup: wrong('result', { kind: 'half' }, 2) },
    { name: 'result: slow-loris', usual: 'done', setup: once('result', slow), isSlow: true },
    { name: 'result: HTML page', usual: 'done', setup: wrong('result', { kind: 'html', status: 200 }, 2) },
    { name: 'result: wrong type', usual: 'done', setup: once('result', { kind: 'wrong-type', type: 'text/plain' }) },
    { name: 'result: 503', usual: 'done', setup: wrong('result', status(503), 2) },
    {
      name: 'result: expired',
      usual: 'expired → failed (again)',
      setup: { arrange: (service) => onceReceived(service, service.finishExpired) },
    },
    {
      name: 'result: redirect loop',
      usual: 'bad-answer/redirect-refused → failed (open-log)',
      others: { [qwen]: 'settings/redirect-refused → overdue (edit-provider)' },
      setup: wrong('result', { kind: 'redirect', location: '' }),
    },
    {
      name: 'result: 2 GB announced',
      usual: 'bad-answer/too-large → failed (open-log)',
      setup: wrong('result', endless(true)),
    },
    { name: 'result: 2 GB', usual: 'bad-answer/too-large → failed (open-log)', setup: wrong('result', endless(false)) },
  ];

  it('has every provider that speaks to a service', () => {
    assert.deepEqual(Object.keys(faultedServices).sort(), [...services].sort());
  });

  async function playRow(row: Row): Promise<Seen[]> {
    return Promise.all(services.map((type) => play(setupOf(type, row))));
  }

  /** Each row is mostly waiting: a few at a time. Those that need short timeouts come when all others are over. */
  const lanes = 5;
  const played = new Map<string, Promise<Seen[]>>();

  function playAll(): void {
    longTimeouts();
    const free: Promise<unknown>[] = Array.from({ length: lanes }, () => Promise.resolve());
    for (const [index, row] of rows.filter(({ isSlow }) => !isSlow).entries()) {
      const run = (free[index % lanes] ?? Promise.resolve()).then(() => playRow(row));
      free[index % lanes] = run.catch(nothing);
      played.set(row.name, run);
      run.catch(nothing);
    }
    let last: Promise<unknown> = Promise.all(free).then(shortTimeouts);
    for (const row of rows.filter(({ isSlow }) => isSlow)) {
      const run = last.then(() => playRow(row));
      last = run.catch(nothing);
      played.set(row.name, run);
      run.catch(nothing);
    }
    void last.then(usualTimeouts);
  }

  for (const row of rows) {
    it(`${row.name}: ${row.usual}`, async () => {
      const seen = (await played.get(row.name)) ?? [];
      told.set(
        row.name,
        seen.map((one) => one.told),
      );
      const expected = Object.fromEntries(services.map((type) => [type, row.others?.[type] ?? row.usual]));
      assert.deepEqual(Object.fromEntries(services.map((type, index) => [type, seen[index]?.told])), expected);
      for (const { told: text, job, received } of seen) {
        assert.ok(received <= 1, `handed in ${received} times: ${text}`);
        assert.equal(job.images.length, job.state === 'done' ? 1 : 0, text);
        // What the service took is done, waited for or told to be perhaps billed; and nobody else is paid for it.
        if (received === 1) assert.doesNotMatch(text, /next$|queued$/);
        else assert.doesNotMatch(text, /done$/);
      }
    });
  }

  function setupOf(type: string, { setup }: Row): Setup {
    const places: Record<string, string> = { closed: `http://127.0.0.1:${closedPort}`, secure: selfSigned.url };
    const elsewhere = setup.elsewhere && (places[setup.elsewhere] ?? setup.elsewhere);
    return { hasNext: true, ...setup, type, ...(elsewhere ? { elsewhere } : {}) };
  }
});

/** The task waits until something befalls it. */
function onceReceived(service: FaultedService, happen: () => void): void {
  service.hold();
  const timer = setInterval(() => {
    if (service.received() === 0) return;
    clearInterval(timer);
    happen();
  }, 5);
}

const { timeout } = AbortSignal;

/** Where no timeout is the misfortune, none comes because the machine is slow. */
function longTimeouts(): void {
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms * 10);
}

/** A minute of waiting for an answer becomes a part of a second. */
function shortTimeouts(): void {
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 100);
}

function usualTimeouts(): void {
  AbortSignal.timeout = timeout;
}

/** What most of the providers tell, and after it who tells something else. */
function tellTable(told: ReadonlyMap<string, string[]>, ms: number): void {
  const first = Math.max(...[...told.keys()].map((name) => name.length));
  const lines = [...told].map(([name, cells]) => {
    const groups = new Map<string, string[]>();
    cells.forEach((cell, index) => groups.set(cell, [...(groups.get(cell) ?? []), services[index] ?? '']));
    const parts = [...groups].sort((a, b) => b[1].length - a[1].length);
    const words = parts.map(([cell, types], index) => (index === 0 ? cell : `${types.join(', ')}: ${cell}`));
    return `    ${name.padEnd(first)}  ${words.join(' · ')}`;
  });
  const count = told.size * services.length;
  report([
    '',
    `  ${services.length} providers × ${told.size} faults, ${count} cells, ${(ms / 1000).toFixed(0)} s`,
    ...lines,
  ]);
}
