/** Ten thousand and more answers as no service should give them: each ends in a true success or in a failure, at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import type { TaskStatus, ProviderOutput, Submission } from '../../../src/providers/contract/task';
import { readZip } from '../../../src/http/files/zip';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { processorTime } from '../../harness/processes/processorTime';
import { drawPng } from '../../simulators/image';
import type { ReadyAnswer } from '../harness/recordedAnswers';
import { jsonBytes, corruptedInTransit } from '../harness/corruption';
import { answeredContext, bodyOf, calls, recordings, type Recording, type RecordedAnswer } from './recording';
import { runs } from '../../fuzz/runs';

const all = recordings().flatMap(({ list }) => list);
const withImages = all.filter(({ answers }) => answers.some(({ base64 }) => base64 !== undefined));

const nastyValue = fc.constantFrom(
  '',
  '..',
  '../auth/users',
  'a/b',
  'a?b=1#c',
  'a b',
  '\u0000',
  '-1',
  -1,
  1e308,
  true,
  null,
  [],
);

/** Ways in which an answer can be corrupted. */
const anyCorruption = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant('member' as const),
    which: fc.nat(40),
    value: fc.oneof(nastyValue, fc.jsonValue({ maxDepth: 2 })),
  }),
  fc.record({ kind: fc.constant('drop' as const), which: fc.nat(40) }),
  fc.record({ kind: fc.constant('body' as const), value: fc.jsonValue({ maxDepth: 3 }) }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(200, 201, 202, 204, 400, 401, 403, 404, 408, 418, 422, 429, 500, 502, 503, 504),
  }),
  fc.record({
    kind: fc.constant('type' as const),
    type: fc.constantFrom('', 'text/html', 'image/png', 'application/zip', 'application/json', 'x', 'image/svg+xml'),
  }),
);
type AnyCorruption = typeof anyCorruption extends fc.Arbitrary<infer T> ? T : never;

function corrupted(answer: RecordedAnswer, how: readonly AnyCorruption[]): ReadyAnswer {
  let ready: ReadyAnswer = { status: answer.status, headers: answer.headers, bytes: bodyOf(answer) };
  for (const one of how) {
    ready =
      one.kind === 'member' || one.kind === 'drop'
        ? { ...ready, bytes: changedMember(ready.bytes, one) }
        : corruptedInTransit(ready, one);
  }
  return ready;
}

function changedMember(
  bytes: Uint8Array,
  change: { kind: 'member' | 'drop'; which: number; value?: unknown },
): Uint8Array {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return bytes;
  }
  if (typeof body !== 'object' || body === null) return bytes;
  const names = Object.keys(body);
  const name = names[change.which % Math.max(1, names.length)] ?? 'detail';
  if (change.kind === 'drop') Reflect.deleteProperty(body, name);
  else Object.assign(body, { [name]: change.value });
  return jsonBytes(body);
}

async function originals(recording: Recording): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const answer of recording.answers.filter(({ base64 }) => base64 !== undefined)) {
    const bytes = bodyOf(answer);
    if (answer.headers['content-type'] === 'image/png') found.push(bytes);
    else found.push(...(await readZip(bytes)).map((entry) => entry.bytes));
  }
  return found;
}

/** Only complete images that the service made; trailing bytes are allowed. */
function assertTrue(images: readonly ProviderOutput[], made: readonly Uint8Array[]): void {
  assert.ok(images.length > 0);
  for (const { source } of images) {
    assert.ok('bytes' in source && sniffImage(source.bytes)?.isWhole);
    const { bytes } = source;
    assert.ok(
      made.some((picture) => Buffer.compare(bytes.subarray(0, picture.length), picture) === 0),
      'a damaged picture',
    );
  }
}

function assertTrueOutcome(
  outcome: Submission | TaskStatus,
  answers: readonly ReadyAnswer[],
  made: readonly Uint8Array[],
): void {
  const last = answers.at(-1)!;
  if ('kind' in outcome ? outcome.kind === 'outputs' : outcome.state === 'done') {
    assert.ok(last.status >= 200 && last.status < 300, `pictures from a ${last.status}`);
    assertTrue((outcome as { outputs: ProviderOutput[] }).outputs, made);
  }
  if ('kind' in outcome && outcome.kind === 'ticket') {
    const { taskId } = outcome.ticket as { taskId: string };
    assert.match(taskId, /^[\w-]{1,100}$/);
    assert.ok(new TextDecoder().decode(last.bytes).includes(taskId), 'an invented task');
  }
  if ('state' in outcome && outcome.state === 'failed') assert.ok(outcome.failure.kind);
  JSON.stringify(outcome);
}

const slowest = { ms: 0 };

async function tryOne(recording: Recording, how: readonly AnyCorruption[]): Promise<void> {
  const answers = recording.answers.map((answer) => corrupted(answer, how));
  const { context, requests } = answeredContext(answers, recording.call === 'signIn');
  const started = processorTime();
  try {
    const outcome = await calls[recording.call](context);
    if (recording.call === 'submit' || recording.call === 'check' || recording.call === 'wait') {
      assertTrueOutcome(outcome as Submission | TaskStatus, answers, await originals(recording));
    }
    if (recording.call === 'cancel' && outcome === 'cancelled') {
      const { status, bytes } = answers.at(-1)!;
      const isSaid = status < 300 || (status >= 400 && /cancelled|任务不存在/.test(new TextDecoder().decode(bytes)));
      assert.ok(isSaid, `cancelled from a ${status}`);
    }
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    assert.ok(JSON.stringify(thrown.failure).length < 2_000);
  }
  slowest.ms = Math.max(slowest.ms, processorTime() - started);
  assert.ok(requests.length <= 6, `${requests.length} requests`);
}

describe('Qwen Image Service: corrupted answers', () => {
  it('lead to a result or a failure, for every call', async function () {
    this.timeout(240_000);
    const property = fc.asyncProperty(
      fc.constantFrom(...all),
      fc.array(anyCorruption, { minLength: 1, maxLength: 3 }),
      tryOne,
    );
    await fc.assert(property, runs(3_000));
  });

  it('with images never yield a broken image', async function () {
    this.timeout(240_000);
    const property = fc.asyncProperty(
      fc.constantFrom(...withImages),
      fc.array(anyCorruption, { minLength: 1, maxLength: 2 }),
      tryOne,
    );
    await fc.assert(property, runs(1_000));
  });

  it('are read in a short time', () => {
    assert.ok(slowest.ms < 2_000, `${slowest.ms} ms`);
  });

  it('accept an image with trailing bytes, and reject every single flipped bit before its end', async () => {
    const bytes = drawPng(8, 8, 'x');
    const { imageTypeOf } = await import('../../../src/http/files/imageBytes');
    assert.equal(imageTypeOf(new Uint8Array([...bytes, 1, 2, 3])), 'image/png');
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        assert.equal(imageTypeOf(flipped), undefined, `byte ${at}, bit ${bit}`);
      }
    }
  });
});
