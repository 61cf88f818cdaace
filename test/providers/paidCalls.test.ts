/**
 * What became of a paid call, with every provider, every way in which an answer can be lost, and every body with which any
 * service rejects a request: a request that may have been received is sent once and never taken for one that was not.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Failure } from '../../src/shared/model/failure';
import { EaselError } from '../../src/shared/model/easelError';
import { watchPaidCalls } from '../../src/http/paidCalls';
import { submitOnce } from '../../src/providers/contract/submitOnce';
import type { Provider } from '../../src/providers/contract/provider';
import type { ProviderContext } from '../../src/providers/contract/context';
import { testedProviders } from '../harness/providerParts';
import { report } from '../harness/reporting/report';
import type { Fault } from '../simulators/wire';
import { faultTargets, type FaultTargetService } from './faults/faultTarget';
import { fitted, request } from './harness/expect';
import { providerFixture } from './harness/providerContext';

const networked = testedProviders.filter(({ offline }) => !offline);

/** Statuses of a gateway that may have forwarded the request. */
const forwarded = [408, 502, 504, 520, 522, 524];
const words = [...new Set(Object.values(faultTargets).flatMap(({ refusals }) => refusals))];
const answer = (status: number, body: string, type = 'application/json'): Fault => ({
  kind: 'answer',
  status,
  body,
  type,
});

const lost: [name: string, fault: Fault][] = [
  ['a reset before the answer', { kind: 'reset-before' }],
  ['a reset after the service took the job', { kind: 'reset-after' }],
  ['half of an answer', { kind: 'half' }],
  ['an empty answer', { kind: 'empty' }],
  ['a page with status 200', answer(200, '<!doctype html><title>Sign in</title>', 'text/html')],
  ['an answer that nobody understands', answer(200, '{"ok":"perhaps"}')],
  ['a code that nobody understands', answer(200, '{"code":10000,"message":"Success","msg":"Success"}')],
  ['a bare value', answer(200, 'true')],
  [
    'a broken upstream',
    answer(503, 'upstream connect error or disconnect/reset before headers. reset reason: remote reset'),
  ],
  ['a page with status 503', answer(503, '<html><title>busy</title></html>', 'text/html')],
  ['a text with status 500', answer(500, 'Internal Server Error', 'text/plain')],
];

describe('a paid call', function () {
  this.timeout(240_000);

  for (const provider of networked) {
    describe(`of ${provider.type}`, () => {
      let service: FaultTargetService;
      let context: ProviderContext;
      let submits = 0;

      before(async () => {
        const target = faultTargets[provider.type];
        assert.ok(target, `${provider.type} has no faults.ts`);
        assert.ok(target.refusals.length > 0, `${provider.type} names no refusals`);
        service = await target.start();
        const baseUrl = target.addressOf?.(service.url) ?? service.url;
        const { options, ...entry } = service.entry as { options?: Record<string, unknown> };
        const fixture = providerFixture({
          config: { ...entry, baseUrl },
          secrets: service.secrets,
          ...(options ? { options } : {}),
        });
        context = fixture.context(provider);
        // Signs in where that is needed, so that only paid calls follow.
        await provider.test(context);
      });
      after(() => service.stop());

      /** What became of a submit that was answered with the fault. */
      async function outcomeOf(fault: Fault): Promise<{ receipt: string; failure?: Failure }> {
        service.misbehave({ ...service.calls.submit, fault, times: 1 });
        submits = 0;
        const counted = counting(context, () => (submits += 1));
        const outcome = await submitOnce(provider, fitted(provider, request(), context).request, counted);
        return 'receipt' in outcome ? outcome : { receipt: 'taken' };
      }

      for (const status of forwarded) {
        it(`is unknown after ${status}, whatever the body says, and is sent once`, async () => {
          const wrong: string[] = [];
          for (const body of [...words, '', '<html><title>gateway</title></html>']) {
            const { receipt, failure } = await outcomeOf(answer(status, body));
            const isRight = receipt === 'unknown' && failure?.maybeReceived === true && submits === 1;
            const isBlamed =
              failure && ['rate', 'quota', 'auth', 'policy', 'bad-request', 'settings'].includes(failure.kind);
            if (!isRight || isBlamed) wrong.push(`${body}: ${receipt}, ${failure?.kind}, sent ${submits} times`);
          }
          assert.deepEqual(wrong, []);
        });
      }

      for (const [name, fault] of lost) {
        it(`is unknown after ${name}, and is sent once`, async () => {
          const { receipt, failure } = await outcomeOf(fault);
          assert.deepEqual([receipt, failure?.maybeReceived, submits], ['unknown', true, 1], JSON.stringify(failure));
        });
      }

      it('was not received after a rejection by its status', async () => {
        for (const status of [400, 402, 403, 404, 413, 422, 429, 500, 503, 521]) {
          const { receipt, failure } = await outcomeOf(answer(status, '{"no":"no"}'));
          assert.deepEqual(
            [receipt, failure?.maybeReceived],
            ['not-received', false],
            `${status} ${JSON.stringify(failure)}`,
          );
        }
      });

      it('was not received when nothing was sent', async () => {
        const stopped = providerFixture({}).context(provider, { config: { baseUrl: 'http://127.0.0.1:9' } });
        const outcome = await submitOnce(provider, fitted(provider, request(), stopped).request, stopped);
        assert.ok('receipt' in outcome);
        assert.deepEqual([outcome.receipt, outcome.failure.maybeReceived], ['not-received', false]);
      });
    });
  }

  it('is judged by no provider itself', () => {
    const root = join(import.meta.dirname, '../../src/providers');
    const files = globSync('!(contract)/**/*.ts', { cwd: root });
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => readFileSync(join(root, file), 'utf8').includes('maybeReceived')),
      [],
    );
  });

  it('is never followed by a second one once it may have been received', async () => {
    const context = providerFixture({}).context(networked[0] as Provider, {
      config: { baseUrl: 'http://127.0.0.1:9' },
    });
    let sent = 0;
    const { http, settle } = watchPaidCalls({
      ...context.http,
      send: () => {
        sent += 1;
        return Promise.reject(new EaselError({ kind: 'timeout', maybeReceived: true }));
      },
    });
    const call = { method: 'POST', path: '/', paid: true } as const;
    await assert.rejects(http.send(call));
    const again: unknown = await http.send(call).catch((thrown: unknown) => thrown);
    assert.deepEqual([sent, settle(again).receipt], [1, 'unknown']);
  });

  it('of a stream of events is what its events say, and unknown when it breaks', async () => {
    const { http: own } = providerFixture({}).context(networked[0] as Provider);
    const outcomeOf = async (failure: Failure): Promise<string> => {
      const events = { async *[Symbol.asyncIterator]() {} };
      const { http, settle } = watchPaidCalls({
        ...own,
        stream: () => Promise.resolve({ kind: 'events', status: 200, events }),
      });
      await http.stream({ method: 'POST', path: '/', paid: true });
      return settle(new EaselError(failure)).receipt;
    };
    assert.equal(await outcomeOf({ kind: 'policy' }), 'not-received');
    assert.equal(await outcomeOf({ kind: 'bad-answer', reason: 'no-images' }), 'over');
    assert.equal(await outcomeOf({ kind: 'network', reason: 'connection-lost', maybeReceived: true }), 'unknown');
    assert.equal(await outcomeOf({ kind: 'bad-answer' }), 'unknown');
  });

  after(() => {
    const count = networked.length * forwarded.length * (words.length + 2);
    report([
      `  ${networked.length} providers × ${forwarded.length} statuses × ${words.length + 2} bodies: ${count} paid calls`,
    ]);
  });
});

function counting(context: ProviderContext, count: () => void): ProviderContext {
  const { http } = context;
  return {
    ...context,
    http: {
      ...http,
      send: (sent) => {
        if (sent.paid === true) count();
        return http.send(sent);
      },
    },
  };
}
