/** The rows of the fault matrix: the faults, and the usual outcome of each. */
import { testedProviders } from '../../harness/providerParts';
import type { Certificate } from '../../simulators/hostileCertificates';
import { startTlsFront } from '../../simulators/tlsFront';
import type { Fault } from '../../simulators/wire';
import type { FaultTargetService, Stage } from './faultTarget';
import type { Scenario } from './scenario';
import { passTimeoutsAtThirdPiece } from '../harness/timeouts';

/** Types that speak to a service. */
export const services = testedProviders.filter((provider) => !provider.offline).map(({ type }) => type);

export interface Row {
  name: string;
  /** The outcome, unless `faults.ts` of a provider has another one. */
  usual: string;
  /** Only for services with a separate call for uploads. */
  isUpload?: true;
  setup: Partial<Scenario> & Pick<Scenario, 'arrange'>;
  /** It ends by a triggered timeout, so no other row may run at the same time. */
  isTimeout?: boolean;
}

const nothing = (): void => undefined;

/** More times than any job polls. */
const always = 10_000;

function wrong(stage: Stage, fault: Fault, times = always): Pick<Scenario, 'arrange'> {
  return {
    arrange: (service) => {
      const call = service.calls[stage];
      if (!call) throw new Error(`there is no ${stage} here`);
      service.misbehave({ ...call, fault, times });
    },
  };
}

/** An edit whose upload fails: nothing is submitted. */
function wrongUpload(fault: Fault): Pick<Row, 'isUpload' | 'setup'> {
  return { isUpload: true, setup: { ...wrong('upload', fault), kind: 'edit' } };
}

/** Only the next call. */
function once(stage: Stage, fault: Fault): Pick<Scenario, 'arrange'> {
  return wrong(stage, fault, 1);
}

const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status: code,
  body: JSON.stringify({ code, msg: 'no', detail: 'no', error: { message: 'no' } }),
  headers,
});
const text = (body: string, type = 'application/json'): Fault => ({ kind: 'answer', status: 200, body, type });
const endless = (isAnnounced: boolean): Fault => ({ kind: 'endless', bytes: 2 * 1024 ** 3, isAnnounced });
const envoy = 'upstream connect error or disconnect/reset before headers. reset reason: connection termination';
const gzipBomb: Fault = { kind: 'gzip-bomb', bytes: 1024 ** 3 };
const slow: Fault = { kind: 'slow-body', bytes: 1, ms: 100, onPiece: passTimeoutsAtThirdPiece };

/** @param trusted A certificate for 127.0.0.1 that this process trusts. */
export function faultRows(trusted: Certificate): Row[] {
  return [
    {
      name: 'nothing',
      usual: 'done',
      setup: { arrange: nothing },
    },
    { name: 'an edit', usual: 'done', setup: { arrange: nothing, kind: 'edit' } },
    { name: 'upload: reset', usual: 'network/connection-lost → next', ...wrongUpload({ kind: 'reset-before' }) },
    { name: 'upload: answer lost', usual: 'network/connection-lost → next', ...wrongUpload({ kind: 'reset-after' }) },
    { name: 'upload: 500', usual: 'server → next', ...wrongUpload(status(500)) },
    { name: 'upload: 401', usual: 'auth/key-refused → next', ...wrongUpload(status(401)) },
    { name: 'upload: HTML page', usual: 'server/html-answer → next', ...wrongUpload({ kind: 'html', status: 502 }) },
    { name: 'upload: 2 GB', usual: 'bad-answer/too-large → next', ...wrongUpload(endless(false)) },
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
      setup: once('submit', { kind: 'reset-before' }),
    },
    {
      name: 'submit: answer lost',
      usual: 'network/connection-lost → lost (look-again)',
      setup: once('submit', { kind: 'reset-after' }),
    },
    {
      name: 'submit: TLS broken after it was sent',
      usual: 'network/connection-lost → lost (look-again)',
      setup: {
        arrange: nothing,
        front: ({ url, calls }) => startTlsFront({ certificate: trusted, target: url, breaks: calls.submit }),
      },
    },
    {
      name: 'submit: slow-loris',
      usual: 'timeout → lost (look-again)',
      setup: once('submit', slow),
      isTimeout: true,
    },
    {
      name: 'submit: HTML page',
      usual: 'server/html-answer → lost (look-again)',
      setup: once('submit', { kind: 'html', status: 502 }),
    },
    {
      name: 'submit: half of JSON',
      usual: 'bad-answer/cut-answer → lost (look-again)',
      setup: once('submit', { kind: 'half' }),
    },
    { name: 'submit: wrong type', usual: 'done', setup: once('submit', { kind: 'wrong-type', type: 'text/html' }) },
    {
      name: 'submit: gzip bomb',
      usual: 'bad-answer/too-large → lost (look-again)',
      setup: once('submit', gzipBomb),
    },
    {
      name: 'submit: 303',
      usual: 'settings/redirect-refused → lost (look-again)',
      setup: once('submit', { kind: 'redirect', location: '/done', status: 303 }),
    },
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
      setup: once('submit', status(500)),
    },
    {
      name: 'submit: 502',
      usual: 'server → lost (look-again)',
      setup: once('submit', status(502)),
    },
    {
      name: 'submit: 504',
      usual: 'timeout → lost (look-again)',
      setup: once('submit', status(504)),
    },
    {
      name: 'submit: 504, with the words of a busy service',
      usual: 'timeout → lost (look-again)',
      setup: once('submit', {
        kind: 'answer',
        status: 504,
        body: '{"code":429,"msg":"too many concurrent generations","error":{"code":"rate_limit_exceeded"}}',
      }),
    },
    {
      name: 'submit: 522',
      usual: 'server → lost (look-again)',
      setup: once('submit', status(522)),
    },
    {
      name: 'submit: 524',
      usual: 'timeout → lost (look-again)',
      setup: once('submit', status(524)),
    },
    {
      name: 'submit: an unknown envelope',
      usual: 'server → lost (look-again)',
      setup: once('submit', text('{"code":10000,"message":"Success","msg":"Success"}')),
    },
    {
      name: 'submit: 520',
      usual: 'server → lost (look-again)',
      setup: once('submit', status(520)),
    },
    {
      name: 'submit: 503 of Envoy',
      usual: 'server → lost (look-again)',
      setup: once('submit', { kind: 'answer', status: 503, type: 'text/plain', body: envoy }),
    },
    {
      name: 'submit: 2 GB announced',
      usual: 'bad-answer/too-large → lost (look-again)',
      setup: once('submit', endless(true)),
    },
    {
      name: 'submit: 2 GB',
      usual: 'bad-answer/too-large → lost (look-again)',
      setup: once('submit', endless(false)),
    },
    { name: 'poll: reset', usual: 'done', setup: wrong('poll', { kind: 'reset-before' }, 2) },
    { name: 'poll: slow-loris', usual: 'done', setup: once('poll', slow), isTimeout: true },
    { name: 'poll: HTML page', usual: 'done', setup: wrong('poll', { kind: 'html', status: 502 }, 2) },
    { name: 'poll: half of JSON', usual: 'done', setup: wrong('poll', { kind: 'half' }, 2) },
    {
      name: 'poll: gzip bomb',
      usual: 'bad-answer/too-large → overdue (open-log)',
      setup: wrong('poll', gzipBomb),
    },
    { name: 'poll: 429', usual: 'done', setup: once('poll', status(429, { 'retry-after': '2' })) },
    { name: 'poll: 500', usual: 'done', setup: wrong('poll', status(500), 2) },
    { name: 'poll: 504', usual: 'done', setup: wrong('poll', status(504), 2) },
    { name: 'poll: 401', usual: 'auth/key-refused → overdue (set-key)', setup: wrong('poll', status(401)) },
    { name: 'poll: empty body', usual: 'done', setup: once('poll', { kind: 'empty' }) },
    { name: 'poll: plain text', usual: 'done', setup: once('poll', text('try later', 'text/plain')) },
    { name: 'poll: {}', usual: 'done', setup: once('poll', text('{}')) },
    { name: 'poll: null', usual: 'done', setup: once('poll', text('null')) },
    {
      name: 'poll: always empty',
      usual: 'bad-answer → overdue (test-provider)',
      setup: wrong('poll', { kind: 'empty' }),
    },
    {
      name: 'poll: always plain text',
      usual: 'bad-answer → overdue (test-provider)',
      setup: wrong('poll', text('try later', 'text/plain')),
    },
    {
      name: 'poll: always {}',
      usual: 'bad-answer → overdue (test-provider)',
      setup: wrong('poll', text('{}')),
    },
    {
      name: 'poll: always null',
      usual: 'bad-answer → overdue (test-provider)',
      setup: wrong('poll', text('null')),
    },
    {
      name: 'poll: task vanished',
      usual: 'server/task-vanished → failed (again)',
      setup: { arrange: (service) => onceReceived(service, service.vanish) },
    },
    { name: 'result: reset', usual: 'done', setup: wrong('result', { kind: 'reset-before' }, 2) },
    { name: 'result: half an image', usual: 'done', setup: wrong('result', { kind: 'cut-body' }, 2) },
    { name: 'result: half, said whole', usual: 'done', setup: wrong('result', { kind: 'half' }, 2) },
    { name: 'result: slow-loris', usual: 'done', setup: once('result', slow), isTimeout: true },
    { name: 'result: HTML page', usual: 'done', setup: wrong('result', { kind: 'html', status: 200 }, 2) },
    { name: 'result: wrong type', usual: 'done', setup: once('result', { kind: 'wrong-type', type: 'text/plain' }) },
    { name: 'result: 503', usual: 'done', setup: wrong('result', status(503), 2) },
    { name: 'result: 404', usual: 'done', setup: once('result', status(404)) },
    {
      name: 'result: 403',
      usual: 'done',
      setup: once('result', status(403)),
    },
    { name: 'result: empty body', usual: 'done', setup: once('result', { kind: 'empty' }) },
    { name: 'result: XML', usual: 'done', setup: once('result', text('<Error/>', 'application/xml')) },
    {
      name: 'result: expired',
      usual: 'expired/result-away → overdue (keep-waiting)',
      setup: { arrange: (service) => onceReceived(service, service.finishExpired) },
    },
    {
      name: 'result: redirect loop',
      usual: 'bad-answer/redirect-refused → failed (open-log)',
      setup: wrong('result', { kind: 'redirect', location: '' }),
    },
    {
      name: 'result: 2 GB announced',
      usual: 'bad-answer/too-large → failed (open-log)',
      setup: wrong('result', endless(true)),
    },
    {
      name: 'result: 2 GB',
      usual: 'bad-answer/too-large → failed (open-log)',
      setup: wrong('result', endless(false)),
    },
  ];
}

/** Holds the tasks, and calls `happen` once a submit was received. */
function onceReceived(service: FaultTargetService, happen: () => void): void {
  service.hold();
  const timer = setInterval(() => {
    if (service.received() === 0) return;
    clearInterval(timer);
    happen();
  }, 5);
}
