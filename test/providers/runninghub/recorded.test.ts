import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import { assertFailure, failureOf, imagesOf } from '../harness/expect';
import { bodyOf, play, recordings, type Recording } from './recording';

for (const type of ['runninghub-ai-app', 'runninghub-models']) {
  for (const { file, list } of recordings(type)) {
    describe(`${type}, recorded: ${file}`, () => {
      for (const recording of list) it(recording.name, () => replay(type, recording));
    });
  }
}

async function replay(type: string, { call, answers, expected, fails }: Recording): Promise<void> {
  const { requests, outcome } = await play(
    type,
    call,
    answers.map((answer) => ({ ...answer, bytes: bodyOf(answer) })),
  );
  if (fails) assertFailure(await failureOf(outcome), fails);
  else assertLike(await outcome, expected);
  const paths = answers.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(
    requests.map(({ method, path }) => `${method} ${path}`),
    paths,
  );
}

/** Compares the recorded members; `urls` are those of the images in order. */
function assertLike(outcome: unknown, expected: unknown): void {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return assert.deepEqual(outcome, expected, JSON.stringify(outcome));
  }
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'urls') {
      const urls = imagesOf(outcome as Submission | TaskStatus).map(({ source }) =>
        'url' in source ? source.url : '',
      );
      assert.deepEqual(urls, value);
      continue;
    }
    assert.ok(typeof outcome === 'object' && outcome !== null, JSON.stringify(outcome));
    assertLike((outcome as Record<string, unknown>)[name], value);
  }
}
