import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Easel } from '../../../../src/engine/surface/easel';
import type { EaselEvent, WebviewEvent } from '../../../../src/shared/protocol/connection/events';
import { batchedChanges } from '../../../../src/extension/webviews/shared/batchedChanges';
import { FakeClock } from '../../engine/fakeClock';

describe('changes sent to a webview', () => {
  it('are one event for 100 ms of changes, also of an engine that opens later', async () => {
    const clock = new FakeClock();
    let opened: (easel: Easel) => void = () => undefined;
    let emit: (event: EaselEvent) => void = () => undefined;
    const sent: WebviewEvent[] = [];
    const engine = {
      onOpen: (listener: (easel: Easel) => void) => {
        opened = listener;
        return { dispose: () => undefined };
      },
    };
    const changes = batchedChanges({ engine, clock }, (event) => sent.push(event));
    await clock.pass(60_000);
    const easel = {
      onEvent: (listener: (event: EaselEvent) => void) => {
        emit = listener;
        return { dispose: () => (emit = () => undefined) };
      },
    };
    opened(easel as unknown as Easel);
    for (const id of ['a', 'b', 'a']) emit({ kind: 'job-changed', id });
    emit({ kind: 'history-changed' });
    await clock.pass(100);
    assert.deepEqual(sent, [{ kind: 'changed', jobIds: ['a', 'b'], areas: ['history'] }]);
    changes.dispose();
    emit({ kind: 'history-changed' });
    await clock.pass(100);
    assert.equal(sent.length, 1);
  });
});
