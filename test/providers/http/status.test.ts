/** Which statuses of a gateway leave open whether the service behind it has the work. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createAnswer } from '../../../src/http/answer/createAnswer';
import type { HttpAnswer } from '../../../src/http/answer/httpAnswer';
import { failureOfStatus } from '../../../src/http/answer/status';

function answer(status: number, { text = '', paid = true }: { text?: string; paid?: boolean } = {}): HttpAnswer {
  const received = { status, headers: { 'content-type': 'text/plain' }, bytes: Buffer.from(text) };
  return createAnswer(received, { host: 'api.example', paid, clean: (shown) => shown });
}

function mayHave(status: number, text = ''): boolean | undefined {
  return failureOfStatus(answer(status, { text })).failure.maybeReceived;
}

const envoy = (reason: string): string =>
  `upstream connect error or disconnect/reset before headers. reset reason: ${reason}`;

describe('whether an answer with an error status was received', () => {
  it('is unknown after a status that a gateway answers once it has forwarded the request', () => {
    for (const status of [408, 502, 504, 520, 524]) assert.equal(mayHave(status), true, String(status));
    for (const status of [408, 502, 504, 520, 524]) {
      assert.equal(failureOfStatus(answer(status, { paid: false })).failure.maybeReceived, false, String(status));
    }
  });

  it('is certainly not for any other error status', () => {
    for (const status of [400, 401, 402, 403, 404, 405, 409, 413, 422, 429, 500, 501, 503, 521, 523, 525, 526]) {
      assert.equal(mayHave(status), false, String(status));
    }
  });

  it('depends on the text of Envoy for a 503', () => {
    const broken = ['connection termination', 'remote reset', 'local reset', 'protocol error'];
    for (const reason of broken) assert.equal(mayHave(503, envoy(reason)), true, reason);
    const never = [
      'connection failure',
      'connection timeout',
      'overflow',
      'remote refused stream reset',
      'remote connection failure, transport failure reason: delayed connect error: 111',
    ];
    for (const reason of never) assert.equal(mayHave(503, envoy(reason)), false, reason);
    assert.equal(mayHave(503, '{"detail":"busy"}'), false);
  });
});

describe('the time after which a service wants to be asked again', () => {
  const now = 'Sun, 29 Nov 2026 12:00:00 GMT';
  function retryAfter(headers: Record<string, string>): number | undefined {
    const received = { status: 429, headers, bytes: Buffer.from('') };
    const facts = { host: 'api.example', paid: false, clean: (shown: string) => shown };
    return failureOfStatus(createAnswer(received, facts)).failure.retryAfter;
  }

  it('is read as seconds, as milliseconds, and as a date by the clock of the service', () => {
    assert.equal(retryAfter({ 'retry-after': '3' }), 3000);
    assert.equal(retryAfter({ 'retry-after-ms': '1500', 'retry-after': '2' }), 1500);
    assert.equal(retryAfter({ 'retry-after': 'Sun, 29 Nov 2026 12:00:30 GMT', date: now }), 30_000);
  });

  it('is unknown when the date is past, more than a day ahead, or no date', () => {
    for (const date of ['Sun, 29 Nov 2026 11:59:00 GMT', 'Tue, 01 Dec 2026 12:00:00 GMT', 'soon', '-3', ''])
      assert.equal(retryAfter({ 'retry-after': date, date: now }), undefined, date);
  });
});
