/** What a page hears: changes gathered, also of an engine that could only be opened later. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Easel } from '../../../../src/engine/surface/easel';
import type { EaselEvent } from '../../../../src/shared/protocol/events';
import { throttledChanges } from '../../../../src/extension/webviews/shared/changes';
import { FakeClock } from '../../engine/fakeClock';

describe('changes that a page is told', () => {
  it('begin when the engine is there, however late, and each kind is told once in a while', async () => {
    const clock = new FakeClock();
    let opened: (easel: Easel) => void = () => undefined;
    let emit: (event: EaselEvent) => void = () => undefined;
    const told: EaselEvent[] = [];
    const engine = {
      onOpen: (listener: (easel: Easel) => void) => {
        opened = listener;
        return { dispose: () => undefined };
      },
    };
    const changes = throttledChanges({ engine, clock }, (event) => told.push(event));
    await clock.pass(60_000);
    const easel = {
      onEvent: (listener: (event: EaselEvent) => void) => {
        emit = listener;
        return { dispose: () => (emit = () => undefined) };
      },
    };
    opened(easel as unknown as Easel);
    for (const id of ['a', 'b']) emit({ kind: 'job-changed', id });
    emit({ kind: 'history-changed' });
    await clock.pass(100);
    assert.deepEqual(told, [{ kind: 'job-changed', id: '' }, { kind: 'history-changed' }]);
    changes.dispose();
    emit({ kind: 'history-changed' });
    await clock.pass(100);
    assert.equal(told.length, 2);
  });
});
