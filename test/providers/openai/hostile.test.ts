/** More than ten thousand answers as no service should give them: each ends in a true success or in a failure, at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { createAnswer } from '../../../src/http/answer/createAnswer';
import type { Context } from '../../../src/providers/openai/call';
import { readSubmission } from '../../../src/providers/openai/submit';
import type { TaskStatus, ProviderOutput, Submission } from '../../../src/providers/contract/task';
import type { TestReport } from '../../../src/providers/contract/provider';
import { processorTime } from '../../harness/processes/processorTime';
import type { ReadyAnswer } from '../harness/recordedAnswers';
import { jsonBytes, corruptedInTransit } from '../harness/corruption';
import { answeredContext, calls, readyAnswers, recordings, type Recording } from './recording';
import { runs } from '../../fuzz/runs';

const all = recordings().flatMap(({ list }) => list);

const nastyText = fc.constantFrom(
  ...[
    '',
    '..',
    '../../v1/models',
    'a/b',
    'a?b=1#c',
    'a b',
    '\u0000',
    '\u2028',
    'http://',
    'https://a b',
    'data:',
    'data:,x',
  ],
  ...['data:image/png;base64,', 'data:image/png;base64,AAAA', 'file:///etc/passwd', '//', '/', 'javascript:alert(1)'],
  ...['SUCCESS', 'running', 'failed', 'success', 'ok', '-22', '{id}', '$&', '__proto__', 'x'.repeat(9000)],
);
const nasty = fc.oneof(
  nastyText,
  fc.constantFrom(-1, 0, 1e308, NaN, 2 ** 53, true, false, null, [], {}, [[]], [null], [''], { url: null }, { id: 1 }),
  fc.jsonValue({ maxDepth: 3 }),
);
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** Ways in which an answer can be corrupted. */
const anyCorruption = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('member' as const), which: fc.nat(60), value: nasty }),
  fc.record({ kind: fc.constant('drop' as const), which: fc.nat(60) }),
  fc.record({ kind: fc.constant('nest' as const), which: fc.nat(60), times: fc.constantFrom(1, 2, 3, 10, 500) }),
  fc.record({ kind: fc.constant('body' as const), value: nasty }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(
      200,
      201,
      202,
      204,
      400,
      401,
      402,
      403,
      404,
      405,
      408,
      410,
      413,
      422,
      429,
      500,
      502,
      503,
      504,
      524,
    ),
  }),
  fc.record({
    kind: fc.constant('type' as const),
    type: fc.constantFrom('', 'text/html', 'text/plain', 'image/png', 'text/event-stream', 'application/json', 'x'),
  }),
);
type AnyCorruption = typeof anyCorruption extends fc.Arbitrary<infer Made> ? Made : never;

type Members = Record<string, unknown>;

/** Every object and list in a body, so that any member of any of them can be changed. */
function holders(value: unknown, depth = 0): Members[] {
  if (typeof value !== 'object' || value === null || depth > 20) return [];
  return [value as Members, ...Object.values(value).flatMap((each) => holders(each, depth + 1))];
}

function withMember(answer: ReadyAnswer, which: number, change: (holder: Members, name: string) => void): ReadyAnswer {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch {
    return answer;
  }
  const places = holders(body).flatMap((holder) => Object.keys(holder).map((name) => [holder, name] as const));
  const chosen = places[which % Math.max(1, places.length)];
  if (chosen) change(...chosen);
  return { ...answer, bytes: jsonBytes(body) };
}

function corrupted(answer: ReadyAnswer, how: readonly AnyCorruption[]): ReadyAnswer {
  let ready = answer;
  for (const one of how) {
    switch (one.kind) {
      case 'member':
        ready = withMember(ready, one.which, (holder, name) => void (holder[name] = one.value));
        break;
      case 'drop':
        ready = withMember(ready, one.which, (holder, name) => void Reflect.deleteProperty(holder, name));
        break;
      case 'nest':
        ready = withMember(ready, one.which, (holder, name) => {
          for (let turn = 0; turn < one.times; turn += 1) holder[name] = { data: holder[name] };
        });
        break;
      default:
        ready = corruptedInTransit(ready, one);
    }
  }
  return ready;
}

/** Every output is a complete image or a URL. */
function assertImages(images: readonly ProviderOutput[]): void {
  assert.ok(images.length > 0, 'a success without pictures');
  for (const { source } of images) {
    if ('url' in source) assert.match(new URL(source.url).protocol, /^https?:$/);
    else assert.ok(sniffImage(source.bytes)?.isWhole, 'no whole picture');
  }
}

function assertTicket(ticket: unknown): void {
  const { id, contents, statusPath } = JSON.parse(JSON.stringify(ticket)) as Record<string, unknown>;
  if (contents !== undefined) {
    for (const url of contents as string[]) assert.equal(new URL(url).host, 'service.invalid');
    return;
  }
  assert.ok(typeof id === 'string' && /^[\w.:=@+~-]{1,200}$/.test(id) && !/^\.+$/.test(id), `an id like ${String(id)}`);
  if (statusPath !== undefined) assert.equal(new URL(statusPath as string).host, 'service.invalid');
}

function assertOutcome(outcome: unknown, recording: Recording): void {
  if (recording.call === 'submit') {
    const submission = outcome as Submission;
    if (submission.kind === 'outputs') assertImages(submission.outputs);
    else assertTicket(submission.ticket);
  } else if (recording.call === 'check') {
    const check = outcome as TaskStatus;
    if (check.state === 'done') assertImages(check.outputs);
    else if (check.state === 'failed') assert.notEqual(check.failure.maybeReceived, false);
    else assert.ok(['waiting', 'running', 'cancelled'].includes(check.state));
  } else if (recording.call === 'test') {
    for (const [, value] of (outcome as TestReport).facts) assert.ok(value.length > 0 && value.length <= 300);
  } else {
    for (const { remaining } of outcome as { remaining?: number }[]) {
      assert.ok(remaining === undefined || Number.isFinite(remaining));
    }
  }
}

async function play(recording: Recording, answers: readonly ReadyAnswer[]): Promise<void> {
  const { context, requests } = answeredContext(answers, recording);
  const started = processorTime();
  try {
    assertOutcome(await calls[recording.call](context), recording);
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    assert.ok(JSON.stringify(thrown.failure).length < 4000);
    assert.notEqual(thrown.failure.kind, 'internal');
  }
  assert.ok(processorTime() - started < 2_000, 'took too long');
  assert.ok(requests.length <= 12, 'requests again and again');
  if (recording.call === 'submit') assert.equal(requests.length, 1, 'more than one submit');
}

describe('OpenAI-compatible images: corrupted answers', () => {
  for (const call of Object.keys(calls) as (keyof typeof calls)[]) {
    const count = call === 'submit' || call === 'check' ? 2_000 : 500;
    it(`${call}: lead to a result or a failure`, async function () {
      this.timeout(480_000);
      const those = all.filter((recording) => recording.call === call);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...those),
          fc.array(anyCorruption, { minLength: 1, maxLength: 3 }),
          fc.nat(3),
          async (recording, how, which) => {
            const answers = readyAnswers(recording);
            const at = which % answers.length;
            await play(
              recording,
              answers.map((answer, index) => (index === at ? corrupted(answer, how) : answer)),
            );
          },
        ),
        runs(count),
      );
    });
  }

  it('never accepts a truncated image, wherever it was cut', async () => {
    const whole = all.find(({ name }) => name === 'OpenAI: base64')!;
    const picture = (whole.body as { data: { b64_json: string }[] }).data[0]!.b64_json;
    for (let length = 1; length < picture.length; length += 1) {
      const recording = { ...whole, body: { data: [{ b64_json: picture.slice(0, length) }] } };
      const { context } = answeredContext(readyAnswers(recording), recording);
      const outcome = await calls.submit(context).then(
        (submission) => submission,
        (thrown: unknown) => {
          assert.ok(thrown instanceof EaselError);
          assert.equal(thrown.failure.maybeReceived, true);
          return undefined;
        },
      );
      if (outcome?.kind === 'outputs') assertImages(outcome.outputs);
    }
  });

  it('reads an answer of 40 megabytes', async function () {
    this.timeout(120_000);
    const body = { data: [{ b64_json: `iVBORw0KGgo${'A'.repeat(40_000_000)}` }] };
    const recording: Recording = { name: 'large', call: 'submit', body };
    await play(recording, readyAnswers(recording));
  });

  it('fetches at most 24 images more than requested with the key, and names the rest in a warning', () => {
    const urls = Array.from({ length: 2000 }, (_, index) => ({ url: `https://service.invalid/${index}/content` }));
    const bytes = new TextEncoder().encode(JSON.stringify({ data: urls }));
    const sent = { host: 'service.invalid', paid: true, clean: (text: string) => text };
    const context = { config: { baseUrl: 'https://service.invalid', model: '' }, options: {} } as unknown as Context;
    const submission = readSubmission(
      {
        answer: createAnswer({ status: 200, headers: {}, bytes }, sent),
        call: { hasKey: true, model: '', clean: sent.clean },
      },
      { images: 1 },
      context,
    );
    assert.ok(submission.kind === 'ticket');
    assert.equal((submission.ticket as { contents: string[] }).contents.length, 25);
    assert.deepEqual(submission.warnings, [{ code: 'provider', subject: 'surplus', detail: '2000 → 25' }]);
  });

  it('takes no long time for texts that make regular expressions slow', async () => {
    const long = 'x'.repeat(60_000);
    const bodies: unknown[] = [
      { error: { message: `model ${long}`, code: long } },
      { error: { message: `insufficient ${'a '.repeat(30_000)}` } },
      { message: 'task '.repeat(10_000), code: -1 },
      { status: '_- '.repeat(20_000), id: 't1' },
      { data: `${'='.repeat(50_000)}` },
      { progress: '1'.repeat(50_000), task_id: 't1', status: 'running' },
    ];
    for (const body of bodies) {
      for (const status of [200, 400, 404, 502]) {
        for (const call of ['submit', 'check'] as const) {
          const recording: Recording = { name: 'long', call, body, status };
          await play(recording, readyAnswers(recording));
        }
      }
    }
  });
});
