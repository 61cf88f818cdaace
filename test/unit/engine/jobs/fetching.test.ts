/** A finished picture that can not be fetched at once: it is paid for, and the ticket still stands. */
import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { JobView } from '../../../../src/shared/model/jobs';
import { createByteBudget } from '../../../../src/engine/jobs/receiving/downloadLimits';
import { pngOf } from '../../../fixtures/png';
import { FakeService, rig, type Rig } from '../rig';

const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const png = pngOf(64, 64, [200, 80, 40]);

interface Answer {
  status: number;
  body?: Uint8Array | string;
  type?: string;
}
const whole: Answer = { status: 200, body: png, type: 'image/png' };

/** What a store of results says of a picture that it has, in passing. */
const odd: Record<string, Answer> = {
  '404': { status: 404 },
  '403': { status: 403, body: '<Error><Code>AccessDenied</Code></Error>', type: 'application/xml' },
  'an empty body': { status: 200, body: '', type: 'image/png' },
  XML: { status: 200, body: '<?xml version="1.0"?><Error/>', type: 'application/xml' },
};

describe('downloading a finished image', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  let server: Server;
  let asked: string[];
  let answer: (path: string) => Answer;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const { status, body = '', type = 'text/plain' } = answer(path);
      response.writeHead(status, { 'content-type': type }).end(body);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    service = new FakeService();
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    made = await rig([service.provider('acme')], [{ type: 'acme', hosts: { domestic: host } }]);
    // Each look signs the address anew.
    service.onPoll = () => ({ state: 'done', outputs: [{ source: { url: `${host}/a?look=${service.polls}` } }] });
  });
  afterEach(async () => {
    await made.end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Time passes until the job is as wanted; what goes over a socket takes its own time. */
  async function pass(id: string, isWanted: (job: JobView) => boolean): Promise<JobView> {
    for (let steps = 0; steps < 20_000; steps += 1) {
      const job = made.easel.jobs.get(id);
      if (isWanted(job)) return job;
      await made.clock.pass(500);
    }
    return made.easel.jobs.get(id);
  }
  const isStopped = ({ state }: JobView): boolean => ['done', 'failed', 'overdue'].includes(state);

  async function start(count = 1): Promise<string> {
    const [id = ''] = await made.easel.jobs.start({ ...fox, count });
    return id;
  }

  it('downloads an SVG once, and says that results in this format are refused', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="9" height="9"/></svg>';
    answer = () => ({ status: 200, body: svg, type: 'image/svg+xml' });
    const job = await pass(await start(), isStopped);
    const { kind, reason, maybeReceived } = job.failure ?? {};
    assert.deepEqual([job.state, kind, reason, maybeReceived], ['failed', 'bad-answer', 'svg-result', true]);
    assert.equal(asked.length, 1);
  });

  it('takes at most 24 images more than requested, four at a time, and names the rest in one warning', async () => {
    let open = 0;
    let most = 0;
    answer = () => whole;
    server.prependListener('request', (_request, response: ServerResponse) => {
      most = Math.max(most, (open += 1));
      response.once('close', () => (open -= 1));
    });
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outputs = Array.from({ length: 2000 }, (_one, index) => ({ source: { url: `${host}/${index}` } }));
    service.onPoll = () => ({ state: 'done', outputs });
    const job = await pass(await start(2), isStopped);
    assert.equal(job.state, 'done');
    assert.equal(asked.length, 26);
    assert.ok(most <= 4, `${most} downloads at once`);
    assert.deepEqual(job.warnings, [{ code: 'provider', subject: 'surplus', detail: '2000 → 26' }]);
  });

  for (const [what, once] of Object.entries(odd)) {
    it(`is retried after ${what}`, async () => {
      answer = () => (asked.length === 1 ? once : whole);
      assert.equal((await pass(await start(), isStopped)).state, 'done');
      assert.equal(service.submits, 1);
    });
  }

  it('downloads images of more than 16 MB one at a time', async () => {
    // Bytes behind the end of an image are no fault of it.
    const large = (red: number): Buffer => Buffer.concat([pngOf(64, 64, [red, 0, 0]), Buffer.alloc(17 * 1024 * 1024)]);
    const bodies = [10, 20, 30].map(large);
    let open = 0;
    let most = 0;
    answer = (path) => ({ status: 200, body: bodies[Number(path.slice(1))] ?? png, type: 'image/png' });
    server.prependListener('request', ({ url }, response: ServerResponse) => {
      if (!asked.includes(url ?? '')) return;
      most = Math.max(most, (open += 1));
      response.once('close', () => (open -= 1));
    });
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    service.onPoll = () => ({ state: 'done', outputs: bodies.map((_, at) => ({ source: { url: `${host}/${at}` } })) });
    const job = await pass(await start(3), isStopped);
    assert.equal(job.state, 'done');
    assert.equal(job.images.length, 3);
    assert.deepEqual(asked.toSorted(), ['/0', '/0', '/1', '/1', '/2', '/2']);
    assert.equal(most, 1);
  });

  it('gets a fresh address with the ticket when the old one has expired', async () => {
    answer = (path) => (path.endsWith('look=1') ? { status: 403 } : whole);
    const job = await pass(await start(), isStopped);
    assert.equal(job.state, 'done');
    assert.equal(service.polls, 2);
  });

  it('leaves an unavailable image at its provider with the reason, and gets it when it is available', async () => {
    answer = () => ({ status: 404 });
    const id = await start();
    const job = await pass(id, isStopped);
    assert.deepEqual([job.state, job.failure?.kind, job.failure?.reason], ['overdue', 'expired', 'result-away']);
    answer = () => whole;
    assert.equal((await pass(id, ({ state }) => state === 'done')).state, 'done');
  });

  it('ends the job when the image is still unavailable ten minutes later', async () => {
    answer = () => ({ status: 404 });
    const begun = made.clock.now();
    const job = await pass(await start(), ({ state }) => state === 'failed');
    assert.deepEqual([job.state, job.failure?.kind, job.failure?.reason], ['failed', 'expired', undefined]);
    const time = made.clock.now() - begun;
    assert.ok(time > 9 * 60_000 && time < 15 * 60_000, `given up after ${time} ms`);
    assert.ok(asked.length <= 6, `downloaded ${asked.length} times`);
    assert.equal(service.submits, 1);
  });

  const permanent: Record<string, Answer> = {
    'a deleted image (410)': { status: 410 },
    'a text': { status: 200, body: 'no image here', type: 'text/plain' },
    'a PDF': { status: 200, body: '%PDF-1.7', type: 'application/pdf' },
    JSON: { status: 200, body: '{"error":"not found"}', type: 'application/json' },
    nothing: { status: 200, body: '', type: 'image/png' },
    'a rejected request (400)': { status: 400 },
  };
  for (const [what, always] of Object.entries(permanent)) {
    it(`ends within a minute when the service always gives ${what}, and may be charged`, async () => {
      answer = () => always;
      const begun = made.clock.now();
      const job = await pass(await start(), ({ state }) => state === 'failed' || state === 'overdue');
      assert.deepEqual([job.state, job.failure?.maybeReceived], ['failed', true], JSON.stringify(job.failure));
      assert.ok(made.clock.now() - begun < 60_000, `given up after ${made.clock.now() - begun} ms`);
      assert.ok(asked.length <= 4, `downloaded ${asked.length} times`);
      assert.equal(new Set(asked).size, 2, 'a fresh address was requested once');
    });
  }

  it('ends after two downloads when no fresh address can be requested', async () => {
    service.onSubmit = () => ({ kind: 'outputs', outputs: [{ source: { url: `http://127.0.0.1:${port()}/a` } }] });
    answer = () => ({ status: 200, body: 'no image here' });
    const job = await pass(await start(), ({ state }) => state === 'failed' || state === 'overdue');
    assert.deepEqual([job.state, asked.length], ['failed', 2]);
  });

  it('delays the other images no longer than a few fresh addresses take', async () => {
    const images = (look: number): { source: { url: string } }[] =>
      ['a', 'b'].map((name) => ({ source: { url: `http://127.0.0.1:${port()}/${name}?look=${look}` } }));
    service.onPoll = () => ({ state: 'done', outputs: images(service.polls) });
    answer = (path) => (path.startsWith('/a') ? whole : { status: 404 });
    const job = await pass(await start(2), isStopped);
    assert.deepEqual([job.state, job.images.length], ['done', 1]);
    assert.equal(asked.filter((path) => path.startsWith('/a')).length, 1, 'what is here was asked for again');
  });

  it('keeps a downloaded image when the service forgets the task before the other one is downloaded', async () => {
    const images = ['a', 'b'].map((name) => ({ source: { url: `http://127.0.0.1:${port()}/${name}` } }));
    service.onPoll = () =>
      service.polls === 1
        ? { state: 'done', outputs: images }
        : { state: 'failed', failure: { kind: 'server', reason: 'task-vanished' } };
    answer = (path) => (path.startsWith('/a') ? whole : { status: 404 });
    const job = await pass(await start(2), isStopped);
    assert.deepEqual([job.state, job.images.length], ['done', 1]);
    assert.ok(job.warnings.some(({ subject }) => subject === 'count'));
  });

  function port(): number {
    return (server.address() as AddressInfo).port;
  }
});

describe('the bytes that a job may download', () => {
  it('follow the number of requested images', () => {
    const mebibyte = 1024 * 1024;
    for (const [images, mebibytes] of [
      [1, 576],
      [8, 1024],
    ] as const) {
      const budget = createByteBudget(images);
      budget.take(mebibytes * mebibyte - 1);
      budget.check();
      budget.take(1);
      assert.throws(() => budget.check(), { failure: { kind: 'bad-answer', reason: 'too-large' } });
    }
  });
});
