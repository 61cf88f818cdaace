/** Prices and spending caps in commands, chat tools and the API. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Easel } from '../../src/engine/surface/easel';
import type { EaselTestApi } from '../../src/extension';
import { systemClock } from '../../src/extension/platform/clock';
import { createUserState } from '../../src/extension/platform/userState';
import type { ToolServices } from '../../src/extension/agents/tool';
import { pngOf } from '../fixtures/png';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, openedEasel, useProviders, useSetting, workspaceUri } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const price = { provider: 'paid', amount: 0.03, currency: 'CNY', asOf: '2026-03-03' };
const cap = (perDay: number): object[] => [{ currency: 'CNY', perDay }];
const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe('prices and spending caps', () => {
  let service: QwenImageServiceSimulator;
  let messages: Messages;
  let easel: Easel;
  let api: EaselTestApi;
  /** What earlier suites and tests have spent: caps begin from there. */
  let spent = 0;

  before(async () => {
    service = await startQwenImageService({ loginsPerMinute: 100 });
    api = await activated();
    easel = await openedEasel();
    await useProviders([
      {
        ...{ id: 'paid', name: 'Paid', type: 'qwen-image-service', hosts: { domestic: service.url }, retry: false },
        ...{ options: { username: 'demo' }, pollSeconds: 0.2 },
      },
    ]);
    await easel.providers.setSecret('paid', 'password', 'demo-password');
    await useSetting('prices', [price]);
    await until('the price', () => typeof easel.spending.price('paid', 'generate') === 'object');
  });
  beforeEach(() => {
    messages = watchMessages();
    spent = easel.spending.summary(everything).totals.find(({ currency }) => currency === 'CNY')?.amount ?? 0;
  });
  afterEach(async () => {
    messages.restore();
    await useCap(undefined);
  });
  after(async () => {
    await useSetting('prices', undefined);
    await useProviders([]);
    await service.stop();
  });

  async function useCap(perDay: number | undefined, atCap?: 'warn'): Promise<void> {
    await useSetting('spending.atCap', atCap);
    await useSetting('spending.caps', perDay === undefined ? undefined : cap(perDay));
    const known = (): number | undefined => easel.spending.summary({ from: 0, to: 0 }).caps[0]?.cap;
    await until('the cap', () => known() === perDay);
    const rule = (): string | undefined =>
      easel.spending.estimate({ kind: 'generate', prompt: '', count: 10 }, { providerId: 'paid' }).overCap?.atCap;
    if (perDay !== undefined) await until('what the cap does', () => rule() === (atCap ?? 'refuse'));
  }

  const tasks = (): number => easel.history.countJobs({ providerIds: ['paid'], states: ['queued', 'running', 'done'] });

  async function services(): Promise<ToolServices> {
    const kept = new Map<string, unknown>();
    const state = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    } as unknown as vscode.Memento;
    const log = { info: () => undefined } as unknown as vscode.LogOutputChannel;
    return { engine: api.engine, userState: createUserState(state), log, clock: systemClock };
  }

  async function question(input: object): Promise<string> {
    const { confirmationMessages } = await (await api.tools()).easel_generate_image.prepare(await services(), input);
    const message = confirmationMessages?.message;
    return typeof message === 'string'
      ? message
      : (message?.value ?? '').replaceAll('&nbsp;', ' ').replaceAll('\\', '');
  }

  it('record the price of an image with the date of the price', async () => {
    const [jobId = ''] = await api.generate({ prompt: 'a paid fox', provider: 'paid' });
    const job = await api.finished(jobId);
    assert.equal(job.state, 'done');
    const estimated = { amount: 0.03, currency: 'CNY' };
    assert.deepEqual(job.money, { state: 'settled', estimated, priceDate: '2026-03-03' });
  });

  it('a cap that refuses shows its figures and actions, and nothing is sent', async () => {
    await useCap(spent + 0.01);
    const before = tasks();
    await vscode.commands.executeCommand('easel.generate', { prompt: 'too dear', provider: 'paid' });
    const message = await messages.waitFor(
      /This request costs about ¥0\.03 and would exceed your daily cap of ¥.* Nothing was sent\./,
    );
    assert.deepEqual(message.buttons, ['Change Cap', 'Choose Provider']);
    assert.equal(tasks(), before);
    const [kept] = easel.jobs.list({ limit: 1, text: 'too dear' });
    assert.deepEqual([kept?.state, kept?.failure?.reason], ['failed', 'cap-day']);
  });

  it('a cap that refuses fails API calls with the same failure', async () => {
    await useCap(spent + 0.01);
    await assert.rejects(api.generate({ prompt: 'too dear', provider: 'paid' }), (thrown: Error) => {
      assert.equal((thrown as unknown as { failure: { kind: string } }).failure.kind, 'cap');
      return /your daily cap of/.test(thrown.message);
    });
  });

  it('a cap that refuses tells agents not to retry', async () => {
    await useCap(spent + 0.01);
    const input = { prompt: 'too dear', provider: 'paid' };
    assert.match(await question(input), /exceed your daily cap.*It won't be started/s);
    const tool = (await api.tools()).easel_generate_image;
    const { content } = await tool.invoke(await services(), input, new vscode.CancellationTokenSource().token);
    const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    assert.match(
      text,
      /No image was generated\. This request costs about .*would exceed your daily cap.*Don't try again\. Tell the user/s,
    );
  });

  it('confirmations of agents show the cost', async () => {
    const words = /2 images · 1 call · about ¥0\.06 \(your price from Mar 3, 2026\)/;
    assert.match(await question({ prompt: 'x', provider: 'paid', count: 2 }), words);
  });

  it('a cap that warns asks once, and starts only if confirmed', async () => {
    await useCap(spent + 0.01, 'warn');
    const before = tasks();
    const left = vscode.commands.executeCommand('easel.generate', { prompt: 'perhaps', provider: 'paid' });
    const asked = await messages.waitFor(/Exceed your spending cap\?/);
    assert.match(asked.detail, /would exceed your daily cap of ¥/);
    assert.deepEqual(asked.buttons, ['Start', 'Change Cap']);
    asked.press('');
    assert.equal(await left, undefined);
    assert.equal(tasks(), before);
    messages.restore();
    messages = watchMessages();
    const started = vscode.commands.executeCommand<string[]>('easel.generate', { prompt: 'yes', provider: 'paid' });
    (await messages.waitFor(/Exceed your spending cap\?/)).press('Start');
    const [jobId = ''] = (await started) ?? [];
    const job = await easel.jobs.finished(jobId);
    assert.equal(job.state, 'done');
    assert.ok(job.warnings.some(({ code }) => code === 'over-cap'));
    assert.equal(messages.shown.filter(({ text }) => text.includes('your spending cap?')).length, 1);
  });

  it('a cap that warns asks before edits too', async () => {
    await useCap(spent + 0.01, 'warn');
    await vscode.workspace.fs.writeFile(workspaceUri('money', 'cup.png'), pngOf(64, 64, [200, 10, 10]));
    const images = [workspaceUri('money', 'cup.png').toString()];
    const done = vscode.commands.executeCommand('easel.editImage', { prompt: 'at night', images, provider: 'paid' });
    const asked = await messages.waitFor(/Exceed your spending cap\?/);
    asked.press('');
    assert.equal(await done, undefined);
  });

  it('problems in easel.prices are shown with a button to the setting', async () => {
    await useSetting('prices', [price, { provider: 'paid', amount: 'three' }]);
    const message = await messages.waitFor(/easel\.prices\[1\]\.amount: Invalid value "three"/);
    assert.deepEqual(message.buttons, ['Open Settings']);
    await useSetting('prices', [price]);
    assert.equal(typeof easel.spending.price('paid', 'generate'), 'object');
  });
});
