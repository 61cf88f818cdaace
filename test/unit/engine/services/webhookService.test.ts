import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { FakeService, pictures, rig, type Rig } from '../rig';
import { settle } from '../fakeClock';

describe('webhook calls of a service', () => {
  let made: Rig;
  afterEach(() => made.end());

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('poll the job at once, and count only when the poll confirms them', async () => {
    const port = await freePort();
    const service = new FakeService();
    let url: string | undefined;
    service.onSubmit = (context) => {
      url = context.callbackUrl;
      return { kind: 'ticket', ticket: 'task-1' };
    };
    const webhook = {
      identify: (call: { body: Uint8Array }) => Promise.resolve(new TextDecoder().decode(call.body)),
      ticketId: (ticket: unknown) => String(ticket),
    };
    made = await rig([service.provider('acme', { webhook })]);
    made.settings.webhook = { port, publicUrl: `http://127.0.0.1:${port}` };
    made.settings.change(made.settings.providers);
    await listening(port);
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' });
    await made.clock.pass(1500);
    assert.equal(service.polls, 1);
    assert.match(url ?? '', new RegExp(`^http://127\\.0\\.0\\.1:${port}/callback/[\\w-]{20,}$`));
    const report = (address: string, body: string): Promise<Response> => fetch(address, { method: 'POST', body });
    assert.equal((await report(url?.replace(/[\w-]+$/, 'guess') ?? '', 'task-1')).status, 404);
    assert.equal((await report(url ?? '', 'task-of-a-stranger')).status, 200);
    await settle();
    assert.equal(service.polls, 1);
    assert.equal((await report(url ?? '', 'task-1')).status, 200);
    await turns(() => service.polls === 2);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    made.clock.jump(1500);
    const done = made.easel.jobs.finished(id);
    await report(url ?? '', 'task-1');
    assert.equal((await done).state, 'done');
  });

  it('are not received unless configured', async () => {
    const service = new FakeService();
    let url: string | undefined = 'unset';
    service.onSubmit = (context) => {
      url = context.callbackUrl;
      return { kind: 'outputs', outputs: pictures(1) };
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' });
    await made.easel.jobs.finished(id);
    assert.equal(url, undefined);
  });
});

/** Lets real I/O happen until the condition holds; the test's own time limit ends it otherwise. */
async function turns(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    if (answer?.status === 200) return;
    await settle();
  }
}
