/** URLs from answers are hostile: which are opened, and which are rejected without a request. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { checkedLookup, isLocalHost, isPrivate, type NameLookup } from '../../../src/http/download/addresses';
import { download } from '../../../src/http/download/download';
import { insideUrls, otherUrls, startTrap, type Trap } from '../../simulators/hostile';
import { assertFailure, failureOf } from '../harness/expect';
import { testedProviders } from '../../harness/providerParts';
import { faultTargets, type FaultTargetService } from '../faults/faultTarget';
import { runScenario } from '../faults/scenario';

const root = join(import.meta.dirname, '../../..');
const refused = { kind: 'bad-answer', reason: 'url-refused' } as const;

/** A DNS lookup that returns the next list for each call, whatever the name. */
function answering(...lists: string[][]): NameLookup & { calls: number } {
  const lookup = ((_name, _options, callback) => {
    const list = lists[Math.min(lookup.calls, lists.length - 1)] ?? [];
    lookup.calls += 1;
    callback(
      null,
      list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as NameLookup & { calls: number };
  lookup.calls = 0;
  return lookup;
}

describe('URLs that come in answers', () => {
  let trap: Trap;
  let trusted: Server;
  let origin = '';
  let target = '';
  const seen: IncomingHttpHeaders[] = [];

  before(async () => {
    trap = await startTrap();
    trusted = createServer((request, response) => {
      seen.push(request.headers);
      if (request.url === '/good.png') return response.end('image');
      return response
        .writeHead(Number(request.url?.slice(1)), {
          location: Buffer.from(target).toString('latin1'),
          'set-cookie': 'session=1',
        })
        .end();
    });
    await new Promise<void>((resolve) => trusted.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(trusted.address() as AddressInfo).port}`;
  });
  afterEach(() => assert.deepEqual(trap.visits, [], 'a request was sent'));
  after(async () => {
    await trap.stop();
    trusted.closeAllConnections();
    await new Promise((resolve) => trusted.close(resolve));
  });

  const open = (url: string, lookup?: NameLookup): Promise<Uint8Array> =>
    download(url, {
      trustedOrigins: [origin],
      signal: new AbortController().signal,
      timeout: 5_000,
      ...(lookup ? { lookup } : {}),
    });

  it('are rejected when they lead to this machine or its network, in every spelling', async () => {
    const urls = insideUrls(trap.port);
    for (const url of urls) assertFailure(await failureOf(open(url)), refused);
    assert.ok(urls.length > 50);
  });

  it('are rejected when a redirect leads there', async () => {
    const statuses = [301, 302, 303, 307, 308];
    for (const [index, url] of insideUrls(trap.port).entries()) {
      target = url;
      const failure = await failureOf(open(`${origin}/${statuses[index % statuses.length]}`));
      assertFailure(failure, refused);
    }
  });

  it('are rejected with another scheme, with credentials, and at ports of other services', async () => {
    for (const url of otherUrls) {
      assertFailure(await failureOf(open(url)), refused);
      if (url.startsWith('//') || !/^[a-z]+:/.test(url)) continue;
      target = url;
      assertFailure(await failureOf(open(`${origin}/302`)), refused);
    }
  });

  it('are rejected when their name resolves to a local address, even to one among others', async () => {
    const inside = [
      '127.0.0.1',
      '::1',
      '169.254.169.254',
      '10.1.2.3',
      '::ffff:127.0.0.1',
      'fd00::1',
      '64:ff9b::7f00:1',
    ];
    for (const address of inside) {
      for (const list of [[address], ['93.184.215.14', address], [address, '93.184.215.14'], []]) {
        const failure = await failureOf(open(`http://images.example:${trap.port}/x.png`, answering(list)));
        assertFailure(failure, refused);
      }
    }
  });

  it('are rejected when their name resolves to another address the second time', async () => {
    const lookup = answering(['93.184.215.14'], ['127.0.0.1']);
    assertFailure(await failureOf(open(`http://images.example:${trap.port}/x.png`, lookup)), refused);
    assert.equal(lookup.calls, 2, 'the address that is connected to was checked');
  });

  it('lead only to the address that was checked', async () => {
    const addresses = await new Promise((resolve, reject) =>
      checkedLookup(answering(['93.184.215.14', '2606:2800::1']))('images.example', { all: true }, (error, list) =>
        error ? reject(error) : resolve(list),
      ),
    );
    assert.deepEqual(addresses, [
      { address: '93.184.215.14', family: 4 },
      { address: '2606:2800::1', family: 6 },
    ]);
  });

  it('get neither a key nor a cookie nor a referer', async () => {
    seen.length = 0;
    target = `${origin}/good.png`;
    assert.equal(new TextDecoder().decode(await open(`${origin}/302`)), 'image');
    assert.equal(seen.length, 2);
    for (const headers of seen) {
      for (const name of ['authorization', 'proxy-authorization', 'cookie', 'referer', 'x-api-key']) {
        assert.equal(headers[name], undefined, name);
      }
    }
  });

  it('are opened when a proxy takes over DNS', async () => {
    // Some proxies answer every name with an address from this range, which is used for nothing else.
    const address = await new Promise((resolve, reject) =>
      checkedLookup(answering(['198.18.0.7']))('images.example', {}, (error, found) =>
        error ? reject(error) : resolve(found),
      ),
    );
    assert.equal(address, '198.18.0.7');
    assert.ok(isPrivate('198.18.0.7') && isLocalHost('198.18.0.7'), 'it is rejected as an address');
  });

  it('are not rejected for public addresses', () => {
    const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'];
    for (const address of [...outside, '2002:808:808::1', '2a00:1450:4001:80b::200e']) {
      assert.equal(isPrivate(address), false, address);
    }
    for (const address of ['nonsense', '', '1.2.3', '::ffff:10.0.0.1', 'fe80::1%eth0']) {
      assert.equal(isPrivate(address), true, address);
    }
    for (const name of [
      'images.example',
      'localhost.example.com',
      'local.example',
      'xn--fiqs8s.cn',
      '[2606:4700::1111]',
    ]) {
      assert.equal(isLocalHost(name), false, name);
    }
  });
});

describe('the code that opens connections', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
  const having = (pattern: RegExp): string[] =>
    files
      .filter(({ text }) => pattern.test(text))
      .map(({ name }) => name)
      .sort();

  it('is in three files of src/http: configured hosts, WebSockets to them, and URLs from answers', () => {
    assert.ok(files.length > 200);
    assert.deepEqual(having(/(from |import\()'axios'/), ['http/download/download.ts', 'http/httpClient.ts']);
    assert.deepEqual(having(/new WebSocket|(from |import\()'ws'/), ['http/streaming/webSocket.ts']);
    assert.deepEqual(having(/\bfetch\(|XMLHttpRequest|new EventSource|\bundici\b|from '(node:)?http2'/), []);
    assert.deepEqual(having(/\b(https?|net|tls)\.(request|get|connect|createConnection)\(/), []);
  });

  it('never turns off the check of a certificate', () => {
    assert.deepEqual(
      having(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|ALLOW_INSECURE|secureProtocol/i),
      [],
    );
    assert.doesNotMatch(readFileSync(join(root, 'package.json'), 'utf8'), /rejectUnauthorized|strictSSL|insecure/i);
  });
});

describe('a service that returns a hostile URL', function () {
  this.timeout(120_000);
  let trap: Trap;
  before(async () => {
    trap = await startTrap();
  });
  after(() => trap.stop());

  const inside = (): string[] => [
    `http://127.0.0.1:${trap.port}`,
    `http://localhost.:${trap.port}`,
    `http://[::ffff:127.0.0.1]:${trap.port}`,
    'http://169.254.169.254',
    'http://metadata.google.internal',
    'file://',
    `http://user:word@127.0.0.1:${trap.port}`,
  ];

  // A service that returns the bytes of images has no URLs.
  for (const [type, { returnsBytes }] of Object.entries(faultTargets)) {
    const asAddress = returnsBytes ? undefined : it;
    const inlineOption = (name: string): string | undefined =>
      testedProviders.find((provider) => provider.type === name)?.inlineResults?.option;
    asAddress?.(`${type}: the URL of an image is not opened`, async () => {
      for (const origin of inside()) {
        const arrange = (service: FaultTargetService): void =>
          service.misbehave({
            ...service.calls.poll,
            fault: { kind: 'rewrite', from: new RegExp(service.url, 'g'), to: origin },
            times: 100,
          });
        const { summary, job } = await runScenario({ type, hasNext: true, arrange });
        // Some providers ignore a URL that isn't http(s), and keep polling as after an unreadable answer.
        const expected = origin.startsWith('file:')
          ? /^bad-answer\/((url-refused|no-images) → failed|not-an-image → overdue)/
          : /^bad-answer\/url-refused → failed/;
        assert.match(summary, expected, `${origin}: ${summary}`);
        assert.equal(job.images.length, 0);
        if (summary.startsWith('bad-answer/url-refused'))
          assert.equal(job.failure?.values?.['option'], inlineOption(type));
      }
      assert.deepEqual(trap.visits, []);
    });

    asAddress?.(`${type}: the image is fetched if the service calls itself localhost`, async () => {
      const arrange = (service: FaultTargetService): void => {
        const to = service.url.replace('127.0.0.1', 'localhost');
        const fault = { kind: 'rewrite', from: new RegExp(service.url, 'g'), to } as const;
        service.misbehave({ ...service.calls.poll, fault, times: 100 });
      };
      const { summary, job } = await runScenario({ type, hasNext: false, arrange });
      assert.equal(summary, 'done');
      assert.equal(job.images.length, 1);
    });

    for (const stage of ['submit', 'poll', 'result'] as const) {
      it(`${type}: the redirect is not followed (${stage})`, async () => {
        for (const status of [302, 307]) {
          const location = `http://127.0.0.1:${trap.port}/steal`;
          const arrange = (service: FaultTargetService): void =>
            service.misbehave({ ...service.calls[stage], fault: { kind: 'redirect', location, status }, times: 100 });
          const { summary, received } = await runScenario({ type, hasNext: false, arrange });
          assert.match(summary, /^(settings\/redirect-refused|bad-answer\/url-refused) → (failed|overdue)/);
          assert.equal(received, stage === 'submit' ? 0 : 1);
        }
        assert.deepEqual(trap.visits, [], 'the key or the request went elsewhere');
      });
    }
  }
});
