/** Failures between this machine and a service: certificates, proxies, DNS. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { after, before, describe, it } from 'mocha';
import { download } from '../../../src/http/download/download';
import { createHttp } from '../../../src/http/httpClient';
import { transportFailure } from '../../../src/http/transport/transportFailure';
import type { Failure, FailureReason } from '../../../src/shared/model/failure';
import { failureOwnerOf } from '../../../src/shared/model/failure';
import { failureMessage } from '../../../src/extension/messages/failure/failureMessage';
import {
  createCertificate,
  startSecureHost,
  type Certificate,
  type SecureHost,
} from '../../simulators/hostileCertificates';
import { startTlsFront } from '../../simulators/tlsFront';
import { json, startWire, type WireServer } from '../../simulators/wire';
import { silentLog } from '../../unit/engine/rig';
import { assertFailure, failureOf } from '../harness/expect';

const signal = new AbortController().signal;

async function submitTo(baseUrl: string): Promise<unknown> {
  const http = createHttp({ baseUrl, origins: [], secretTexts: () => [], signal, log: silentLog });
  const answer = await http.send({ method: 'POST', path: '/work', json: { prompt: 'x' }, paid: true });
  return answer.json();
}

function fetchFrom(url: string): Promise<Uint8Array> {
  return download(`${url}/x.png`, { trustedOrigins: [url], signal });
}

function sentenceOf(failure: Failure): string {
  return failureMessage(failure, (text, values = {}) =>
    text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? '')),
  ).sentence;
}

describe('an invalid certificate', () => {
  const usual = tls.getCACertificates('default');
  const authority = createCertificate({ name: 'Test Authority', isAuthority: true });
  const stranger = createCertificate({ name: 'Nobody Knows', isAuthority: true });
  const hosts: SecureHost[] = [];

  before(() => tls.setDefaultCACertificates([...usual, authority.cert]));
  after(async () => {
    tls.setDefaultCACertificates(usual);
    for (const host of hosts) await host.stop();
  });

  async function hostWith(certificate: Certificate): Promise<SecureHost> {
    const host = await startSecureHost(certificate);
    hosts.push(host);
    return host;
  }

  const name = '127.0.0.1';
  const cases: [what: string, make: () => Certificate, reason: FailureReason, words: RegExp][] = [
    [
      'signed by itself',
      () => createCertificate({ name }),
      'certificate',
      /company.*root certificate.*restart VS Code/,
    ],
    [
      'of an authority that nobody knows',
      () => createCertificate({ name, issuer: stranger }),
      'certificate',
      /isn't trusted/,
    ],
    [
      'out of date',
      () => createCertificate({ name, issuer: authority, days: [-30, -1] }),
      'certificate-expired',
      /has expired.*clock/,
    ],
    [
      'not valid yet',
      () => createCertificate({ name, issuer: authority, days: [1, 30] }),
      'certificate-expired',
      /isn't valid yet/,
    ],
    [
      'for another name',
      () => createCertificate({ name: 'other.example', issuer: authority }),
      'certificate-host',
      /different name/,
    ],
  ];
  for (const [what, make, reason, words] of cases) {
    it(`${what}: nothing is sent, and the failure has the reason`, async () => {
      const host = await hostWith(make());
      for (const work of [submitTo(host.url), fetchFrom(host.url)]) {
        const failure = await failureOf(work);
        assertFailure(failure, { kind: 'network', reason, maybeReceived: false });
        assert.match(sentenceOf(failure), words);
        assert.ok(sentenceOf(failure).includes(new URL(host.url).host));
        assert.equal(failureOwnerOf(failure), 'network');
      }
      assert.equal(host.visits, 0);
    });
  }

  it('does not affect a host with a valid one', async () => {
    const host = await hostWith(createCertificate({ name, issuer: authority }));
    assert.deepEqual(await submitTo(host.url), {});
    assert.equal(host.visits, 1);
  });

  it('is distinguished from a host without https', async () => {
    const server = await startWire({ handle: () => json(200, {}) });
    const failure = await failureOf(submitTo(server.url.replace('http:', 'https:')));
    assertFailure(failure, { kind: 'network', reason: 'no-tls', maybeReceived: false });
    assert.match(sentenceOf(failure), /doesn't support https.*may need http/);
    await server.stop();
  });

  it('is distinguished from a connection that breaks after the request was sent', async () => {
    const server = await startWire({ handle: () => json(200, {}) });
    const certificate = createCertificate({ name, issuer: authority });
    const front = await startTlsFront({ certificate, target: server.url, breaks: { method: 'POST', path: '/work' } });
    const failure = await failureOf(submitTo(front.url));
    assert.deepEqual([front.broken, server.exchanges.length], [1, 1]);
    assertFailure(failure, { kind: 'network', reason: 'connection-lost', maybeReceived: true });
    assert.match(failure.code ?? '', /^(EPROTO|ERR_SSL_)/);
    await front.stop();
    await server.stop();
  });

  it('is subject to the timeout of the request', async () => {
    // A server that accepts the connection and sends nothing: no handshake, no certificate.
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const failure = await failureOf(
      download(`https://127.0.0.1:${port}/x.png`, {
        trustedOrigins: [`https://127.0.0.1:${port}`],
        signal,
        timeout: 200,
      }),
    );
    assertFailure(failure, { kind: 'timeout' });
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});

describe('a network that fails', () => {
  const lostBy = (code: string, syscall?: string): Failure =>
    transportFailure(Object.assign(new Error(code), { code, ...(syscall ? { syscall } : {}) }), {
      url: new URL('https://api.example/work'),
      paid: true,
      stopped: false,
      timedOut: false,
    });

  for (const code of ['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ECONNREFUSED']) {
    it(`before the connection was established (${code}): nothing was received`, () => {
      for (const syscall of ['connect', undefined]) {
        assertFailure(lostBy(code, syscall), { kind: 'network', code, maybeReceived: false });
        assert.notEqual(lostBy(code, syscall).reason, 'connection-lost');
      }
    });

    it(`during a paid call (${code}): it may have been received`, () => {
      for (const syscall of ['read', 'write']) {
        assertFailure(lostBy(code, syscall), { kind: 'network', reason: 'connection-lost', code, maybeReceived: true });
      }
    });
  }

  it('during the DNS lookup: nothing was received', () => {
    for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
      const expected = { kind: 'network', reason: 'host-not-found', maybeReceived: false } as const;
      assertFailure(lostBy(code, 'getaddrinfo'), expected);
    }
  });
});

describe('a proxy', () => {
  let server: WireServer;
  before(async () => {
    server = await startWire({ handle: () => json(200, {}) });
  });
  after(() => server.stop());

  const challenge = {
    kind: 'answer',
    status: 407,
    type: 'text/html',
    body: '<html><title>Squid: authentication required</title>',
    headers: { 'proxy-authenticate': 'Basic realm="office"' },
  } as const;

  it('that requires a password is reported, and the service has received nothing', async () => {
    for (const work of [() => submitTo(server.url), () => fetchFrom(server.url)]) {
      server.misbehave({ fault: challenge });
      const failure = await failureOf(work());
      assertFailure(failure, { kind: 'network', reason: 'proxy-login', status: 407 });
      assert.notEqual(failure.maybeReceived, true);
      assert.match(sentenceOf(failure), /proxy.*requires a user name and password.*"http\.proxy"/);
      assert.deepEqual(failureMessage(failure, (text) => text).actions, ['again', 'open-log']);
    }
  });

  it('that is unreachable is distinguished from an unreachable service', () => {
    const refused = (port: number): Failure =>
      transportFailure(Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect', port }), {
        url: new URL('https://api.example/work'),
        paid: true,
        stopped: false,
        timedOut: false,
      });
    assertFailure(refused(443), { kind: 'network', reason: 'connection-refused', maybeReceived: false });
    assertFailure(refused(8888), { kind: 'network', reason: 'proxy-unreachable', maybeReceived: false });
    assert.match(sentenceOf(refused(8888)), /proxy.*isn't responding/);
  });

  it("that is unreachable is recognized by the error text of VS Code's agent", () => {
    const thrown = new Error('Failed to establish a socket connection to proxies: PROXY <credentials>@10.0.0.1:8888');
    const facts = { url: new URL('https://api.example/work'), paid: true, stopped: false, timedOut: false };
    const failure = transportFailure(thrown, facts);
    assert.deepEqual(failure, {
      kind: 'network',
      reason: 'proxy-unreachable',
      host: 'api.example',
      maybeReceived: false,
    });
  });
});
