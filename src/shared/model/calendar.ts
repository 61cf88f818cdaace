/** Days, weeks and months by the clock of a time zone, whatever that clock did in between. Pure. */

/** The day of a time: from its midnight to before the next. Milliseconds since 1970. */
export type DayOf = (time: number) => { start: number; end: number };

export interface Calendar {
  dayOf: DayOf;
  /** When the Monday of its week began. */
  weekOf(time: number): number;
  /** When the first of its month began. */
  monthOf(time: number): number;
}

const day = 86_400_000;

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** @param timeZone IANA name; left out: that of this machine. @throws RangeError for a name that is none. */
export function calendarOf(timeZone?: string): Calendar {
  const ahead = aheadOfUtc(timeZone);
  /** Days that were asked for, by the days of UTC that they reach into: the clock is asked once for each. */
  const known = new Map<number, { start: number; end: number }[]>();

  /** When a day began, by its number in the calendar: 0 is the first of January 1970. */
  function beginOf(number: number): number {
    const wall = number * day;
    const near = wall - ahead(wall);
    const begin = wall - ahead(near);
    // Where clocks skip midnight, the day begins when they do.
    return ahead(begin) === ahead(near) ? begin : Math.max(begin, near);
  }

  const numberOf = (time: number): number => Math.floor((time + ahead(time)) / day);

  function dayOf(time: number): { start: number; end: number } {
    const near = Math.floor(time / day);
    const found = known.get(near)?.find(({ start, end }) => time >= start && time < end);
    if (found) return found;
    const number = numberOf(time);
    const made = { start: beginOf(number), end: beginOf(number + 1) };
    known.set(near, [...(known.get(near) ?? []), made]);
    return made;
  }

  return {
    dayOf,
    // The first day of 1970 was a Thursday.
    weekOf: (time) => {
      const number = numberOf(time);
      return beginOf(number - ((number + 3) % 7));
    },
    monthOf: (time) => {
      const local = new Date(time + ahead(time));
      return beginOf(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) / day);
    },
  };
}

/** No zone changes its clocks and takes that back within so many milliseconds. */
const span = 4 * day;

/** Tells how many milliseconds clocks in the zone are ahead of UTC at a time. */
function aheadOfUtc(timeZone: string | undefined): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...(timeZone === undefined ? {} : { timeZone }),
    timeZoneName: 'longOffset',
  });
  const exactly = (time: number): number => {
    // A row that was damaged may hold any number, and its history is shown all the same.
    if (Number.isNaN(new Date(time).getTime())) return 0;
    // `1/15/2026, GMT+05:45`; GMT alone is UTC.
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /GMT(?:([+-])(\d+)(?::(\d+))?(?::(\d+))?)?$/.exec(format.format(time)) ?? [];
    const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -size : size;
  };
  // To ask takes a hundredth of a millisecond, and a long history has thousands of days.
  const edges = new Map<number, number>();
  const edge = (number: number): number => {
    const found = edges.get(number) ?? exactly(number * span);
    edges.set(number, found);
    return found;
  };
  return (time) => {
    const number = Math.floor(time / span);
    const before = edge(number);
    return before === edge(number + 1) ? before : exactly(time);
  };
}
