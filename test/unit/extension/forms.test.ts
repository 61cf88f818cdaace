import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fieldsOf, fitting, parseSize } from '../../../src/extension/parameters/choices';
import { parseGenerateArguments } from '../../../src/extension/parameters/generateArguments';
import { choicesOf } from '../../../src/extension/parameters/parameters';
import { ArgumentError, parseId, withoutRejected } from '../../../src/extension/parameters/parseArguments';
import { freeId, idsOf, indexOfEntry, withField } from '../../../src/extension/providers/providerEntries';
import { runSteps, type FormStep, type StepResult } from '../../../src/extension/quickInput/steps';
import { normalizeUrl, urlProblem } from '../../../src/extension/platform/serviceUrl';

describe('parameters of a model', () => {
  const limits = { count: 4, ratios: ['1:1', '16:9'], negativePrompt: true, steps: { min: 20, max: 100, default: 50 } };
  const models = [{ name: 'one', kinds: {} }];

  it('include only those that the model supports', () => {
    assert.deepEqual(
      fieldsOf(limits, models).map((field) => field.name),
      ['aspectRatio', 'count', 'negativePrompt', 'steps'],
    );
    assert.equal(fieldsOf(limits, [...models, { name: 'two', kinds: {} }]).at(-1)?.name, 'model');
  });

  it('drop values that only another model accepts', () => {
    const chosen = { aspectRatio: '21:9', count: 2, steps: 5, seed: 1, negativePrompt: 'text' };
    assert.deepEqual(fitting(chosen, fieldsOf(limits, models)), { count: 2, negativePrompt: 'text' });
  });

  it('keep either a size or a ratio', () => {
    const free = { ...limits, freeSize: { min: 64, max: 2048, multipleOf: 8 } };
    const chosen = { aspectRatio: '1:1', size: { width: 640, height: 480 } };
    assert.deepEqual(fitting(chosen, fieldsOf(free, models)), { size: { width: 640, height: 480 } });
  });

  it('parse sizes in all usual spellings', () => {
    for (const text of ['1664x928', '1664 × 928', ' 1664*928 ', '1664, 928']) {
      assert.deepEqual(parseSize(text), { width: 1664, height: 928 }, text);
    }
    assert.equal(parseSize('wide'), undefined);
  });
});

describe('arguments of a command', () => {
  it('are parsed', () => {
    assert.deepEqual(parseGenerateArguments(undefined), {});
    assert.deepEqual(parseGenerateArguments('a red fox'), { prompt: 'a red fox' });
    const given = { prompt: 'a red fox', provider: 'qwen', aspectRatio: '16:9', count: 2, folder: 'docs' };
    assert.deepEqual(parseGenerateArguments(given), given);
    assert.deepEqual(choicesOf(given), { aspectRatio: '16:9', count: 2 });
  });

  it('name the invalid argument in the error', () => {
    assert.throws(() => parseGenerateArguments({ promt: 'a' }), /unknown property "promt"/);
    assert.throws(() => parseGenerateArguments({ count: 'two' }), /"count" must be a number/);
    assert.throws(() => parseGenerateArguments({ resolution: '3K' }), /one of 1K, 2K, 4K, 8K/);
    assert.throws(() => parseGenerateArguments({ size: { width: 1 } }), ArgumentError);
    assert.throws(() => parseGenerateArguments([]), ArgumentError);
    assert.throws(() => parseGenerateArguments({ constructor: 1 }), ArgumentError);
  });

  it('identify a job or provider by ID', () => {
    assert.equal(parseId('one'), 'one');
    assert.equal(parseId({ id: 'one' }), 'one');
    for (const wrong of [undefined, '', {}, { id: 1 }, 7]) assert.equal(parseId(wrong), undefined);
  });
});

describe('entries of easel.providers', () => {
  it('are found by their ID, or by that of their type', () => {
    const entries = [{ type: 'qwen' }, 'junk', { type: 'qwen' }, { id: 'mine', type: 'qwen' }];
    assert.deepEqual(idsOf(entries), ['qwen', undefined, 'qwen-2', 'mine']);
    assert.equal(indexOfEntry(entries, 'qwen-2'), 2);
    assert.equal(freeId('qwen', new Set(idsOf(entries))), 'qwen-3');
  });

  it('change in one field and keep the others', () => {
    const entry = { type: 'qwen', hosts: { domestic: 'a', overseas: 'b' }, unknown: 1 };
    assert.deepEqual(withField(entry, 'hosts.domestic', 'c'), { ...entry, hosts: { domestic: 'c', overseas: 'b' } });
    assert.deepEqual(withField(entry, 'unknown', undefined), { type: 'qwen', hosts: entry.hosts });
    assert.deepEqual(withField({ options: { username: 'x' } }, 'options.username', undefined), {});
    assert.deepEqual(withField({}, 'options.username', 'x'), { options: { username: 'x' } });
  });
});

describe('address of a service', () => {
  const t = (message: string): string => message;

  it('accepts only http and https, without credentials, query or fragment', () => {
    for (const good of ['http://127.0.0.1:8000', ' https://example.com/prefix/ '])
      assert.equal(urlProblem(good, t), undefined);
    for (const bad of ['', 'file:///etc/passwd', 'ftp://a', 'http://', 'http://u:p@a', 'http://a?key=1']) {
      assert.notEqual(urlProblem(bad, t), undefined, bad);
    }
  });

  it('is stored without its last slash', () => {
    assert.equal(normalizeUrl(' https://Example.com/prefix/ '), 'https://example.com/prefix');
  });
});

describe('steps of a multi-step input', () => {
  it('skip those that do not apply, forwards and backwards', async () => {
    const shown: string[] = [];
    const answers: StepResult[] = ['next', 'back', 'next', 'next'];
    const step = (name: string, applies = true): FormStep => ({
      applies: () => applies,
      ask: ({ now, of, hasBack }) => {
        shown.push(`${name} ${now}/${of}${hasBack ? ' back' : ''}`);
        return Promise.resolve(answers.shift() ?? 'dismissed');
      },
    });
    assert.equal(await runSteps([step('a'), step('b', false), step('c')]), true);
    assert.deepEqual(shown, ['a 1/2', 'c 2/2 back', 'a 1/2', 'c 2/2 back']);
  });

  it('end when one is dismissed', async () => {
    assert.equal(await runSteps([{ applies: () => true, ask: () => Promise.resolve('dismissed') }]), false);
  });
});

describe('request that was rejected', () => {
  const given = { aspectRatio: '7:3', steps: 5000, folder: 'art' };

  it('is reopened without the rejected value, and with all others', () => {
    const ratio = withoutRejected(given, { kind: 'unsupported', reason: 'ratio-unknown', values: { ratio: '7:3' } });
    assert.deepEqual(ratio, { steps: 5000, folder: 'art' });
    const steps = withoutRejected(given, {
      kind: 'unsupported',
      reason: 'value-out-of-range',
      values: { name: 'steps' },
    });
    assert.deepEqual(steps, { aspectRatio: '7:3', folder: 'art' });
    assert.deepEqual(withoutRejected(given, { kind: 'network' }), given);
  });
});
