/** The test of a provider against servers that understand no call: it has to fail. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { testedProviders } from '../harness/providerParts';
import { json, startWire, type Reply } from '../simulators/wire';
import { faultTargets } from './faults/faultTarget';
import { failureOf } from './harness/expect';
import { providerFixture } from './harness/providerContext';

function text(status: number, body: string, type: string): Reply {
  return { status, headers: { 'content-type': type }, body: new TextEncoder().encode(body) };
}

/** What a server of another kind answers to every call. */
const replies: Record<string, Reply> = {
  'a missing page in plain text': text(404, '404 page not found', 'text/plain'),
  'a missing page in HTML': text(404, '<!doctype html><h1>404</h1>', 'text/html'),
  'a missing path in JSON': json(404, { error: { message: 'Not Found', type: 'invalid_request_error' } }),
  'a missing path as FastAPI tells it': json(404, { detail: 'Not Found' }),
  'a method that is not allowed': text(405, 'Method Not Allowed', 'text/plain'),
  'a call that is not implemented': text(501, 'Not Implemented', 'text/plain'),
  'no content': { status: 204, headers: {}, body: new Uint8Array() },
  'an empty body': text(200, '', 'application/json'),
  'an empty object': json(200, {}),
  'an empty list': json(200, []),
  null: json(200, null),
  'an object of another service': json(200, { hello: 'world' }),
  'a success without anything': json(200, { code: 0, msg: 'success' }),
  'a success with nothing': json(200, { code: 200, msg: 'success', data: null }),
  'a success with an empty object': json(200, { code: 0, msg: 'success', data: {} }),
  'a web page': text(200, '<!doctype html><title>Welcome</title>', 'text/html'),
  'a text': text(200, 'OK', 'text/plain'),
};

const stops: (() => Promise<void>)[] = [];

describe('the test of a provider', () => {
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  for (const provider of testedProviders.filter(({ type }) => faultTargets[type])) {
    for (const [name, reply] of Object.entries(replies)) {
      it(`fails if every call is answered with ${name}: ${provider.type}`, async () => {
        const target = faultTargets[provider.type];
        assert.ok(target);
        const { entry, secrets, stop } = await target.start();
        stops.push(stop);
        const server = await startWire({ handle: () => Promise.resolve(reply) });
        stops.push(server.stop);
        const { options, ...config } = entry as { options?: Record<string, unknown> };
        const baseUrl = target.addressOf?.(server.url) ?? server.url;
        const fixture = providerFixture({
          config: { ...config, baseUrl },
          secrets,
          ...(options ? { options } : {}),
        });
        const { kind } = await failureOf(provider.test(fixture.context(provider)));
        assert.ok(['settings', 'bad-answer', 'server', 'auth', 'unsupported', 'expired'].includes(kind), kind);
      });
    }
  }
});
