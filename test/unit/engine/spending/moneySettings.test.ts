/** Prices and caps as somebody typed them, which price is meant, and when days and months begin. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { startOf, readCaps } from '../../../../src/engine/spending/caps';
import { ownPrice, readPrices } from '../../../../src/engine/spending/prices';

const called = { ids: ['mine'], types: ['acme'], model: 'flux', kind: 'edit' as const };

describe('the prices of the settings', () => {
  const amountFor = (...entries: object[]): unknown => {
    const { entries: read, problems } = readPrices(entries.map((entry) => ({ currency: 'CNY', ...entry })));
    assert.deepEqual(problems, []);
    const price = ownPrice(read, called);
    return typeof price === 'object' ? price.amount : price;
  };

  it('apply the most specific one: model, then configuration, then kind', () => {
    const type = { provider: 'acme', amount: 1 };
    const kind = { provider: 'acme', kind: 'edit', amount: 2 };
    const id = { provider: 'mine', amount: 3 };
    const model = { provider: 'acme', model: 'flux', amount: 4 };
    const all = { provider: 'mine', model: 'flux', kind: 'edit', amount: 5 };
    assert.equal(amountFor(type), 1);
    assert.equal(amountFor(kind, type), 2);
    assert.equal(amountFor(id, kind, type), 3);
    assert.equal(amountFor(model, id, kind), 4);
    assert.equal(amountFor(all, model, id), 5);
  });

  it('are unknown, and not free, where none fits', () => {
    assert.equal(
      amountFor({ provider: 'other', amount: 0 }, { provider: 'acme', model: 'other', amount: 0 }),
      undefined,
    );
    assert.equal(amountFor({ provider: 'acme', amount: 0 }), 'free');
  });

  it('apply the later of two that are equally specific', () => {
    assert.equal(amountFor({ provider: 'acme', amount: 1 }, { provider: 'acme', amount: 2 }), 2);
  });

  it('reads the former name of a price per image', () => {
    const { entries, problems } = readPrices([{ provider: 'a', amount: 1, currency: 'CNY', per: 'picture' }]);
    assert.deepEqual(
      entries.map(({ price }) => price),
      [{ amount: 1, currency: 'CNY', per: 'image', asOf: '' }],
    );
    assert.deepEqual(problems, []);
  });

  it('keep their spelling of money', () => {
    const { entries } = readPrices([
      { provider: 'a', amount: 1, currency: 'cny' },
      { provider: 'a', amount: 1, currency: 'Credits', per: 'call', asOf: '2026-03-03' },
    ]);
    assert.deepEqual(
      entries.map(({ price }) => price),
      [
        { amount: 1, currency: 'CNY', per: 'image', asOf: '' },
        { amount: 1, currency: 'credits', per: 'call', asOf: '2026-03-03' },
      ],
    );
  });

  it('name every mistake, and leave its entry out', () => {
    const { entries, problems } = readPrices([
      { amount: 1, currency: 'CNY' },
      { provider: 'a', amount: '1', currency: 'CNY' },
      { provider: 'a', amount: -1, currency: 'CNY' },
      { provider: 'a', amount: 1 },
      { provider: 'a', amount: 1, currency: 'CNY', kind: 'video' },
      { provider: 'a', amount: 1, currency: 'CNY', asOf: 'yesterday' },
      { provider: 'a', amount: 1, currency: 'CNY', asOf: '2026-02-30' },
      'free',
    ]);
    assert.deepEqual(entries, []);
    assert.deepEqual(
      problems.map(({ setting, index, field, problem }) => [setting, index, field, problem]),
      [
        ['prices', 0, 'provider', 'missing'],
        ['prices', 1, 'amount', 'wrong-type'],
        ['prices', 2, 'amount', 'out-of-range'],
        ['prices', 3, 'currency', 'missing'],
        ['prices', 4, 'kind', 'out-of-range'],
        ['prices', 5, 'asOf', 'wrong-type'],
        ['prices', 6, 'asOf', 'wrong-type'],
        ['prices', 7, undefined, 'not-an-object'],
      ],
    );
    assert.equal(readPrices('0.03').problems[0]?.problem, 'not-a-list');
    assert.deepEqual(readPrices(undefined), { entries: [], problems: [] });
  });

  it('apply in spite of an unknown field, which is reported', () => {
    const { entries, problems } = readPrices([{ provider: 'a', amount: 1, currency: 'CNY', note: 'from the page' }]);
    assert.deepEqual([entries.length, problems[0]?.problem], [1, 'unknown-field']);
  });
});

describe('the caps of the settings', () => {
  const read = (caps: unknown, rest: object = {}): ReturnType<typeof readCaps> =>
    readCaps({ caps, atCap: undefined, timeZone: undefined, ...rest });

  it('are two where a day and a month are named', () => {
    assert.deepEqual(read([{ currency: 'cny', perDay: 10, perMonth: 100 }]).caps, [
      { period: 'day', amount: 10, currency: 'CNY' },
      { period: 'month', amount: 100, currency: 'CNY' },
    ]);
  });

  it('reject unless the settings explicitly say otherwise', () => {
    assert.equal(read([], { atCap: 'warn' }).atCap, 'warn');
    for (const atCap of [undefined, 'refuse', 'Warn', true]) assert.equal(read([], { atCap }).atCap, 'refuse');
  });

  it("that can't be read stop paid jobs", () => {
    for (const caps of ['10', [10], [{ perDay: '10', currency: 'CNY' }], [{ perDay: 10 }], [{ currency: 'CNY' }]]) {
      const { isUnreadable, problems } = read(caps);
      assert.ok(isUnreadable, JSON.stringify(caps));
      assert.ok(problems.every(({ setting }) => setting === 'spending.caps'));
    }
    assert.ok(!read([{ perDay: 10, currency: 'CNY', note: '' }]).isUnreadable);
  });

  it('use the clock of this machine where the time zone is unknown, and say so', () => {
    const { timeZone, problems } = read([], { timeZone: 'Mars/Olympus' });
    assert.deepEqual([timeZone, problems[0]?.setting], [undefined, 'spending.timeZone']);
    assert.equal(read([], { timeZone: ' Asia/Shanghai ' }).timeZone, 'Asia/Shanghai');
  });
});

describe('a day and a month', () => {
  const begins = (period: 'day' | 'month', time: string, zone: string): string =>
    new Date(startOf(period, Date.parse(time), zone)).toISOString();

  it('begin at midnight there', () => {
    assert.equal(begins('day', '2026-03-03T15:59:59Z', 'Asia/Shanghai'), '2026-03-02T16:00:00.000Z');
    assert.equal(begins('day', '2026-03-03T16:00:00Z', 'Asia/Shanghai'), '2026-03-03T16:00:00.000Z');
    assert.equal(begins('month', '2026-02-28T15:59:59Z', 'Asia/Shanghai'), '2026-01-31T16:00:00.000Z');
    assert.equal(begins('month', '2026-02-28T16:00:00Z', 'Asia/Shanghai'), '2026-02-28T16:00:00.000Z');
    assert.equal(begins('day', '2026-01-01T00:30:00Z', 'America/New_York'), '2025-12-31T05:00:00.000Z');
    assert.equal(begins('day', '2026-03-03T00:10:00Z', 'Asia/Kolkata'), '2026-03-02T18:30:00.000Z');
  });

  it('begin at midnight although the clock was changed since', () => {
    assert.equal(begins('day', '2026-03-29T12:00:00Z', 'Europe/Berlin'), '2026-03-28T23:00:00.000Z');
    assert.equal(begins('month', '2026-03-31T12:00:00Z', 'Europe/Berlin'), '2026-02-28T23:00:00.000Z');
    assert.equal(begins('day', '2026-10-25T12:00:00Z', 'Europe/Berlin'), '2026-10-24T22:00:00.000Z');
    assert.equal(begins('month', '2026-10-31T12:00:00Z', 'Europe/Berlin'), '2026-09-30T22:00:00.000Z');
  });
});
