import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Failure } from '../../../../src/shared/model/failure';
import type { ImageView, JobView } from '../../../../src/shared/model/jobs';
import { withoutControls } from '../../../../src/shared/format/plainText';
import { actionLabel } from '../../../../src/extension/messages/failure/actions';
import {
  failureMessage,
  describedKinds,
  describedReasons,
} from '../../../../src/extension/messages/failure/failureMessage';
import { escapeIcons, escapeLinks } from '../../../../src/shared/format/sanitize';
import {
  formatDuration,
  resultMessage,
  truncate,
  jobStateMessage,
  formatAttempts,
} from '../../../../src/extension/messages/jobs';
import { promptLine } from '../../../../src/extension/messages/promptLine';
import { settingProblemMessage } from '../../../../src/extension/messages/settings';
import type { Translate } from '../../../../src/shared/format/translate';

const chinese = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../l10n/bundle.l10n.zh-cn.json'), 'utf8'),
) as Record<string, string>;

const fill = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
const english: Translate = (message, values) => fill(message, values);
const inChinese: Translate = (message, values) => fill(chinese[message] ?? `?${message}`, values);

const facts = { providerId: 'qwen', providerName: 'Qwen', host: '127.0.0.1:8000', status: 401 };
/** Everything that any sentence names. */
const values = {
  ...{ name: 'steps', value: 7, allowed: '20 – 100', ratio: '5:7', type: 'image/tiff', separator: '|', user: 'demo' },
  ...{ size: 30_000_000, max: 20_000_000, min: 1, count: 3, length: 9000, remaining: 0, model: 'flux', target: 'x' },
  ...{ provider: 'qwen', field: 'hosts.domestic', folder: 'images', why: 'file:', option: 'imagesAs' },
};
const every: Failure[] = [
  ...describedKinds.map((kind) => ({ kind, ...facts })),
  ...describedReasons.map((reason) => ({ kind: 'server' as const, reason, ...facts })),
  ...describedReasons.map((reason) => ({ kind: 'server' as const, reason, ...facts, values })),
];
const nothingToDo = [
  'cancelled',
  'image-type',
  'image-too-big',
  'image-count',
  'job-unknown',
  'image-unknown',
  'already-running',
  'already-final',
];

describe('the message of a failure', () => {
  it('is whole sentences in both languages, with a next step', () => {
    for (const failure of every) {
      for (const t of [english, inChinese]) {
        const { sentence, actions } = failureMessage(failure, t);
        const name = failure.reason ?? failure.kind;
        assert.doesNotMatch(sentence, /\{\w+\}|undefined|NaN|\[object|(^|[\s“(])\?/, name);
        assert.match(sentence, /[.?。？…](?: \(401\)|（401）)?$/u, `${name}: ${sentence}`);
        if (t === inChinese) assert.doesNotMatch(sentence, /\?[A-Z{]/, `${name} is not translated: ${sentence}`);
        if (!nothingToDo.includes(name)) assert.ok(actions.length > 0, `${name} leaves the person without a next step`);
        for (const action of actions) assert.ok(actionLabel(action, t).length > 0);
      }
    }
  });

  it('has the punctuation of its language', () => {
    const refused: Failure = { kind: 'policy', ...facts, code: 'blocked', detail: 'no.' };
    assert.equal(
      failureMessage(refused, english).sentence,
      'Qwen rejected the prompt because of its content policy. Try different wording. Response: "no". (blocked)',
    );
    assert.equal(
      failureMessage(refused, inChinese).sentence,
      '提示词未通过 Qwen 的内容审核。请换个说法再试。服务返回：“no”。（blocked）',
    );
  });

  it("isn't reordered by the text or name of a service", () => {
    const turning = { providerName: 'Q\u202ewen', detail: 'no\u202e \u0007more\u2067' };
    for (const kind of ['server', 'internal'] as const) {
      const { sentence } = failureMessage({ kind, ...turning }, english);
      assert.match(sentence, /no +more/);
      assert.doesNotMatch(sentence, /[\p{Cc}\u202e\u2067]/u);
    }
  });

  it('blames no key where there is none, and no prompt where none was sent', () => {
    const required = failureMessage({ kind: 'auth', reason: 'sign-in-required', ...facts }, english);
    assert.doesNotMatch(required.sentence, /key/i);
    assert.deepEqual(required.actions, ['edit-provider', 'open-log']);
    const rejected = failureMessage(
      { kind: 'bad-request', reason: 'call-rejected', providerName: 'Qwen', detail: '旧密码错误', status: 400 },
      english,
    );
    assert.equal(rejected.sentence, 'Qwen rejected the change or query. Response: "旧密码错误". (400)');
    assert.deepEqual(rejected.actions, ['open-log']);
  });

  it('names the option that helps, as a button', () => {
    const refused: Failure = { kind: 'bad-answer', reason: 'url-refused', ...facts, values: { why: 'file:' } };
    assert.doesNotMatch(failureMessage(refused, english).sentence, /set "/i);
    const values = { option: 'responseFormat', value: 'b64_json' };
    const { sentence, actions } = failureMessage({ ...refused, values }, english);
    assert.match(sentence, /To get the next image in the response itself, set "responseFormat" to "b64_json"\.$/);
    assert.equal(actions[0], 'set-option');
    assert.equal(actionLabel('set-option', english, values), 'Set responseFormat to b64_json');
    assert.equal(actionLabel('set-option', inChinese, values), '将 responseFormat 设为 b64_json');
    assert.equal(
      failureMessage({ kind: 'settings', reason: 'edits-missing', ...facts }, english).actions[0],
      'set-option',
    );
  });

  it('says whose password was rejected, and where', () => {
    const words = failureMessage(
      { kind: 'auth', reason: 'password-wrong', ...facts, values: { user: 'demo' } },
      english,
    );
    assert.equal(
      words.sentence,
      'Qwen rejected the password. Check the password of user "demo" at 127.0.0.1:8000. (401)',
    );
    assert.equal(words.actions[0], 'set-password');
  });

  it('has no gap where a service gives a reason without its numbers', () => {
    const failure: Failure = { kind: 'bad-request', reason: 'image-type', ...facts, status: 400, detail: 'image/tiff' };
    const { sentence, actions } = failureMessage(failure, english);
    assert.match(sentence, /^Qwen rejected the request\..* Response: "image\/tiff"\. \(400\)$/);
    assert.ok(actions.includes('change-prompt'));
    const whole = failureMessage(
      { ...failure, values: { name: 'a.tiff', type: 'image/tiff', allowed: 'PNG' } },
      english,
    );
    assert.equal(whole.sentence, "Qwen doesn't accept a.tiff (image/tiff). Supported: PNG.");
  });

  it('distinguishes an image from a service, an input image, and an unreadable one', () => {
    const sentenceOf = (failure: Partial<Failure>): string =>
      failureMessage({ kind: 'bad-request', reason: 'not-an-image', ...facts, ...failure }, english).sentence;
    assert.equal(sentenceOf({ kind: 'bad-answer' }), "Qwen returned something that isn't an image.");
    assert.equal(sentenceOf({}), "Qwen can't read an image that was sent to it.");
    assert.equal(sentenceOf({ values: { name: 'notes.png' } }), "Easel can't read notes.png as an image.");
  });

  it('says that an accepted job may be billed, not that it may have arrived', () => {
    const taken = {
      kind: 'server',
      reason: 'task-failed',
      providerName: 'KIE',
      status: 200,
      maybeReceived: true,
    } as const;
    assert.equal(failureMessage(taken, english).sentence, 'KIE failed to complete the job. You may still be charged.');
    assert.match(
      failureMessage({ kind: 'expired', providerName: 'KIE' }, english).sentence,
      /may have been charged\.$/,
    );
    const unsure = { kind: 'timeout', providerName: 'KIE', maybeReceived: true } as const;
    assert.match(failureMessage(unsure, english).sentence, /may have reached the service, so you may be charged\.$/);
  });

  it('quotes the service, and says that the job may be billed', () => {
    const failure: Failure = {
      kind: 'server',
      providerName: 'Qwen',
      status: 500,
      detail: '任务执行失败。',
      maybeReceived: true,
    };
    const { sentence } = failureMessage(failure, english);
    assert.match(sentence, /Response: "任务执行失败"\./);
    assert.match(sentence, /may be charged\. \(500\)$/);
  });
});

function job(change: Partial<JobView> = {}): JobView {
  return {
    id: '1',
    state: 'running',
    request: { kind: 'generate', prompt: 'a red fox', count: 1, references: [] },
    providerId: 'kie',
    providerName: 'KIE',
    providerType: 'kie',
    createdAt: 0,
    plan: [],
    attempts: [],
    warnings: [],
    images: [],
    cancelRequested: false,
    cancellable: 'no',
    ...change,
  };
}

describe('the message of a job', () => {
  it('names the position in the queue, then the progress', () => {
    assert.equal(jobStateMessage(job({ progress: { position: 0 } }), english), 'Next in queue');
    assert.equal(jobStateMessage(job({ progress: { position: 1 } }), english), '1 job ahead');
    assert.equal(jobStateMessage(job({ progress: { position: 3 } }), english), '3 jobs ahead');
    assert.equal(jobStateMessage(job({ progress: { waiting: 1 } }), english), '1 job waiting at the service');
    assert.equal(jobStateMessage(job({ progress: { waiting: 3 } }), english), '3 jobs waiting at the service');
    assert.equal(jobStateMessage(job({ progress: { phase: 'waiting' } }), english), 'Queued at the provider');
    assert.equal(jobStateMessage(job({ progress: { fraction: 0.42 } }), english), 'Generating… 42%');
  });

  it('says whether a job that is canceled will stop', () => {
    const asked = { cancelRequested: true, progress: { fraction: 0.5 } };
    assert.equal(jobStateMessage(job({ ...asked, cancellable: 'yes' }), english), 'Canceling');
    assert.equal(jobStateMessage(job({ ...asked, cancellable: 'no' }), english), 'Generating… 50%');
  });

  it('names the providers that were tried', () => {
    const attempts = [
      { providerId: 'r', providerName: 'RunningHub', startedAt: 0, failure: { kind: 'rate' as const, code: '421' } },
      { providerId: 'kie', providerName: 'KIE', startedAt: 1 },
    ];
    assert.equal(formatAttempts(job({ attempts, state: 'done' })), 'RunningHub 421 → KIE ✓');
    assert.equal(formatAttempts(job({ attempts })), 'RunningHub 421 → KIE');
    assert.equal(formatAttempts(job()), 'KIE');
  });

  it('leaves out attempts that a closed window cut off', () => {
    const attempts = [
      { providerId: 'sketch', providerName: 'Sketch', startedAt: 0 },
      { providerId: 'sketch', providerName: 'Sketch', startedAt: 1 },
    ];
    assert.equal(formatAttempts(job({ attempts, state: 'done' })), 'Sketch');
  });

  it('formats durations', () => {
    assert.deepEqual(
      [900, 61_000, 3_661_000].map((span) => formatDuration(span, english)),
      ['1 s', '1 min 1 s', '1 h 1 min'],
    );
  });

  it('names the result', () => {
    const image = { fileName: 'a-red-fox.png', width: 1664, height: 928 } as ImageView;
    assert.equal(resultMessage([image], 'Qwen', english), 'a-red-fox.png · 1664 × 928 · Qwen');
    assert.equal(resultMessage([image, image], 'Qwen', inChinese), '2 张图片 · 1664 × 928 · Qwen');
    assert.equal(resultMessage([image, { ...image, width: 1 }], 'Qwen', english), '2 images · Qwen');
  });

  it('is cut between characters', () => {
    assert.equal(truncate('🦊🦊🦊🦊', 3), '🦊🦊…');
  });

  it("isn't reordered by hidden characters of a prompt", () => {
    assert.equal(truncate('a\u202efox\u2069 \u0007and\nsnow', 40), 'a fox and snow');
  });
});

describe('texts from outside', () => {
  it('become no icons and no links', () => {
    assert.equal(escapeIcons('$(sync~spin) a $(fox)'), '\\$(sync~spin) a \\$(fox)');
    assert.equal(escapeLinks('[here](command:workbench.action.quit)'), '[here] (command:workbench.action.quit)');
  });

  it('keep their letters, joiners and marks', () => {
    assert.equal(withoutControls('👩‍👩‍👧‍👦 ثعلب é 雪'), '👩‍👩‍👧‍👦 ثعلب é 雪');
  });
});

describe('the line under the prompt', () => {
  it('says what Enter will do', () => {
    const base = { providerName: 'sketch', defaultRatio: '1:1', price: 'free' as const, folder: 'images' };
    assert.equal(
      promptLine({ ...base, choices: { aspectRatio: '16:9' } }, english),
      'sketch · 16:9 · 1 image · free → images/',
    );
    assert.equal(
      promptLine({ ...base, choices: { count: 4, seed: 7, resolution: '2K' } }, english),
      'sketch · 1:1 2K · 4 images · seed 7 · free → images/',
    );
  });

  it('shows the price of all images, or that it is unknown', () => {
    const price = { amount: 0.03, currency: 'CNY', asOf: '2026-03-03', per: 'image' as const };
    const facts = { providerName: 'KIE', choices: { count: 3 }, price, calls: 3, folder: 'images/' };
    const money = '3 calls · about ¥0.09 (your price from Mar 3, 2026)';
    assert.equal(promptLine(facts, english), `KIE · 3 images · ${money} → images/`);
    assert.match(promptLine({ providerName: 'Qwen', choices: {} }, english), /price unknown → kept in the history/);
  });
});

describe('the message of a mistake in the settings', () => {
  it('names the setting, the value and what is allowed', () => {
    const problem = { index: 1, field: 'hosts.domestic', problem: 'scheme' as const, value: 'file:///etc' };
    assert.equal(
      settingProblemMessage(problem, english),
      'easel.providers[1].hosts.domestic: "file:///etc" isn\'t supported. Use an http or https address.',
    );
  });
});
