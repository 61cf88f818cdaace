/** What was found by killing the engine and by taking its disk away: each with the case in which it went wrong. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EaselError, fail } from '../../../../src/shared/model/easelError';
import type { EaselEvent } from '../../../../src/shared/protocol/connection/events';
import { registerWindow } from '../../../../src/engine/storage/windows';
import { openImageStore } from '../../../../src/engine/storage/imageStore';
import { FakeClock, settle } from '../fakeClock';
import { injectFaults, lockDatabase, type Faults } from '../faults';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const broken = { source: { bytes: new TextEncoder().encode('this is no picture') } };

describe('a job during failures', function () {
  this.timeout(120_000);
  let made: Rig;
  let faults: Faults;
  beforeEach(() => (faults = injectFaults()));
  afterEach(async () => {
    faults.end();
    await made.end();
  });

  async function end(id: string, ms = 5000): Promise<ReturnType<Rig['easel']['jobs']['get']>> {
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(ms);
    return done;
  }

  describe('whose answer was paid for', () => {
    it("isn't given to another provider because the answer contains no image", async () => {
      const [first, second] = [new FakeService(), new FakeService()];
      first.onSubmit = () => ({ kind: 'outputs', outputs: [broken] });
      made = await rig([first.provider('first'), second.provider('second')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await end(id);
      assert.deepEqual([job.state, job.failure?.reason, job.failure?.maybeReceived], ['failed', 'not-an-image', true]);
      assert.equal(second.submits, 0);
    });

    it("isn't given to another provider because the image is an SVG, and says so", async () => {
      const [first, second] = [new FakeService(), new FakeService()];
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
      first.onSubmit = () => ({ kind: 'outputs', outputs: [{ source: { bytes: new TextEncoder().encode(svg) } }] });
      made = await rig([first.provider('first'), second.provider('second')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await end(id);
      assert.deepEqual([job.state, job.failure?.reason, job.failure?.maybeReceived], ['failed', 'svg-result', true]);
      assert.equal(second.submits, 0);
    });

    it('keeps the intact images when one is broken, and reports that', async () => {
      const service = new FakeService();
      service.onSubmit = () => ({ kind: 'outputs', outputs: [...pictures(2), broken] });
      made = await rig([service.provider('acme')]);
      const [id = ''] = await made.easel.jobs.start({ ...fox, count: 3 }, here);
      const job = await end(id);
      assert.deepEqual([job.state, job.images.length], ['done', 2]);
      assert.deepEqual(
        job.warnings.map(({ subject, detail }) => [subject, detail]),
        [['count', '3 → 2']],
      );
    });

    it('keeps its ticket although the database is locked for longer than the timeout', async () => {
      const service = new FakeService();
      let unlock = (): void => undefined;
      service.onSubmit = () => {
        unlock = lockDatabase(made.folder);
        return { kind: 'ticket', ticket: 'worth money' };
      };
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      made = await rig([service.provider('acme')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await settle();
      unlock();
      assert.equal((await end(id)).state, 'done');
      assert.equal(service.submits, 1);
    });

    it('keeps its ticket although the disk of the database is full, and informs the user', async () => {
      const service = new FakeService();
      const events: EaselEvent[] = [];
      service.onSubmit = () => {
        const pages = faults.connections[0]?.prepare('PRAGMA page_count').get()?.['page_count'];
        faults.sql(`PRAGMA max_page_count = ${Number(pages)}`);
        return { kind: 'ticket', ticket: 'x'.repeat(200_000) };
      };
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      made = await rig([service.provider('acme')]);
      made.easel.onEvent((event) => events.push(event));
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await made.clock.pass(3000);
      assert.equal(made.easel.jobs.get(id).state, 'submitting');
      const told = events.filter((event) => event.kind === 'storage-refused');
      assert.deepEqual(
        told.map(({ failure }) => failure.reason),
        ['disk-full'],
      );
      faults.sql('PRAGMA max_page_count = 1000000');
      assert.equal((await end(id, 10_000)).state, 'done');
      assert.equal(service.submits, 1);
    });

    it('keeps the images in memory while the disk of the image store is full, and informs the user', async () => {
      const service = new FakeService();
      const events: EaselEvent[] = [];
      service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(2) });
      made = await rig([service.provider('acme')]);
      made.easel.onEvent((event) => events.push(event));
      faults.imageStoreError = 'ENOSPC';
      const [id = ''] = await made.easel.jobs.start({ ...fox, count: 2 }, here);
      await made.clock.pass(60_000);
      assert.equal(made.easel.jobs.get(id).state, 'submitting');
      const told = events.filter((event) => event.kind === 'storage-refused');
      assert.deepEqual(
        told.map(({ failure }) => failure.reason),
        ['disk-full'],
      );
      faults.imageStoreError = undefined;
      const job = await end(id, 10_000);
      assert.deepEqual([job.state, job.images.length, service.submits], ['done', 2, 1]);
    });

    it('uses images that were already stored when the window was closed', async () => {
      const service = new FakeService();
      service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(2) });
      made = await rig([service.provider('acme')]);
      // The row can be written before the pictures, and not after them.
      faults.imageStoreError = 'ENOSPC';
      const [id = ''] = await made.easel.jobs.start({ ...fox, count: 2 }, here);
      await settle();
      const unlock = lockDatabase(made.folder);
      faults.imageStoreError = undefined;
      await made.clock.pass(2000);
      const closed = made.easel.dispose();
      await made.clock.pass(5000);
      unlock();
      await closed;
      await made.reopen();
      const job = await end(id);
      assert.deepEqual([job.state, job.images.length, service.submits], ['done', 2, 1]);
    });
  });

  describe('whose images have to be downloaded', () => {
    let server: Server;
    let answers: Record<string, number>;
    let asked: string[];
    beforeEach(async () => {
      answers = {};
      asked = [];
      const [picture] = pictures(1);
      server = createServer((request, response) => {
        const path = request.url ?? '';
        asked.push(path);
        response.writeHead(answers[path] ?? 200).end(picture?.source.bytes);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    async function open(service: FakeService): Promise<string> {
      const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const images = ['/a', '/b', '/c'].map((path) => ({ source: { url: host + path } }));
      service.onPoll = () => ({ state: 'done', outputs: images });
      made = await rig([service.provider('acme')], [{ type: 'acme', hosts: { domestic: host } }]);
      const [id = ''] = await made.easel.jobs.start({ ...fox, count: 3 }, here);
      return id;
    }

    it('keeps the downloaded ones when one is gone', async () => {
      answers = { '/b': 404 };
      const id = await open(new FakeService());
      // Real connections take real time.
      while (made.easel.jobs.get(id).state !== 'done') await made.clock.pass(500);
      const job = made.easel.jobs.get(id);
      assert.deepEqual([job.state, job.images.length], ['done', 2]);
      assert.deepEqual(
        job.warnings.map(({ subject, detail }) => [subject, detail]),
        [['count', '3 → 2']],
      );
    });

    it("never downloads an image twice when another one isn't available yet", async () => {
      answers = { '/b': 503 };
      const id = await open(new FakeService());
      while (made.easel.jobs.get(id).state !== 'overdue') await made.clock.pass(1000);
      assert.equal(asked.filter((path) => path !== '/b').length, 2);
      answers = {};
      await made.easel.jobs.resume(id);
      while (made.easel.jobs.get(id).state !== 'done') await made.clock.pass(100);
      assert.equal(made.easel.jobs.get(id).images.length, 3);
      assert.equal(asked.filter((path) => path !== '/b').length, 2);
    });
  });

  it("backs off while its row can't be written", async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    service.onPoll = () => {
      faults.sql('PRAGMA query_only = ON');
      return { state: 'done', outputs: [{ source: { url: 'https://acme.example/gone' } }] };
    };
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(30_000);
    assert.ok(service.polls > 1 && service.polls < 12, `${service.polls} looks in 30 s`);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    faults.sql('PRAGMA query_only = OFF');
    assert.equal((await end(id, 60_000)).state, 'done');
  });

  it("waits for disk space when it can't be written before it is sent, and resumes automatically", async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      // As when a service's sign-in can not be remembered.
      if (service.submits < 4) throw fail('storage', { reason: 'disk-full' });
      return { kind: 'outputs', outputs: pictures(1) };
    };
    const other = new FakeService();
    made = await rig([service.provider('acme'), other.provider('other')]);
    const [id = ''] = await made.easel.jobs.start(fox, { ...here, providerId: 'acme' });
    await made.clock.pass(12_000);
    const waiting = made.easel.jobs.get(id);
    assert.deepEqual([waiting.state, waiting.progress?.waitsFor, waiting.attempts.length], ['queued', 'disk', 1]);
    assert.equal((await end(id, 60_000)).state, 'done');
    assert.deepEqual([service.submits, other.submits], [4, 0]);
  });

  it("isn't retried when an input image is missing from the disk", async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      throw fail('storage', { reason: 'image-missing' });
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    assert.equal((await end(id)).state, 'failed');
    assert.equal(service.submits, 1);
  });

  it('is rejected when the disk is full, and leaves nothing behind', async () => {
    made = await rig([new FakeService().provider('acme')]);
    const pages = faults.connections[0]?.prepare('PRAGMA page_count').get()?.['page_count'];
    faults.sql(`PRAGMA max_page_count = ${Number(pages)}`);
    const long = { ...fox, prompt: 'a fox '.repeat(20_000) };
    await assert.rejects(
      made.easel.jobs.start(long, here),
      (thrown: unknown) => thrown instanceof EaselError && thrown.failure.reason === 'disk-full',
    );
    assert.deepEqual(made.easel.jobs.list({ limit: 10 }), []);
  });

  it('is rejected when the database is read-only, and the history can still be read', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await end(id);
    faults.sql('PRAGMA query_only = ON');
    await assert.rejects(
      made.easel.jobs.start(fox, here),
      (thrown: unknown) => thrown instanceof EaselError && thrown.failure.reason === 'read-only',
    );
    await made.clock.pass(30_000);
    assert.equal(made.easel.jobs.get(id).state, 'done');
    assert.equal(service.submits, 1);
    faults.sql('PRAGMA query_only = OFF');
    const [other = ''] = await made.easel.jobs.start(fox, here);
    assert.equal((await end(other)).state, 'done');
  });

  it('is done when the disk of the workspace is full, and its image can be delivered later', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(2) });
    made = await rig([service.provider('acme')]);
    const { files } = made;
    const { writeNew } = files;
    let writes = 0;
    files.writeNew = (folder, name, bytes) => {
      writes += 1;
      if (writes > 1) return Promise.reject(fail('storage', { reason: 'disk-full' }));
      return writeNew.call(files, folder, name, bytes);
    };
    const [id = ''] = await made.easel.jobs.start({ ...fox, count: 2 }, here);
    const job = await end(id);
    assert.deepEqual([job.state, job.failure?.reason, job.images.length], ['done', 'disk-full', 2]);
    assert.deepEqual(
      job.images.map(({ deliveredTo }) => deliveredTo !== undefined),
      [true, false],
    );
    files.writeNew = writeNew;
    for (const { id: imageId } of job.images)
      await made.easel.images.deliver(imageId, { workspaceFolder: 'file:///w' });
    assert.equal(files.files.size, 2);
  });

  it("isn't given to the next provider when it was canceled before the first one rejected it", async () => {
    const [first, second] = [new FakeService(), new FakeService()];
    let refuse = (): void => undefined;
    first.onSubmit = () =>
      new Promise((_resolve, reject) => (refuse = () => reject(fail('server', { maybeReceived: false }))));
    made = await rig([first.provider('first'), second.provider('second')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    await made.easel.jobs.cancel(id);
    refuse();
    assert.equal((await end(id)).state, 'cancelled');
    assert.equal(second.submits, 0);
  });

  it('is queued again when the window was closed before anything was sent', async () => {
    const service = new FakeService();
    service.onSubmit = (context) =>
      new Promise((_resolve, reject) =>
        context.signal.addEventListener('abort', () => reject(fail('cancelled', { maybeReceived: false }))),
      );
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    const closed = made.easel.dispose();
    await made.clock.pass(5000);
    await closed;
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    await made.reopen();
    assert.equal((await end(id)).state, 'done');
  });

  it('is left to the window that submits it, even when another one runs the jobs meanwhile', async () => {
    const service = new FakeService();
    let answer = (): void => undefined;
    service.onSubmit = () =>
      new Promise((resolve) => (answer = () => resolve({ kind: 'ticket', ticket: { id: 'only one' } })));
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    // The service does not know it yet: the call is still on its way.
    made = await rig([service.provider('acme', { reconcile: () => Promise.resolve(undefined) })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    // As after a suspended machine: the first window's lease is long over when the second one looks.
    const later = new FakeClock(made.clock.now() + 60_000);
    await made.secondWindow(new MemoryFiles(), later);
    await later.pass(30_000);
    assert.equal(service.submits, 1);
    answer();
    await settle();
    while (made.easel.jobs.get(id).state !== 'done') await later.pass(500);
    assert.equal(service.submits, 1);
  });

  it("isn't submitted a second time by a window that was suspended before it sent anything", async () => {
    let posts = 0;
    const server = createServer((_request, response) => {
      posts += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const service = new FakeService();
    let wakeUp = (): void => undefined;
    let woken: Promise<unknown> = Promise.resolve();
    service.onSubmit = async (context) => {
      if (service.submits > 1) return { kind: 'outputs', outputs: pictures(1) };
      // As while pictures are uploaded: the call that costs money comes after it.
      await new Promise<void>((resolve) => (wakeUp = resolve));
      const sent = context.http.send({ method: 'POST', path: '/paid', paid: true });
      woken = sent.catch(() => undefined);
      await sent;
      return { kind: 'outputs', outputs: pictures(1) };
    };
    const reconcile = (): Promise<undefined> => Promise.resolve(undefined);
    made = await rig([service.provider('acme', { reconcile })], [{ type: 'acme', hosts: { domestic: host } }]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    const later = new FakeClock(made.clock.now() + 60_000);
    await made.secondWindow(new MemoryFiles(), later);
    while (made.easel.jobs.get(id).state !== 'done') await later.pass(5000);
    assert.equal(service.submits, 2);
    wakeUp();
    await settle();
    await woken;
    server.close();
    assert.equal(posts, 0);
    assert.deepEqual([made.easel.jobs.get(id).state, made.easel.jobs.get(id).attempts.length], ['done', 2]);
  });

  it('has one file for each image, although the window was closed while writing it', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    const { files } = made;
    const { writeNew } = files;
    files.writeNew = (folder, name, bytes) => {
      files.files.set(`${folder}/${name}`, bytes.subarray(0, 40));
      return new Promise(() => undefined);
    };
    const [id = ''] = await made.easel.jobs.start(fox, here);
    while (files.files.size === 0) await made.clock.pass(100);
    files.writeNew = writeNew;
    await made.reopen();
    const job = await end(id);
    assert.deepEqual([...files.files.keys()], [job.images[0]?.deliveredTo]);
    assert.equal(files.files.get(job.images[0]?.deliveredTo ?? '')?.length, job.images[0]?.size);
  });
});

describe('partly written files in the image store', () => {
  it('are deleted when the window that wrote them is closed, and not before', async () => {
    // No engine here: it sweeps by itself, at a time of its own.
    const folder = mkdtempSync(join(tmpdir(), 'easel-vault-'));
    const self = registerWindow('mine', folder, new FakeClock());
    const parts = join(folder, 'vault', 'parts');
    mkdirSync(parts, { recursive: true });
    const [, pid = '', machine = ''] = /~(\d+)~(.+)$/.exec(self.name) ?? [];
    const names = {
      dead: `window~999999999~${machine}.0.part`,
      living: `window~${process.ppid}~${machine}.1.part`,
      own: `${self.name}.2.part`,
      left: `another~${pid}~${machine}.3.part`,
      elsewhere: `window~${pid}~0123456789ab.4.part`,
      'elsewhere, long ago': `window~${pid}~0123456789ab.5.part`,
    };
    for (const name of Object.values(names)) writeFileSync(join(parts, name), 'half');
    utimesSync(join(parts, names['elsewhere, long ago']), new Date(0), new Date(0));
    await openImageStore(join(folder, 'vault'), self).sweep(Date.now());
    const left = readdirSync(parts);
    self.leave();
    rmSync(folder, { recursive: true });
    assert.deepEqual(left.sort(), [names.elsewhere, names.living, names.own].sort());
  });
});
