import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { throttle, oneAtATime } from '../../../webview-ui/lib/host/throttle';

describe('throttling', () => {
  it('runs once for many calls', () => {
    let asked = 0;
    const changes = throttle(() => (asked += 1), 60_000);
    for (let told = 0; told < 10_000; told += 1) changes.call();
    changes.stop();
    assert.equal(asked, 1);
  });

  it('runs one at a time, and once more when called meanwhile', async () => {
    const answers: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise((resolve) => answers.push(resolve)));
    const all = [ask(), ask(), ask()];
    assert.equal(answers.length, 1);
    answers[0]!();
    await Promise.resolve();
    assert.equal(answers.length, 2);
    answers[1]!();
    await Promise.all(all);
    assert.equal(answers.length, 2);
    void ask();
    assert.equal(answers.length, 3);
  });

  it('runs again after a failure', async () => {
    let asked = 0;
    const ask = oneAtATime(() => {
      asked += 1;
      return Promise.reject(new Error('no'));
    });
    await assert.rejects(ask());
    await assert.rejects(ask());
    assert.equal(asked, 2);
  });
});
