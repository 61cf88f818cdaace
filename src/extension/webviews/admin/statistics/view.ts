/** What the page Statistics shows, made from the figures of the history; no vscode in it. */
import type { Spending } from '../../../../engine/surface/spending';
import type { Statistics } from '../../../../engine/surface/history';
import type {
  BarUnit,
  CountLine,
  MoneyView,
  Series,
  StatisticsSplit,
  StatisticsView,
} from '../../../../shared/protocol/pages/statistics';
import type { Calendar } from '../../../../shared/model/calendar';
import type { JobKind, JobState } from '../../../../shared/model/jobs';
import { factLine } from '../../../../shared/format/sentences';
import { formatMoney } from '../../../messages/money';
import type { Translate } from '../../../../shared/format/translate';

export interface StatisticsFrame {
  t: Translate;
  /** Of the bars: milliseconds since 1970. */
  from: number;
  to: number;
  /** The user's, by which the history counted its days. */
  calendar: Calendar;
}

const day = 86_400_000;
/** Longer spans are shown by weeks, and from here on by months, so that bars stay distinguishable. */
const maxDays = 45;
const maxWeeks = 60;
/** Parts of a bar that patterns can tell apart; what comes after them is one part. */
const maxSeries = 5;

export function statisticsView(statistics: Statistics, frame: StatisticsFrame): StatisticsView {
  const { t } = frame;
  const bars = barsOf(statistics, frame);
  const places = new Map(bars.starts.map((start, place) => [start, place]));
  const series = (split: StatisticsSplit, names: readonly (readonly [key: string, name: string])[]): Series[] =>
    seriesOf(statistics.overTime[split], names, {
      t,
      size: bars.starts.length,
      place: (start) => places.get(bars.of(start)),
    });
  const providers = statistics.byProvider.map(({ id, name }) => [id, name] as const);
  return {
    unit: bars.unit,
    starts: bars.starts,
    jobs: statistics.jobs,
    images: statistics.images,
    ...(statistics.successRate === undefined ? {} : { successRate: statistics.successRate }),
    ...(statistics.meanTime === undefined ? {} : { meanTime: statistics.meanTime }),
    ...(statistics.slowTime === undefined ? {} : { slowTime: statistics.slowTime }),
    byState: counted(statistics.byState, stateNames(t)),
    byKind: counted(statistics.byKind, kindNames(t)),
    byProvider: statistics.byProvider.map(({ type: _type, ...line }) => line),
    overTime: {
      state: series('state', stateNames(t)),
      kind: series('kind', kindNames(t)),
      provider: series('provider', providers),
    },
    money: moneyViews(statistics.spending, frame, (amounts) => {
      const values = bars.starts.map(() => 0);
      for (const { start, amount } of amounts) {
        const place = places.get(bars.of(start));
        if (place !== undefined) values[place] = (values[place] ?? 0) + amount;
      }
      return values;
    }),
    unpriced: statistics.spending.unknown,
  };
}

interface Bars {
  unit: BarUnit;
  starts: number[];
  /** The start of the bar that a day belongs to. */
  of(start: number): number;
}

function barsOf(statistics: Statistics, { from, to, calendar }: StatisticsFrame): Bars {
  const { dayOf, weekOf, monthOf } = calendar;
  // All time starts with the first job.
  const first = dayOf(from > 0 ? from : (statistics.byDay[0]?.start ?? to)).start;
  const last = dayOf(to - 1).start;
  const days = Math.round((last - first) / day) + 1;
  const unit = days <= maxDays ? 'day' : days <= maxWeeks * 7 ? 'week' : 'month';
  const of = { day: (start: number) => start, week: weekOf, month: monthOf }[unit];
  const starts: number[] = [];
  for (let time = first; time <= last; time = dayOf(time).end) {
    const start = of(time);
    if (starts.at(-1) !== start) starts.push(start);
  }
  return { unit, starts, of };
}

function seriesOf(
  points: readonly { start: number; name: string; jobs: number }[],
  names: readonly (readonly [key: string, name: string])[],
  { t, size, place }: { t: Translate; size: number; place(start: number): number | undefined },
): Series[] {
  const words = new Map(names);
  const present = new Set(points.map((point) => point.name));
  const all = [...new Set(names.filter(([key]) => present.has(key)).map(([, name]) => name))];
  const shown = all.length > maxSeries ? [...all.slice(0, maxSeries - 1), t('Other')] : all;
  const found = new Map(shown.map((name) => [name, Array<number>(size).fill(0)]));
  for (const { start, name, jobs } of points) {
    const at = place(start);
    const values = found.get(words.get(name) ?? '') ?? found.get(t('Other'));
    if (at !== undefined && values) values[at] = (values[at] ?? 0) + jobs;
  }
  return [...found].map(([name, values]) => ({ name, values }));
}

function counted(
  counts: Readonly<Record<string, number>>,
  names: readonly (readonly [key: string, name: string])[],
): CountLine[] {
  const found = new Map<string, number>();
  for (const [key, name] of names) {
    const count = counts[key] ?? 0;
    if (count > 0) found.set(name, (found.get(name) ?? 0) + count);
  }
  return [...found].map(([name, count]) => ({ name, count }));
}

function moneyViews(
  { totals, byProvider, byDay }: Spending,
  { t }: StatisticsFrame,
  spread: (amounts: readonly { start: number; amount: number }[]) => number[],
): MoneyView[] {
  return totals.map(({ currency, amount, reserved, open }) => {
    const money = (part: number): string => formatMoney({ amount: part, currency }, t);
    const unsure = [
      ...(reserved > 0 ? [t('{amount} of this is reserved for jobs in progress', { amount: money(reserved) })] : []),
      ...(open > 0 ? [t('{amount} of this may not be charged', { amount: money(open) })] : []),
    ];
    return {
      currency,
      total: factLine([money(amount), ...unsure]),
      providers: byProvider
        .filter((one) => one.currency === currency)
        .map((one) => ({ name: one.name, amount: one.amount, text: money(one.amount) })),
      bars: { name: currency, values: spread(byDay.filter((one) => one.currency === currency)) },
    };
  });
}

/** In the order in which the parts of a bar stand on each other. */
function stateNames(t: Translate): (readonly [JobState, string])[] {
  return [
    ['done', t('Done')],
    ['failed', t('Failed')],
    ['cancelled', t('Canceled')],
    ['lost', t('Status unknown')],
    ['overdue', t('Overdue')],
    ['queued', t('In progress')],
    ['submitting', t('In progress')],
    ['running', t('In progress')],
    ['receiving', t('In progress')],
  ];
}

function kindNames(t: Translate): (readonly [JobKind, string])[] {
  return [
    ['generate', t('Generated')],
    ['edit', t('Edited')],
    ['batch', t('Batch')],
  ];
}
