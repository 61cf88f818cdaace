/** Formats the figures of the Statistics page in the user's language. */
import type { StatisticsView } from '../../../../src/shared/protocol/pages/statistics';
import { fill, formatSpan } from '../../../lib/format/format';

export interface Figures {
  count(value: number): string;
  /** 0 to 1. */
  percent(value: number): string;
  amount(value: number): string;
  /** Tenths of a second below a minute; a dash if unknown. */
  time(milliseconds: number | undefined): string;
}

export function createFigures(language: string, strings: { seconds: string; minutes: string; hours: string }): Figures {
  const counts = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const amounts = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  return {
    count: (value) => counts.format(value),
    percent: (value) => percents.format(value),
    amount: (value) => amounts.format(value),
    time: (milliseconds) => {
      if (milliseconds === undefined) return '–';
      if (milliseconds >= 60_000) return formatSpan(milliseconds, strings);
      return fill(strings.seconds, { seconds: tenths.format(milliseconds / 1000) });
    },
  };
}

export interface StartLabel {
  short: string;
  whole: string;
}

/** Labels of bars: the day on which each starts, or its month. */
export function startLabels(starts: readonly number[], unit: StatisticsView['unit'], language: string): StartLabel[] {
  const isMonth = unit === 'month';
  const short = new Intl.DateTimeFormat(
    language,
    isMonth ? { year: '2-digit', month: 'short' } : { month: 'short', day: 'numeric' },
  );
  const whole = new Intl.DateTimeFormat(
    language,
    isMonth ? { year: 'numeric', month: 'long' } : { dateStyle: 'medium' },
  );
  return starts.map((start) => ({ short: short.format(start), whole: whole.format(start) }));
}
