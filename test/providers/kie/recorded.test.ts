import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import { assertFailure, failureOf, imagesOf } from '../harness/expect';
import type { SentRequest } from '../harness/recordedAnswers';
import { bodyOf, play, recordings, type Recording } from './recording';

for (const { file, list } of recordings()) {
  describe(`KIE, recorded: ${file}`, () => {
    for (const recording of list) it(recording.name, () => replay(recording));
  });
}

async function replay({ call, answers, expected, fails }: Recording): Promise<void> {
  const ready = answers.map((answer) => ({ ...answer, bytes: bodyOf(answer) }));
  const requests: SentRequest[] = [];
  const outcome = play(call, ready, requests);
  if (fails) assertFailure(await failureOf(outcome), fails);
  else assertLike(await outcome, expected);
  if (call === 'identify') return;
  // Whatever was answered: each call once, in this order.
  assert.deepEqual(
    requests.map(({ method, path }) => `${method} ${path}`),
    answers.map(({ method, path }) => `${method} ${path}`),
  );
}

/** Compares the recorded members; `urls` are those of the images. */
function assertLike(outcome: unknown, expected: unknown): void {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return assert.deepEqual(outcome, expected);
  }
  for (const [name, value] of Object.entries(expected)) {
    if (name !== 'urls') assertLike((outcome as Record<string, unknown>)[name], value);
    else {
      const urls = imagesOf(outcome as Submission | TaskStatus).map(({ source }) =>
        'url' in source ? source.url : '',
      );
      assert.deepEqual(urls, value);
    }
  }
}
