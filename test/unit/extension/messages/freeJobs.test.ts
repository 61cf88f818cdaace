import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { failureMessage } from '../../../../src/extension/messages/failure/failureMessage';
import { FakeService, rig, type Rig } from '../../engine/rig';

const t = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

describe('a failed job whose price is free', () => {
  let made: Rig;
  afterEach(() => made.end());

  async function lostMessage(amount: number): Promise<string> {
    const service = new FakeService();
    service.onSubmit = () => {
      throw fail('network', { maybeReceived: true });
    };
    made = await rig([service.provider('a')]);
    made.settings.changeMoney({ prices: [{ provider: 'a', amount, currency: 'CNY' }] });
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    await made.clock.pass(2000);
    const { state, failure = { kind: 'internal' } } = made.easel.jobs.get(id);
    assert.equal(state, 'lost');
    return failureMessage(failure, t).sentence;
  }

  it('counts against the quota where another one may be charged', async () => {
    assert.equal(
      await lostMessage(0),
      'Lost the connection while submitting to A. The job may be running and count against your quota.',
    );
  });

  it('may be charged where it has a price', async () => {
    assert.equal(
      await lostMessage(1),
      'Lost the connection while submitting to A. The job may be running, and you may be charged.',
    );
  });

  it('never speaks of charges, whatever the failure', async () => {
    made = await rig([new FakeService().provider('a')]);
    for (const failure of [
      { kind: 'expired' },
      { kind: 'policy', maybeReceived: true },
      { kind: 'server', reason: 'task-failed', maybeReceived: true },
      { kind: 'timeout', maybeReceived: true },
      { kind: 'lost', reason: 'connection-lost', maybeReceived: true },
    ] as const) {
      const { sentence } = failureMessage({ ...failure, providerName: 'A', isFree: true }, t);
      assert.match(sentence, /quota/, failure.kind);
      assert.doesNotMatch(sentence, /charge|bill/, failure.kind);
    }
  });
});
