/** The user's time zone, sent by the page: in a remote window, the host may have another. Pure. */
import { calendarOf, isTimeZone, type Calendar } from '../../../shared/model/calendar';

export interface Zone {
  /** IANA name. */
  name(): string;
  calendar(): Calendar;
  use(name: string): void;
}

/**
 * @param last The zone used last; if it is no time zone, that of the host.
 * @param onChange Called when the zone changes.
 */
export function createZone(last: unknown, onChange: (name: string) => void): Zone {
  const hostZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  let name = typeof last === 'string' && isTimeZone(last) ? last : hostZone;
  let calendar: Calendar | undefined;
  return {
    name: () => name,
    calendar: () => (calendar ??= calendarOf(name)),
    use(next) {
      if (next === name) return;
      name = next;
      calendar = undefined;
      onChange(next);
    },
  };
}
