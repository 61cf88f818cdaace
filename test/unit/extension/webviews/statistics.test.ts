import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { calendarOf } from '../../../../src/shared/model/calendar';
import type { Statistics } from '../../../../src/engine/surface/history';
import { statisticsView } from '../../../../src/extension/webviews/admin/statistics/view';
import { readChoices } from '../../../../webview-ui/features/statistics/state/choices';
import { createFigures, startLabels } from '../../../../webview-ui/features/statistics/charts/figures';
import { labelled, topOf } from '../../../../webview-ui/features/statistics/charts/scale';

const day = 86_400_000;
/** Two hours ahead of UTC all year. */
const calendar = calendarOf('Africa/Maputo');
/** Midnight of a day of 2026 two hours east of Greenwich. */
const midnight = (month: number, date: number): number => Date.UTC(2026, month - 1, date) - 7_200_000;
const t = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

const nothing: Statistics = {
  jobs: 0,
  images: 0,
  byState: {},
  byKind: {},
  byProvider: [],
  byDay: [],
  overTime: { state: [], kind: [], provider: [] },
  spending: { totals: [], byProvider: [], byDay: [], unknown: 0, caps: [] },
};

describe('view of the Statistics page', () => {
  it('has a bar for each day, also for empty ones', () => {
    const [from, to] = [midnight(3, 2), midnight(3, 8) + 5_000];
    const told: Statistics = {
      ...nothing,
      jobs: 6,
      byState: { done: 4, failed: 1, running: 1 },
      overTime: {
        ...nothing.overTime,
        state: [
          { start: midnight(3, 2), name: 'done', jobs: 3 },
          { start: midnight(3, 8), name: 'done', jobs: 1 },
          { start: midnight(3, 8), name: 'failed', jobs: 1 },
          { start: midnight(3, 8), name: 'running', jobs: 1 },
        ],
      },
    };
    const view = statisticsView(told, { t, from, to, calendar });
    assert.equal(view.unit, 'day');
    assert.deepEqual(
      view.starts,
      [2, 3, 4, 5, 6, 7, 8].map((date) => midnight(3, date)),
    );
    assert.deepEqual(view.overTime.state, [
      { name: 'Done', values: [3, 0, 0, 0, 0, 0, 1] },
      { name: 'Failed', values: [0, 0, 0, 0, 0, 0, 1] },
      { name: 'In progress', values: [0, 0, 0, 0, 0, 0, 1] },
    ]);
    assert.deepEqual(view.byState, [
      { name: 'Done', count: 4 },
      { name: 'Failed', count: 1 },
      { name: 'In progress', count: 1 },
    ]);
  });

  it('groups a quarter by weeks from Monday, and years by months', () => {
    const to = midnight(6, 30) + 1;
    const point = (month: number, date: number) => ({ start: midnight(month, date), name: 'edit', jobs: 2 });
    const quarter = { ...nothing, overTime: { ...nothing.overTime, kind: [point(6, 29), point(6, 30), point(6, 28)] } };
    const weeks = statisticsView(quarter, { t, from: to - 90 * day, to, calendar });
    assert.equal(weeks.unit, 'week');
    assert.equal(new Date(weeks.starts.at(-1)! + 7_200_000).getUTCDay(), 1);
    assert.deepEqual(weeks.overTime.kind[0]?.values.slice(-2), [2, 4]);
    const everything: Statistics = {
      ...nothing,
      byDay: [{ start: midnight(1, 15) - 400 * day, jobs: 1, done: 1, failed: 0 }],
      overTime: { ...nothing.overTime, kind: [point(6, 30), point(5, 1)] },
    };
    const months = statisticsView(everything, { t, from: 0, to, calendar });
    assert.equal(months.unit, 'month');
    assert.equal(months.starts.length, 19);
    assert.deepEqual(months.overTime.kind[0]?.values.slice(-2), [2, 2]);
  });

  it('merges series beyond the number of patterns', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const [from, to] = [midnight(3, 8), midnight(3, 8) + 1];
    const told: Statistics = {
      ...nothing,
      byProvider: ids.map((id) => ({ id, name: id.toUpperCase(), type: 'x', jobs: 1, done: 1, failed: 0 })),
      overTime: { ...nothing.overTime, provider: ids.map((name) => ({ start: from, name, jobs: 1 })) },
    };
    assert.deepEqual(
      statisticsView(told, { t, from, to, calendar }).overTime.provider.map(({ name, values }) => [name, values[0]]),
      [
        ['A', 1],
        ['B', 1],
        ['C', 1],
        ['D', 1],
        ['Other', 3],
      ],
    );
  });

  it('keeps currencies apart and says what part of a sum is uncertain', () => {
    const [from, to] = [midnight(3, 7), midnight(3, 8) + 1];
    const money = (currency: string, amount: number, open = 0) => ({
      ...{ currency, amount, jobs: 1, reported: 0, reserved: 0, open },
    });
    const told: Statistics = {
      ...nothing,
      spending: {
        ...nothing.spending,
        totals: [money('CNY', 3, 1), money('credits', 40)],
        byProvider: [{ ...money('CNY', 3), id: 'kie', name: 'KIE' }],
        byDay: [{ ...money('CNY', 3), start: midnight(3, 8) }],
        unknown: 2,
      },
    };
    const view = statisticsView(told, { t, from, to, calendar });
    assert.deepEqual(
      view.money.map(({ total, bars }) => [total, bars.values]),
      [
        ['¥3.00 · ¥1.00 of this may not be charged', [0, 3]],
        ['40 credits', [0, 0]],
      ],
    );
    assert.deepEqual(view.money[0]?.providers, [{ name: 'KIE', amount: 3, text: '¥3.00' }]);
    assert.equal(view.unpriced, 2);
  });

  it('has axes from zero to a round figure', () => {
    assert.deepEqual(
      [0, 1, 3, 7, 10, 11, 180, 0.03].map((most) => topOf(most, most < 1 ? 1e-6 : 1)),
      [1e-6, 1, 5, 10, 10, 20, 200, 0.05],
    );
    assert.deepEqual(labelled(7, 700, 64), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(labelled(30, 256, 64), [0, 8, 16, 24]);
    assert.deepEqual(labelled(3, 10, 64), [0]);
  });

  it('formats figures', () => {
    const strings = { seconds: '{seconds} s', minutes: '{minutes} min {seconds} s', hours: '{hours} h {minutes} min' };
    const figures = createFigures('en', strings);
    assert.deepEqual(
      [
        figures.time(undefined),
        figures.time(1_234),
        figures.time(83_000),
        figures.percent(0.987),
        figures.count(12_345),
      ],
      ['–', '1.2 s', '1 min 23 s', '98.7%', '12,345'],
    );
  });
});

describe('stored choices of the Statistics page', () => {
  it('are restored only as far as they have the right shape', () => {
    for (const nonsense of [undefined, null, 7, 'x', {}, { span: 8, split: 'model' }]) {
      assert.deepEqual(readChoices(nonsense), { span: 30, split: 'state' });
    }
    assert.deepEqual(readChoices({ span: 0, split: 'kind' }), { span: 0, split: 'kind' });
  });

  it('label bars by day, or by month', () => {
    const start = new Date(2026, 2, 5).getTime();
    assert.deepEqual(startLabels([start], 'week', 'en'), [{ short: 'Mar 5', whole: 'Mar 5, 2026' }]);
    assert.deepEqual(startLabels([start], 'month', 'en'), [{ short: 'Mar 26', whole: 'March 2026' }]);
  });
});
