import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createSubmitTimes } from '../../../../src/engine/jobs/context/submitTimes';

describe('submitTimes', () => {
  it('measures an own submit since its beginning, and one of another process since it was asked first', () => {
    let now = 1000;
    const times = createSubmitTimes({ monotonic: () => now });
    times.begin({ id: 'own', submittedAt: 5 });
    now += 300;
    assert.deepEqual(times.elapsed({ id: 'own', submittedAt: 5 }), { ms: 300, isOwn: true });
    assert.deepEqual(times.elapsed({ id: 'other', submittedAt: 9 }), { ms: 0, isOwn: false });
    now += 200;
    assert.deepEqual(times.elapsed({ id: 'own', submittedAt: 5 }), { ms: 500, isOwn: true });
    assert.deepEqual(times.elapsed({ id: 'other', submittedAt: 9 }), { ms: 200, isOwn: false });
  });

  it('begins anew when another process submitted the job again', () => {
    let now = 1000;
    const times = createSubmitTimes({ monotonic: () => now });
    times.begin({ id: 'own', submittedAt: 5 });
    now += 300;
    assert.deepEqual(times.elapsed({ id: 'own', submittedAt: 6 }), { ms: 0, isOwn: false });
  });
});
