/** Ten thousand and more answers for each type as no service should give them: each ends in a true success or in a failure. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import { processorTime } from '../../harness/processes/processorTime';
import type { ReadyAnswer } from '../harness/recordedAnswers';
import { jsonBytes, corruptedInTransit } from '../harness/corruption';
import { bodyOf, play, recordings, type Recording, type RecordedAnswer } from './recording';
import { listedCodes } from './faultTarget';
import { runs } from '../../fuzz/runs';

const words = [
  ...['QUEUED', 'RUNNING', 'SUCCESS', 'succeed', 'Completed', 'FAILED', 'error', 'CANCEL', 'odd', '', ' '],
  ...['APIKEY_TASK_IS_RUNNING', 'APIKEY_TASK_STATUS_ERROR', 'success'],
];
const codes = [
  0,
  '0',
  200,
  1,
  301,
  412,
  '421',
  500,
  804,
  '805',
  807,
  813,
  1003,
  '1004',
  1014,
  1501,
  -1,
  1e21,
  'x',
  null,
];
const urls = [
  ...[
    'https://a.example/x.png',
    'http://127.0.0.1/x.png',
    'file:///etc/passwd',
    'javascript:1',
    '//x/y.png',
    'http://',
  ],
  ...['https://a.example/x.mp4', 'data:image/png;base64,AAAA', `https://a.example/${'x'.repeat(5_000)}.png`, 7],
];
const anything = fc.oneof(
  fc.constantFrom<unknown>(...words, ...codes, ...urls, true, [], {}),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Ways in which an answer can be corrupted. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const anyCorruption = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: place, value: anything }),
  fc.record({ kind: fc.constant('drop' as const), at: place }),
  fc.record({
    kind: fc.constant('add' as const),
    at: place,
    name: fc.constantFrom(
      ...[
        'code',
        'errorCode',
        'status',
        'msg',
        'data',
        'results',
        'taskId',
        'failedReason',
        'url',
        'fileUrl',
        'success',
      ],
      ...['__proto__', 'constructor', 'taskStatus', 'result', 'usage', 'promptTips', 'imageUrl', 'outputType'],
    ),
    value: anything,
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('body' as const), value: fc.jsonValue({ maxDepth: 3 }) }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 408, 412, 421, 429, 500, 502, 503, 504),
  }),
  fc.record({
    kind: fc.constant('type' as const),
    type: fc.constantFrom('', 'text/html', 'image/png', 'application/json', 'text/plain'),
  }),
);
type AnyCorruption = typeof anyCorruption extends fc.Arbitrary<infer T> ? T : never;

function corrupted(answer: RecordedAnswer, how: readonly AnyCorruption[]): ReadyAnswer {
  let ready: ReadyAnswer = { status: answer.status, headers: answer.headers, bytes: bodyOf(answer) };
  for (const one of how) {
    ready =
      one.kind === 'set' || one.kind === 'drop' || one.kind === 'add'
        ? { ...ready, bytes: changed(ready.bytes, one) }
        : corruptedInTransit(ready, one);
  }
  return ready;
}

type Holder = Record<string, unknown>;

/** Every object and list in a value, with the value itself. */
function holders(value: unknown): Holder[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Holder, ...Object.values(value).flatMap(holders)];
}

function changed(
  bytes: Uint8Array,
  change: { kind: 'set' | 'drop' | 'add'; at: number; name?: string; value?: unknown },
): Uint8Array {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return bytes;
  }
  const members = holders(body).flatMap((holder) => Object.keys(holder).map((name) => ({ holder, name })));
  const found = members[Math.floor(change.at * members.length)];
  if (change.kind === 'add') {
    const all = holders(body);
    const holder = all[Math.floor(change.at * all.length)];
    if (holder) Object.defineProperty(holder, change.name ?? 'x', { value: change.value, enumerable: true });
  } else if (found && change.kind === 'drop') Reflect.deleteProperty(found.holder, found.name);
  else if (found) found.holder[found.name] = change.value;
  return jsonBytes(body);
}

/** The word for a state in any member; an HTTP status has the same name. */
function wordOf(status: unknown): string {
  return typeof status === 'string' && /^[a-z]/i.test(status.trim()) ? status.trim().toUpperCase() : '';
}

/** Whether an answer may yield images: decided independently of the tested code. */
function mayShow(answer: ReadyAnswer, wanted: readonly string[]): boolean {
  if (answer.status >= 400) return false;
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch {
    return false;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const texts = holders(body)
    .flatMap((holder) => Object.values(holder))
    .filter((one) => typeof one === 'string');
  if (!wanted.every((url) => texts.some((text) => text.includes(url)))) return false;
  const { status, code, errorCode, data } = body as Holder;
  const inner = typeof data === 'object' && data !== null ? (data as Holder)['status'] : undefined;
  const word = [status, inner].map(wordOf).find((one) => one !== '') ?? '';
  if (/^(FAIL|ERROR|CANCEL|QUEUE|RUNNING|CREATE|PENDING)/.test(word)) return false;
  const isFatal = [code, errorCode].some((one) =>
    ['805', '1015', '1501', '1505', '807', '804', '813'].includes(String(one)),
  );
  if (isFatal) return false;
  const isRefused = [code, errorCode].some((one) => listedCodes.includes(Number(one)));
  return !isRefused || /^(SUCC|COMPLETE|FINISH|DONE)/.test(word);
}

function assertTrueOutcome(outcome: Submission | TaskStatus, answers: readonly ReadyAnswer[]): void {
  if ('kind' in outcome ? outcome.kind === 'outputs' : outcome.state === 'done') {
    const { outputs: images } = outcome as { outputs: { source: { url?: string } }[] };
    assert.ok(images.length > 0, 'done without a picture');
    const named = images.map(({ source }) => source.url ?? '');
    for (const url of named) assert.match(url, /^https?:\/\/[^/\s]/i);
    assert.ok(
      answers.some((answer) => mayShow(answer, named)),
      `pictures out of ${answers.map(({ bytes }) => new TextDecoder().decode(bytes)).join(' | ')}`,
    );
  }
  if ('kind' in outcome && outcome.kind === 'ticket') {
    const { taskId } = outcome.ticket as { taskId: string };
    assert.match(taskId, /^[\w-]{1,100}$/);
    assert.ok(
      answers.some(({ bytes }) => new TextDecoder().decode(bytes).includes(taskId)),
      'an invented task',
    );
  }
  if ('state' in outcome && outcome.state === 'failed') assert.ok(outcome.failure.kind);
  assert.ok(JSON.stringify(outcome).length < 100_000);
}

const slowest = { ms: 0 };

async function tryOne(type: string, recording: Recording, how: readonly AnyCorruption[]): Promise<void> {
  const answers = recording.answers.map((answer) => corrupted(answer, how));
  const started = processorTime();
  const { requests, outcome } = await play(type, recording.call, answers);
  slowest.ms = Math.max(slowest.ms, processorTime() - started);
  assert.ok(requests.length <= 4, `${requests.length} requests`);
  const isWork = !['cancel', 'balance', 'form', 'upload'].includes(recording.call);
  try {
    const result = await outcome;
    if (isWork) assertTrueOutcome(result as Submission | TaskStatus, answers);
    if (result === 'cancelled') {
      const told = answers.map(({ bytes }) => new TextDecoder().decode(bytes)).join(' ');
      assert.match(told, /CANCEL|INTERRUPT|TERMINATED|807|423|1004|NOT_FOUN/i, 'cancelled, and nobody said so');
    }
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    assert.notEqual(thrown.failure.kind, 'internal');
    assert.ok(JSON.stringify(thrown.failure).length < 2_000);
  }
}

for (const type of ['runninghub-ai-app', 'runninghub-models']) {
  describe(`${type}: corrupted answers`, () => {
    const all = recordings(type).flatMap(({ list }) => list);
    const good = all.filter(({ fails }) => fails === undefined);
    const how = fc.array(anyCorruption, { minLength: 1, maxLength: 3 });

    it('lead to a result or a failure, for every call', async function () {
      this.timeout(360_000);
      const property = fc.asyncProperty(fc.constantFrom(...all), how, (recording, corruptions) =>
        tryOne(type, recording, corruptions),
      );
      await fc.assert(property, runs(3_000));
    });

    it('to a successful call lead to a result or a failure', async function () {
      this.timeout(240_000);
      const property = fc.asyncProperty(fc.constantFrom(...good), how, (recording, corruptions) =>
        tryOne(type, recording, corruptions),
      );
      await fc.assert(property, runs(1_500));
    });

    it('are read in a short time', () => {
      assert.ok(slowest.ms < 2_000, `${slowest.ms} ms`);
    });
  });
}
