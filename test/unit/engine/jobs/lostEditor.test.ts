/** The editor of a window is gone, and the window's process is not: nothing that it asks for is ever answered. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { ProviderContext } from '../../../../src/providers/contract/context';
import type { Submission } from '../../../../src/providers/contract/task';
import { settle } from '../fakeClock';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const here = { destination: { workspaceFolder: 'file:///w' } };
/** Milliseconds within which another window goes on. */
const takenWithin = 10_000;

/** Files of an editor that is gone. */
class LostFiles extends MemoryFiles {
  isLost = false;

  override isFree(folder: string, name: string): Promise<boolean> {
    return this.isLost ? new Promise(() => undefined) : super.isFree(folder, name);
  }
}

describe('a window whose editor is gone', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(async () => {
    made.lostEditors.clear();
    await made.clock.pass(10_000);
    await made.end();
  });

  /** A service that needs a key, and charges for what it gets. */
  function keyed(onPaid: (context: ProviderContext) => Promise<Submission> | Submission): {
    service: FakeService;
    paid: () => number;
  } {
    const service = new FakeService();
    let paid = 0;
    service.onSubmit = async (context) => {
      await context.secrets.get('key');
      paid += 1;
      return onPaid(context);
    };
    return { service, paid: () => paid };
  }

  async function open(service: FakeService, concurrency = 2): Promise<void> {
    made = await rig([
      service.provider('acme', { secrets: [{ name: 'key', kind: 'key', optional: false }], concurrency }),
    ]);
    await made.easel.providers.setSecret('acme', 'key', 'sk-acme');
    await made.clock.pass(3000);
  }

  const state = (id: string): string => made.easel.jobs.get(id).state;

  it('claims no job, and goes on with it when the editor is back', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const { service, paid } = keyed(async () => {
      await answered;
      return { kind: 'outputs', outputs: pictures(1) };
    });
    await open(service, 1);
    await made.easel.jobs.start(fox, here);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    made.lostEditors.add(1);
    const states = new Set([state(id)]);
    made.easel.onEvent((event) => event.kind === 'job-changed' && states.add(state(id)));
    answer();
    await made.clock.pass(5 * 60_000);
    assert.deepEqual([[...states], service.submits], [['queued'], 1]);
    made.lostEditors.clear();
    await made.clock.pass(70_000);
    assert.deepEqual([state(id), paid()], ['done', 2]);
  });

  it('leaves queued jobs to another window, which submits each once', async () => {
    const { service, paid } = keyed(() => ({ kind: 'outputs', outputs: pictures(1) }));
    await open(service);
    const second = await made.secondWindow();
    made.lostEditors.add(1);
    const ids = [await second.jobs.start(fox, here), await second.jobs.start(fox, here)].flat();
    await made.clock.pass(takenWithin);
    assert.deepEqual(
      ids.map((id) => second.jobs.get(id).state),
      ['done', 'done'],
    );
    assert.equal(paid(), 2);
  });

  it('gives back a job that it claimed and did not send', async () => {
    const { service, paid } = keyed(() => ({ kind: 'ticket', ticket: 1 }));
    await open(service);
    await made.secondWindow();
    const { onSubmit } = service;
    service.onSubmit = (context) => {
      // The editor is gone right after the claim.
      if (service.submits === 1) made.lostEditors.add(1);
      return onSubmit(context);
    };
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    assert.deepEqual([state(id), service.submits], ['submitting', 1]);
    await made.clock.pass(takenWithin);
    assert.deepEqual([state(id), paid()], ['running', 1]);
  });

  it('keeps a job that it sent until the service answers, and another window follows it then', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const { service, paid } = keyed(async () => {
      await answered;
      return { kind: 'ticket', ticket: 1 };
    });
    await open(service);
    await made.secondWindow();
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    made.lostEditors.add(1);
    await made.clock.pass(10 * 60_000);
    assert.deepEqual([state(id), paid(), service.polls], ['submitting', 1, 0]);
    answer();
    await made.clock.pass(takenWithin);
    assert.deepEqual([state(id), paid()], ['running', 1]);
    assert.ok(service.polls > 0);
  });

  it('lets another window look up a job whose answer was lost', async () => {
    const { service, paid } = keyed(() => {
      made.lostEditors.add(1);
      throw fail('network', { maybeReceived: true });
    });
    const provider = service.provider('acme', {
      secrets: [{ name: 'key', kind: 'key', optional: false }],
      reconcile: async (_lost, context) => {
        await context.secrets.get('key');
        return { id: 'found' };
      },
    });
    made = await rig([provider]);
    await made.easel.providers.setSecret('acme', 'key', 'sk-acme');
    await made.secondWindow();
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(takenWithin);
    assert.deepEqual([state(id), paid()], ['running', 1]);
  });

  it('leaves polling to another window', async () => {
    const { service } = keyed(() => ({ kind: 'ticket', ticket: 1 }));
    await open(service);
    const second = await made.secondWindow();
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(3000);
    made.lostEditors.add(1);
    await made.clock.pass(takenWithin);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.clock.pass(takenWithin);
    assert.equal(second.jobs.get(id).state, 'done');
  });

  it('leaves the files of a job to another window of the same folder', async () => {
    const files = new LostFiles();
    const { service } = keyed(() => ({ kind: 'outputs', outputs: pictures(1) }));
    await open(service);
    await made.easel.dispose();
    const lost = await made.secondWindow(files);
    await made.clock.pass(3000);
    const seen = new MemoryFiles();
    const third = await made.secondWindow(seen);
    made.lostEditors.add(2);
    files.isLost = true;
    const [id = ''] = await third.jobs.start(fox, here);
    await made.clock.pass(takenWithin);
    assert.equal(lost.jobs.get(id).state, 'done');
    assert.deepEqual([seen.files.size, files.files.size], [1, 0]);
  });
});
