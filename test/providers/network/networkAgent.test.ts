/**
 * The connections of Easel through the agent that VS Code puts into `http` and `https` of every extension: its own package
 * does here what it does there. Where no VS Code server is installed, the suite inside VS Code does this alone.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { download } from '../../../src/http/download/download';
import { createHttp } from '../../../src/http/httpClient';
import type { NameLookup } from '../../../src/http/download/addresses';
import { startTrap, type Trap } from '../../simulators/hostile';
import { startOfficeProxy, type OfficeProxy } from '../../simulators/hostileProxy';
import { json, startWire, type WireServer } from '../../simulators/wire';
import { silentLog } from '../../unit/engine/rig';
import { assertFailure, failureOf } from '../harness/expect';

const server = join(import.meta.dirname, '../../../node_modules/code-server/lib/vscode/node_modules');
const isThere = existsSync(join(server, '@vscode/proxy-agent'));
const password = 'office-password-8401';

interface ProxyAgent {
  createProxyResolver(parameters: object): { resolveProxyWithRequest: unknown };
  createHttpPatch(parameters: object, originals: object, resolve: unknown): object;
}

(isThere ? describe : describe.skip)('through the agent of VS Code', () => {
  const originals = { http: { ...http }, https: { ...https } };
  const { setTimeout } = globalThis;
  /** The agent sums up its work ten minutes after its first request, and nothing takes that back: it would hold the process. */
  const patientTimers = Object.assign((...given: Parameters<typeof setTimeout>) => {
    const timer = setTimeout(...given);
    return (given[1] ?? 0) >= 600_000 ? timer.unref() : timer;
  }, setTimeout);
  let service: WireServer;
  let proxy: OfficeProxy;
  let trap: Trap;
  let proxyUrl: string | undefined;

  before(async () => {
    service = await startWire({ handle: ({ path }) => json(200, { path }) });
    proxy = await startOfficeProxy({ user: 'clerk', password, routes: { 'far.example': service.url } });
    trap = await startTrap();
    const agent = createRequire(join(server, 'any.js'))('@vscode/proxy-agent') as ProxyAgent;
    globalThis.setTimeout = patientTimers;
    const parameters = {
      // The default of `http.proxySupport`.
      getProxySupport: () => 'override',
      getProxyURL: () => proxyUrl,
      getNoProxyConfig: () => [],
      resolveProxy: () => Promise.resolve(undefined),
      lookupProxyAuthorization: () => Promise.resolve(undefined),
      loadAdditionalCertificates: () => Promise.resolve([]),
      addCertificatesV1: () => false,
      addCertificatesV2: () => false,
      isUseHostProxyEnabled: () => false,
      proxyResolveTelemetry: () => undefined,
      getLogLevel: () => 0,
      log: silentLog,
      env: {},
    };
    const { resolveProxyWithRequest } = agent.createProxyResolver(parameters);
    Object.assign(http, agent.createHttpPatch(parameters, originals.http, resolveProxyWithRequest));
    Object.assign(https, agent.createHttpPatch(parameters, originals.https, resolveProxyWithRequest));
  });
  after(async () => {
    globalThis.setTimeout = setTimeout;
    for (const [module, { get, request }] of [
      [http, originals.http],
      [https, originals.https],
    ] as const) {
      Object.assign(module, { get, request });
    }
    await service.stop();
    await proxy.stop();
    await trap.stop();
  });

  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);

  async function submit(baseUrl: string): Promise<unknown> {
    const log = { trace: write, debug: write, info: write, warn: write, error: write };
    const signal = AbortSignal.timeout(5_000);
    const client = createHttp({ baseUrl, origins: [], secretTexts: () => [], signal, log });
    return (await client.send({ method: 'POST', path: '/work', json: { prompt: 'x' }, paid: true })).json();
  }

  it('passes a proxy with its password', async () => {
    proxyUrl = `http://clerk:${password}@127.0.0.1:${proxy.port}`;
    assert.deepEqual(await submit('http://far.example'), { path: '/work' });
    assert.deepEqual(proxy.passed, ['POST http://far.example/work']);
  });

  it('reports a proxy that rejects the password, for http and https, as not received', async () => {
    proxyUrl = `http://clerk:not-${password}@127.0.0.1:${proxy.port}`;
    for (const url of ['http://far.example', 'https://far.example']) {
      const expected = { kind: 'network', reason: 'proxy-login', status: 407, maybeReceived: false } as const;
      assertFailure(await failureOf(submit(url)), expected);
    }
    assert.equal(service.exchanges.length, 1);
  });

  it('reports an unreachable proxy, for http and https, as not received', async () => {
    proxyUrl = `http://clerk:${password}@127.0.0.1:9`;
    for (const url of ['http://far.example', 'https://far.example']) {
      const failure = await failureOf(submit(url));
      assertFailure(failure, { kind: 'network', reason: 'proxy-unreachable', maybeReceived: false });
      assert.doesNotMatch(JSON.stringify(failure), new RegExp(password));
    }
    assert.doesNotMatch(lines.join('\n'), new RegExp(password));
  });

  it('downloads a result URL from the address that was checked, although VS Code replaces the agent', async () => {
    proxyUrl = undefined;
    for (const scheme of ['http', 'https']) {
      let lookups = 0;
      const lookup: NameLookup = (_name, _options, callback) => {
        lookups += 1;
        callback(null, [{ address: lookups === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }]);
      };
      const signal = AbortSignal.timeout(5_000);
      const url = `${scheme}://images.example:${trap.port}/x.png`;
      const failure = await failureOf(download(url, { trustedOrigins: [], signal, lookup }));
      assertFailure(failure, { kind: 'bad-answer', reason: 'url-refused' });
      assert.equal(lookups, 2);
    }
    assert.deepEqual(trap.visits, []);
  });
});
