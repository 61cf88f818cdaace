import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { failureOf, imagesOf } from '../harness/expect';
import { answeredContext, calls, readyAnswers, recordings, type Recording } from './recording';

for (const { file, list } of recordings()) {
  describe(`OpenAI-compatible images, recorded: ${file}`, () => {
    for (const recording of list) it(`${recording.call}: ${recording.name}`, () => play(recording));
  });
}

async function play(recording: Recording): Promise<void> {
  const { context, requests } = answeredContext(readyAnswers(recording), recording);
  const outcome = calls[recording.call](context);
  if (recording.fails) assertLike(await failureOf(outcome), recording.fails);
  else assertLike(await outcome, recording.expected);
  if (recording.requests) assert.deepEqual(requests, recording.requests);
  if (recording.call === 'submit') assert.equal(requests.length, 1, 'exactly one submit');
}

/** Compares the recorded members; `pictures` is the number of images, complete or by URL. */
function assertLike(outcome: unknown, expected: unknown): void {
  if (typeof expected !== 'object' || expected === null) return assert.deepEqual(outcome, expected);
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'pictures' && ('kind' in expected || 'state' in expected)) {
      const pictures = imagesOf(outcome as Submission | TaskStatus);
      assert.equal(pictures.length, value);
      for (const { source } of pictures) assert.ok('url' in source || sniffImage(source.bytes)?.isWhole);
    } else {
      const member = (outcome as Record<string, unknown> | undefined)?.[name];
      if (member === undefined) assert.fail(`no ${name} in ${JSON.stringify(outcome).slice(0, 400)}`);
      assertLike(member, value);
    }
  }
}
