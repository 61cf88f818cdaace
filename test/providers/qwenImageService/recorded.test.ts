import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import { assertFailure, factsOf, failureOf, imagesOf } from '../harness/expect';
import { answeredContext, bodyOf, calls, recordings, type Recording } from './recording';

for (const { file, list } of recordings()) {
  describe(`Qwen Image Service, recorded: ${file}`, () => {
    for (const recording of list) it(recording.name, () => play(recording));
  });
}

async function play({ call, answers, expected, fails }: Recording): Promise<void> {
  const ready = answers.map((answer) => ({ ...answer, bytes: bodyOf(answer) }));
  const { context, requests } = answeredContext(ready, call === 'signIn');
  const outcome = calls[call](context);
  if (fails) assertFailure(await failureOf(outcome), fails);
  else assertLike(await outcome, expected);
  // Edits are recorded under their own paths, and replayed with the call for new images.
  const paths = answers.map(
    ({ method, path }) => `${method} ${path.replace(/^\/image-edit(\/batch)?$/, '/text-to-image')}`,
  );
  assert.deepEqual(
    requests.map(({ method, path }) => `${method} ${path}`),
    paths,
  );
}

/** Compares the recorded members; `pictures` is the number of complete images. */
function assertLike(outcome: unknown, expected: unknown): void {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return assert.deepEqual(outcome, expected);
  }
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'pictures' && ('kind' in expected || 'state' in expected)) {
      const pictures = imagesOf(outcome as Submission | TaskStatus);
      assert.equal(pictures.length, value);
      pictures.forEach(factsOf);
    } else assertLike((outcome as Record<string, unknown>)[name], value);
  }
}
