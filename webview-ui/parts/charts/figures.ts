/** Figures of the page Statistics as the person's language writes them. */
import { fill, spanWords } from '../words';

export interface Figures {
  count(value: number): string;
  /** 0 to 1. */
  percent(value: number): string;
  amount(value: number): string;
  /** Tenths of a second below a minute; a dash for what nobody knows. */
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
      if (milliseconds >= 60_000) return spanWords(milliseconds, strings);
      return fill(strings.seconds, { seconds: tenths.format(milliseconds / 1000) });
    },
  };
}
