import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Model } from '../../../src/providers/contract/model';
import type { Submission } from '../../../src/providers/contract/task';
import { assertFailure, failureOf, imagesOf } from '../harness/expect';
import { play, readyAnswer, recordings, type Recording } from './recording';

for (const { file, list } of recordings()) {
  describe(`OpenRouter, recorded: ${file}`, () => {
    for (const recording of list) it(recording.name, () => replay(recording));
  });
}

async function replay(recording: Recording): Promise<void> {
  const { call, expected, note, fails } = recording;
  const outcome = play(call, [readyAnswer(recording)], []);
  if (fails) return assertFailure(await failureOf(outcome), fails);
  const value = await outcome;
  if (call === 'models')
    assert.deepEqual(
      (value as Model[]).map(({ name }) => name),
      expected,
    );
  if (call !== 'submit') return;
  const submission = value as Submission;
  assert.equal(imagesOf(submission).length, expected);
  assert.deepEqual(submission.warnings?.map(({ detail }) => detail) ?? [], note === undefined ? [] : [note]);
}
