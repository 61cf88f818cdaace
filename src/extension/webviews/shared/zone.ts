/** The time zone of the person who looks at a page, which tells it: with a remote window, the host's clock is another. Pure. */
import { calendarOf, isTimeZone, type Calendar } from '../../../shared/model/calendar';

export interface Zone {
  /** IANA name. */
  name(): string;
  calendar(): Calendar;
  use(name: string): void;
}

/**
 * @param last Where the person was the last time; anything else than a time zone: where this machine is.
 * @param onMove Told when it turns out to be another.
 */
export function createZone(last: unknown, onMove: (name: string) => void): Zone {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  let name = typeof last === 'string' && isTimeZone(last) ? last : here;
  let calendar: Calendar | undefined;
  return {
    name: () => name,
    calendar: () => (calendar ??= calendarOf(name)),
    use(next) {
      if (next === name) return;
      name = next;
      calendar = undefined;
      onMove(next);
    },
  };
}
