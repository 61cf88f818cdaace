/** The tools' pure parts: what a model hands in, and what it is told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { properName } from '../../../src/shared/format/translate';
import type { ImageView, JobView } from '../../../src/shared/model/jobs';
import { parseEditInput, parseGenerateInput, parseJobInput } from '../../../src/extension/agents/input/input';
import type { Translate } from '../../../src/shared/format/translate';
import { confirmationLines } from '../../../src/extension/agents/answers/confirmationLines';
import { failureAnswer } from '../../../src/extension/agents/answers/failureAnswer';
import { formatBytes, jobsAnswer, type AnswerFacts } from '../../../src/extension/agents/answers/jobsAnswer';
import { providerAnswer } from '../../../src/extension/agents/answers/providerAnswer';

const t: Translate = (message, values = {}) =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));

describe('tool input', () => {
  it('parses the prompt and all optional properties', () => {
    assert.deepEqual(parseGenerateInput({ prompt: ' a fox ', path: 'a/b.png', aspectRatio: '16:9', count: 2 }), {
      prompt: 'a fox',
      path: 'a/b.png',
      choices: { aspectRatio: '16:9', count: 2 },
    });
    assert.deepEqual(parseGenerateInput({ prompt: 'x', size: '1024x768' }).choices, {
      size: { width: 1024, height: 768 },
    });
  });

  it('ignores empty values, which models pass for omitted properties', () => {
    const given = { prompt: 'x', path: '', negativePrompt: null, provider: '  ', seed: undefined };
    assert.deepEqual(parseGenerateInput(given), { prompt: 'x', choices: {} });
  });

  const wrong: [value: unknown, words: RegExp][] = [
    [undefined, /expects an object with prompt/],
    [{}, /"prompt" is missing/],
    [{ prompt: '  ' }, /"prompt" is missing/],
    [{ prompt: 7 }, /"prompt" must be a string, not 7/],
    [{ prompt: 'x', count: 0 }, /"count" must be a whole number from 1 to 10, not 0/],
    [{ prompt: 'x', count: '3' }, /"count" must be a whole number/],
    [{ prompt: 'x', count: 1e9 }, /"count" must be/],
    [{ prompt: 'x', size: 'large' }, /"size" must be pixels such as "1024x768", not "large"/],
    [{ prompt: 'x', size: '10x10', aspectRatio: '1:1' }, /either "size" or "aspectRatio"/],
    [{ prompt: 'x', resolution: '3K' }, /"resolution" must be one of 1K, 2K, 4K, 8K/],
    [{ prompt: 'x', background: 'none' }, /"background" must be one of transparent/],
    [{ prompt: 'x', ratio: '1:1' }, /unknown property "ratio"\. Supported: prompt, path, provider, aspectRatio/],
    [{ prompt: 'x', constructor: 1 }, /unknown property "constructor"/],
  ];
  for (const [value, words] of wrong) {
    it(`rejects ${JSON.stringify(value) ?? 'nothing'}`, () => {
      assert.throws(() => parseGenerateInput(value), { name: 'ArgumentError', message: words });
    });
  }

  it('requires images for an edit, and accepts a single string', () => {
    assert.throws(() => parseEditInput({ prompt: 'x' }), /"images" is missing/);
    assert.throws(() => parseEditInput({ prompt: 'x', images: [] }), /"images" is missing/);
    assert.throws(
      () => parseEditInput({ prompt: 'x', images: [1] }),
      /"images" must be an array of at most 20 strings/,
    );
    const { images, references } = parseEditInput({ prompt: 'x', images: 'a.png', references: ['b.png', 'b.png', ''] });
    assert.deepEqual([images, references], [['a.png'], ['b.png']]);
  });

  it('requires job IDs to check jobs', () => {
    assert.deepEqual(parseJobInput({ jobIds: ['a'], waitSeconds: 0 }), { jobIds: ['a'], wait: 0, isCancel: false });
    assert.equal(parseJobInput({ jobIds: 'a', cancel: true }).isCancel, true);
    assert.throws(() => parseJobInput({}), /"jobIds" is missing/);
    assert.throws(() => parseJobInput({ jobIds: ['a'], cancel: 'yes' }), /"cancel" must be true or false/);
  });

  it('agrees with the schemas in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      contributes: { languageModelTools: { name: string; inputSchema: { properties: Record<string, unknown> } }[] };
    };
    const parsers: Record<string, (value: unknown) => unknown> = {
      easel_generate_image: parseGenerateInput,
      easel_edit_image: parseEditInput,
      easel_image_job: parseJobInput,
    };
    for (const { name, inputSchema } of manifest.contributes.languageModelTools) {
      const parse = parsers[name];
      if (!parse) continue;
      const known = /Supported: (.*)\.$/.exec(messageOf(() => parse({ nonsense: 1 })))?.[1]?.split(', ');
      assert.deepEqual(known?.sort(), Object.keys(inputSchema.properties).sort(), name);
    }
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : '';
  }
  return '';
}

const image: ImageView = {
  ...{ id: 'i1', jobId: 'j1', position: 0, prompt: 'a fox', mimeType: 'image/png', extension: 'png', size: 1_234_567 },
  ...{ width: 1664, height: 928, hasAlpha: false, favorite: false, createdAt: 0, fileName: 'fox.png' },
};
const done: JobView = {
  ...{ id: 'j1', state: 'done', providerId: 'Qwen', providerName: 'Qwen', providerType: 'qwen-image-service' },
  request: { kind: 'generate', prompt: 'a fox', count: 1, references: [] },
  ...{ createdAt: 0, submittedAt: 10, finishedAt: 12_000, plan: ['Qwen'], attempts: [], warnings: [], images: [image] },
  ...{ cancelRequested: false, cancellable: 'no' },
};
const file = { path: 'images/fox.png', uri: 'file:///w/images/fox.png' };
const answer = (job: Partial<JobView>, more: Partial<AnswerFacts> = {}): string =>
  jobsAnswer(
    {
      ...{ jobs: [{ ...done, ...job }], files: new Map([['i1', file]]), now: 60_000, isStopped: false },
      offlineTypes: ['sketch'],
      ...more,
    },
    t,
  );

describe('tool results', () => {
  it('name the file with its measured size, format and alpha channel', () => {
    assert.equal(
      answer({ model: 'qwen-image', cost: { amount: 0.03, unit: 'CNY' } }),
      [
        '1 image · Qwen (qwen-image) · 12 s',
        '- images/fox.png (file:///w/images/fox.png): 1664 × 928 px, PNG, 1.2 MB, opaque, without an alpha channel',
        'Cost: 0.03 CNY',
        'Job: j1',
      ].join('\n'),
    );
  });

  it('report differences between requested and actual images', () => {
    const text = answer({
      warnings: [
        { code: 'mismatch', subject: 'aspectRatio', detail: '16:9 → 1024 × 1024' },
        { code: 'unsupported', subject: 'seed' },
      ],
    });
    assert.match(text, /Not as requested: Aspect ratio: requested 16:9, got 1024 × 1024 \(1:1\)/);
    assert.match(text, /Not supported by Qwen: Seed/);
  });

  it('say that placeholders are not AI images', () => {
    assert.match(answer({ providerType: 'sketch', providerName: 'Sketch' }), /Sketch draws placeholders offline/);
    assert.doesNotMatch(answer({}), /placeholders/);
  });

  it('report a running job without an error, and say how to check it', () => {
    const text = answer({ state: 'running', images: [], progress: { position: 2 } });
    assert.match(text, /^Not ready yet\. This isn't an error/);
    assert.match(text, /- Qwen · 2 jobs ahead · /);
    assert.match(text, /call easel_image_job with jobIds \["j1"\]\. Don't start it again/);
    assert.match(text, /Job: j1$/);
  });

  it('say that only the wait was canceled', () => {
    const text = answer({ state: 'running', images: [] }, { isStopped: true });
    assert.match(text, /^Only the wait was canceled/);
  });

  it('say why an image was not saved to the workspace, and that it is kept', () => {
    const failure = { kind: 'storage', reason: 'read-only', values: { folder: 'images' } } as const;
    const text = answer({ failure, warnings: [{ code: 'not-delivered', subject: 'images' }] });
    assert.match(text, /kept in Easel's history, but not saved to the workspace\. .*images/);
    assert.match(text, /easel_image_job with this job and a path in another folder/);
  });

  it('name the cause of each failure', () => {
    const who = { providerName: 'Qwen', providerId: 'Qwen' };
    assert.match(
      failureAnswer({ kind: 'auth', reason: 'key-missing', ...who }, t),
      /has no API key.*cause is the provider account/,
    );
    assert.match(failureAnswer({ kind: 'quota', ...who }, t), /quota.*Calling again doesn't help/);
    assert.match(failureAnswer({ kind: 'policy', ...who }, t), /content policy.*cause is the prompt/);
    assert.match(failureAnswer({ kind: 'server', ...who }, t), /cause is the service, not the request/);
    assert.match(failureAnswer({ kind: 'storage' }, t), /cause is this computer/);
    assert.match(failureAnswer({ kind: 'lost', ...who }, t), /Don't start it again.*easel_image_job/);
    assert.equal(failureAnswer({ kind: 'cancelled' }, t), 'The job was canceled.');
    assert.match(answer({ state: 'cancelled', images: [], cancelRequested: true }), /may still be charged/);
  });

  it('report each of several jobs', () => {
    const failed: JobView = { ...done, id: 'j2', state: 'failed', images: [], failure: { kind: 'quota' } };
    const text = answer({}, { jobs: [done, failed] });
    assert.match(text, /^1 image · Qwen/);
    assert.match(text, /No image was generated\. You've used up your quota/);
    assert.match(text, /Jobs: j1, j2$/);
  });

  it('list the limits of a provider by the names of the arguments', () => {
    const limits = { count: 4, ratios: ['1:1', '16:9'], seed: { min: 0, max: 9 }, promptLength: 800 };
    const text = providerAnswer(
      {
        provider: {
          config: { id: 'q', name: 'Qwen', model: 'm' } as never,
          ...{
            typeLabel: properName('Qwen'),
            aliases: [],
            offline: false,
            secrets: [],
            keyOrigins: [],
            builtIn: false,
          },
          ...{ tellsBalance: false, revision: '1', stopsJobs: false },
          models: [{ name: 'm', kinds: {}, price: 'free' }],
        },
        ...{ isDefault: true, isReady: false, generate: limits },
      },
      t,
    );
    assert.match(text, /^Qwen \(provider: "q"\) · default when no provider is named · its key isn't set/);
    assert.match(text, /Price per image: free/);
    assert.match(text, /New images: aspectRatio 1:1 \| 16:9; seed; prompt ≤ 800/);
    assert.doesNotMatch(text, /Edits/);
  });

  it('show path, number of images and price in the confirmation', () => {
    const facts = { prompt: 'a fox', names: [], providerName: 'Qwen', shape: '16:9', notes: [] };
    assert.deepEqual(confirmationLines({ ...facts, effort: '2 pictures · price unknown', where: 'images/fox.png' }), [
      '"a fox"',
      'Qwen · 16:9 · 2 pictures · price unknown → images/fox.png',
    ]);
  });

  it('round file sizes', () => {
    assert.deepEqual([1, 999_400, 999_600].map(formatBytes), ['1 kB', '999 kB', '1.0 MB']);
  });
});
