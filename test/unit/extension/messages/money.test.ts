import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Price } from '../../../../src/shared/model/money';
import { failureMessage } from '../../../../src/extension/messages/failure/failureMessage';
import {
  formatCapState,
  formatEstimate,
  formatJobMoney,
  formatMoney,
  parseMoney,
  formatTotal,
} from '../../../../src/extension/messages/money';
import type { Translate } from '../../../../src/shared/format/translate';

const english: Translate = (message, values = {}) =>
  message.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
const bundle = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../l10n/bundle.l10n.zh-cn.json'), 'utf8'),
) as Record<string, string>;
const chinese: Translate = (message, values) => english(bundle[message] ?? message, values);

const price: Price = { amount: 0.03, currency: 'CNY', per: 'image', asOf: '2026-03-03' };

describe('messages about money', () => {
  it('format amounts as usual in their currency', () => {
    const words = (amount: number, currency: string): string => formatMoney({ amount, currency }, english);
    assert.equal(words(0.09, 'CNY'), '¥0.09');
    assert.equal(words(12.5, 'USD'), '$12.50');
    assert.equal(words(0.0004, 'USD'), '$0.0004');
    assert.equal(words(0.27, 'CHF'), '0.27 CHF');
    assert.equal(words(12, 'credits'), '12 credits');
    assert.equal(words(300, 'rh coins'), '300 coins');
    assert.equal(formatMoney({ amount: 12, currency: 'credits' }, chinese), '12 点数');
  });

  it('say what a job will cost, the date of the price, and where to change it', () => {
    assert.equal(
      formatEstimate({ calls: 3, images: 3, price, amount: 0.09 }, english),
      '3 calls · about ¥0.09 (your price from Mar 3, 2026)',
    );
    assert.equal(
      formatEstimate({ calls: 1, images: 1, price, amount: 0.03 }, chinese),
      '约 ¥0.03（你的价格，2026 年 3 月 3 日）',
    );
    assert.equal(
      formatEstimate({ calls: 2, images: 8, price: { ...price, per: 'call', asOf: '' } }, english),
      '2 calls · about ¥0.06 (your price, undated)',
    );
    assert.equal(formatEstimate({ calls: 1, images: 1 }, english), 'price unknown');
    assert.equal(formatEstimate({ calls: 3, images: 3, price: 'free' }, english), 'free');
  });

  it('say what a job cost, and what of it is unknown', () => {
    const estimated = { amount: 0.03, currency: 'CNY' };
    const reported = { amount: 0.05, currency: 'CNY' };
    const words = (money: Parameters<typeof formatJobMoney>[0]): string | undefined => formatJobMoney(money, english);
    assert.equal(words({ state: 'reserved', estimated }), 'about ¥0.03 (reserved)');
    assert.equal(
      words({ state: 'settled', estimated, priceDate: '2026-03-03' }),
      'about ¥0.03 (your price from Mar 3, 2026)',
    );
    assert.equal(words({ state: 'settled', estimated, reported }), '¥0.05');
    assert.equal(words({ state: 'open', estimated }), '¥0.03 (you may still be charged)');
    assert.equal(words({ state: 'released', estimated }), 'Not charged');
    assert.equal(words({ state: 'settled' }), 'price unknown');
    assert.equal(words({ state: 'settled', estimated: { amount: 0, currency: '' } }), 'free');
  });

  it('add up amounts of one currency, and name the others', () => {
    const total = { jobs: 1, reported: 0, reserved: 0, open: 0 };
    const totals = [
      { ...total, amount: 3.2, currency: 'CNY' },
      { ...total, amount: 48, currency: 'credits' },
    ];
    assert.equal(formatTotal(totals, 2, english), '¥3.20 · 48 credits · 2 jobs with unknown price');
    assert.equal(formatTotal([], 0, english), 'None');
    assert.equal(
      formatCapState({ period: 'day', currency: 'CNY', cap: 10, spent: 3.2 }, english),
      '¥3.20 of ¥10.00 today',
    );
  });

  it('say which cap stopped a job, and what to do', () => {
    const values = { currency: 'CNY', cap: 10, spent: 9.98, needed: 0.03 };
    const { sentence, actions } = failureMessage({ kind: 'cap', reason: 'cap-day', values }, english);
    assert.equal(
      sentence,
      "This request costs about ¥0.03 and would exceed your daily cap of ¥10.00. You've spent or reserved ¥9.98 today. Nothing was sent.",
    );
    assert.deepEqual(actions, ['change-cap', 'choose-provider']);
  });

  it('read amounts as they are usually typed', () => {
    const cases: [text: string, amount: number, currency: string][] = [
      ['0.03 CNY', 0.03, 'CNY'],
      ['¥0.03', 0.03, 'CNY'],
      ['￥ 0.2', 0.2, 'CNY'],
      ['0.03元', 0.03, 'CNY'],
      ['$ 0,04', 0.04, 'USD'],
      ['usd 5', 5, 'USD'],
      ['12 credits', 12, 'credits'],
      ['12 点数', 12, 'credits'],
      ['1 credit', 1, 'credits'],
      ['300 coins', 300, 'rh coins'],
      ['free', 0, ''],
      ['免费', 0, ''],
      ['0', 0, ''],
    ];
    for (const [text, amount, currency] of cases) assert.deepEqual(parseMoney(text), { amount, currency }, text);
    for (const text of ['', '12', 'CNY', '-1 CNY', 'CNY 3 USD', '1e9 CNY', '1.2.3 CNY', '<b>1</b>'])
      assert.equal(parseMoney(text), undefined, text);
  });
});
