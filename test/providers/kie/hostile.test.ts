/** Ten thousand and more answers as no service should give them: each ends in a true success or in a failure, at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import type { Failure } from '../../../src/shared/model/failure';
import { processorTime } from '../../harness/processes/processorTime';
import type { SentRequest, ReadyAnswer } from '../harness/recordedAnswers';
import { jsonBytes, corruptedInTransit } from '../harness/corruption';
import { bodyOf, play, recordings, type RecordedAnswer, type Recording } from './recording';
import { runs } from '../../fuzz/runs';

const all = recordings().flatMap(({ list }) => list);
const followed = all.filter(({ call }) => call === 'check');
const place = fc.double({ min: 0, max: 1, noNaN: true });
/** Values that services are known to write in the wrong member, and any others. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '200',
    200,
    500,
    -1,
    1e300,
    [],
    {},
    [[]],
    'success',
    'fail',
    'null',
    'https://',
  ),
  fc.constantFrom<unknown>('{"resultUrls":["https://evil.example/x.png"]}', { url: 'ftp://x/y' }, ['https://a b']),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Ways in which an answer can be corrupted. */
const anyCorruption = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('member' as const), at: place, value: odd }),
  fc.record({ kind: fc.constant('member' as const), at: place, value: odd }),
  fc.record({ kind: fc.constant('drop' as const), at: place }),
  fc.record({ kind: fc.constant('body' as const), value: odd }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 408, 418, 422, 429, 433, 455, 500, 502, 503, 504),
  }),
  fc.record({ kind: fc.constant('type' as const), type: fc.constantFrom('', 'text/html', 'image/png', 'x') }),
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

/** Changes one member anywhere in the answer, those of a JSON text within it included. */
function changedMember(
  bytes: Uint8Array,
  change: { kind: 'member' | 'drop'; at: number; value?: unknown },
): Uint8Array {
  const body = parsed(new TextDecoder().decode(bytes));
  const places = placesIn(body, () => undefined);
  const found = places[Math.floor(change.at * places.length)];
  if (!found) return bytes;
  found(change.kind === 'drop' ? undefined : change.value);
  return jsonBytes(body);
}

type Put = (value: unknown) => void;

function placesIn(value: unknown, written: () => void): Put[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([name, member]) => {
    const put: Put = (changed) => {
      if (changed === undefined) Reflect.deleteProperty(holder, name);
      else holder[name] = changed;
      written();
    };
    const nested = typeof member === 'string' ? parsed(member) : member;
    const rewrite = (): void => {
      if (typeof member === 'string') holder[name] = JSON.stringify(nested);
      written();
    };
    return [put, ...placesIn(nested, rewrite)];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Every text in an answer, those inside of JSON texts included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...textsIn(parsed(value))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const doneWords = /^(success|succeed|succeeded|successful|completed?|done|finished)$/;

function assertTrueOutcome(outcome: Submission | TaskStatus, last: ReadyAnswer): void {
  const text = new TextDecoder().decode(last.bytes);
  const body = parsed(text) as { code?: unknown; data?: Record<string, unknown> };
  const isImages = 'kind' in outcome ? outcome.kind === 'outputs' : outcome.state === 'done';
  const ticket = 'kind' in outcome && outcome.kind === 'ticket' ? outcome.ticket : undefined;
  if (isImages || ticket !== undefined) {
    assert.ok(last.status < 400, `a success from a ${last.status}`);
    const code = Number(body.code);
    if (body.code !== undefined && body.code !== null && Number.isFinite(code) && typeof body.code !== 'object') {
      if (typeof body.code === 'number') assert.ok(code < 400 || code >= 600, `a success from code ${code}`);
    }
  }
  if (isImages) {
    const { outputs: images } = outcome as { outputs: { source: { url: string } }[] };
    assert.ok(images.length > 0);
    const texts = textsIn(body).map((one) => one.trim());
    for (const { source } of images) {
      assert.match(source.url, /^https?:\/\/\S+$/i);
      assert.ok(texts.includes(source.url), 'an invented picture');
      assert.ok(!source.url.endsWith('/easel/in.png'), 'the picture that was handed in');
    }
  }
  if ('state' in outcome && outcome.state === 'done') {
    const data = body.data ?? {};
    const words = [data['state'], data['status'], data['taskStatus']].filter((word) => typeof word === 'string');
    const first = words[0]?.trim().toLowerCase();
    assert.ok(first ? doneWords.test(first) : Number(data['successFlag']) === 1, `done from ${first ?? 'nothing'}`);
    if (typeof data['taskId'] === 'string' && data['taskId'] !== '') assert.ok(text.includes('281e5b0f'));
  }
  if (ticket !== undefined) {
    const { taskId } = ticket as { taskId: string };
    assert.match(taskId, /^[\w.:-]{1,200}$/);
    assert.ok(text.includes(taskId), 'an invented task');
  }
}

/** What was accepted is never called refused: it would be paid twice. */
function assertTrueRefusal(failure: Failure, { status, bytes }: ReadyAnswer): void {
  const body = parsed(new TextDecoder().decode(bytes)) as { code?: unknown } | null | undefined;
  const isAccepted = status < 300 && typeof body === 'object' && body?.code === 200 && !('success' in body);
  if (isAccepted) assert.equal(failure.maybeReceived, true);
  if (status >= 500 && body === undefined) assert.equal(failure.maybeReceived, true);
}

const slowest = { ms: 0 };
let tried = 0;

async function tryOne(recording: Recording, how: readonly AnyCorruption[]): Promise<void> {
  tried += 1;
  const answers = recording.answers.map((answer) => corrupted(answer, how));
  const requests: SentRequest[] = [];
  const started = processorTime();
  try {
    const outcome = await play(recording.call, answers, requests);
    const last = answers[Math.min(requests.length, answers.length) - 1] ?? answers[0]!;
    if (['submit', 'edit', 'check', 'checkEarly'].includes(recording.call)) {
      assertTrueOutcome(outcome as Submission | TaskStatus, last);
    }
    JSON.stringify(outcome);
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    assert.ok(JSON.stringify(thrown.failure).length < 2_000);
    if (recording.call === 'submit') assertTrueRefusal(thrown.failure, answers[0]!);
    assert.ok(!JSON.stringify(thrown.failure).includes('kie-recorded-key'), 'a key was shown');
  }
  slowest.ms = Math.max(slowest.ms, processorTime() - started);
  assert.ok(requests.length <= recording.answers.length, `${requests.length} requests`);
}

describe('KIE: corrupted answers', () => {
  it('lead to a result or a failure, for every call', async function () {
    this.timeout(240_000);
    const property = fc.asyncProperty(
      fc.constantFrom(...all),
      fc.array(anyCorruption, { minLength: 1, maxLength: 3 }),
      tryOne,
    );
    await fc.assert(property, runs(3_000));
  });

  it('to a poll never end a job as done without images', async function () {
    this.timeout(240_000);
    const some = fc.array(anyCorruption, { minLength: 1, maxLength: 2 });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...followed), some, tryOne), runs(2_000));
  });

  it('are read in a short time', () => {
    assert.ok(tried >= 5_000);
    assert.ok(slowest.ms < 2_000, `${slowest.ms} ms`);
  });

  it('may be very deep or very long', async () => {
    const deep = [100, 5_000, 50_000].map(
      (depth) =>
        `{"code":200,"data":{"state":"success","resultJson":{"urls":${'['.repeat(depth)}${']'.repeat(depth)}}}}`,
    );
    const urls = Array.from({ length: 20_000 }, (_, index) => `https://a.example/${index}.png`);
    const long = JSON.stringify({
      code: 200,
      data: { state: 'success', resultJson: JSON.stringify({ resultUrls: urls }) },
    });
    for (const text of [...deep, long]) {
      const answer = { status: 200, headers: {}, bytes: new TextEncoder().encode(text) };
      const outcome = (await play('check', [answer], []).catch((thrown: unknown) => thrown)) as TaskStatus | Error;
      if (outcome instanceof EaselError) continue;
      if (outcome instanceof Error) throw outcome;
      if (outcome.state === 'done') assert.ok(outcome.outputs.length <= 100);
      else assert.equal(outcome.state, 'failed');
    }
  });
});
