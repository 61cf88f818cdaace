/** Days, weeks and months in a time zone, correct across clock changes. Pure. */

/** The day of a time: its midnight and the next one. Milliseconds since 1970. */
export type DayOf = (time: number) => { start: number; end: number };

export interface Calendar {
  dayOf: DayOf;
  /** Start of the Monday of its week. */
  weekOf(time: number): number;
  /** Start of the first of its month. */
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

/**
 * @param timeZone IANA name; left out: that of this machine.
 * @throws RangeError for an unknown name.
 */
export function calendarOf(timeZone?: string): Calendar {
  const offsetAt = utcOffsets(timeZone);
  /** Days already computed, by the UTC days that they overlap, so that the time zone is asked once for each. */
  const known = new Map<number, { start: number; end: number }[]>();

  /** Start of a day by its number in the calendar: 0 is January 1, 1970. */
  function startOf(number: number): number {
    const wall = number * day;
    const near = wall - offsetAt(wall);
    const start = wall - offsetAt(near);
    // Where clocks skip midnight, the day starts at the skip.
    return offsetAt(start) === offsetAt(near) ? start : Math.max(start, near);
  }

  const numberOf = (time: number): number => Math.floor((time + offsetAt(time)) / day);

  function dayOf(time: number): { start: number; end: number } {
    const near = Math.floor(time / day);
    const found = known.get(near)?.find(({ start, end }) => time >= start && time < end);
    if (found) return found;
    const number = numberOf(time);
    const computed = { start: startOf(number), end: startOf(number + 1) };
    known.set(near, [...(known.get(near) ?? []), computed]);
    return computed;
  }

  return {
    dayOf,
    // The first day of 1970 was a Thursday.
    weekOf: (time) => {
      const number = numberOf(time);
      return startOf(number - ((number + 3) % 7));
    },
    monthOf: (time) => {
      const local = new Date(time + offsetAt(time));
      return startOf(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) / day);
    },
  };
}

/** Milliseconds. No time zone changes its offset and changes it back within this time. */
const span = 4 * day;

/** Gives a function from a time to the zone's offset from UTC, in milliseconds. */
function utcOffsets(timeZone: string | undefined): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...(timeZone === undefined ? {} : { timeZone }),
    timeZoneName: 'longOffset',
  });
  const readOffset = (time: number): number => {
    // A damaged row may hold any number; the history must still be shown.
    if (Number.isNaN(new Date(time).getTime())) return 0;
    // `1/15/2026, GMT+05:45`; GMT alone is UTC.
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /GMT(?:([+-])(\d+)(?::(\d+))?(?::(\d+))?)?$/.exec(format.format(time)) ?? [];
    const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -size : size;
  };
  // Formatting takes 0.01 ms, and a long history has thousands of days: between two equal offsets it is not needed.
  const knownOffsets = new Map<number, number>();
  const offsetAtMultiple = (number: number): number => {
    const found = knownOffsets.get(number) ?? readOffset(number * span);
    knownOffsets.set(number, found);
    return found;
  };
  return (time) => {
    const number = Math.floor(time / span);
    const before = offsetAtMultiple(number);
    return before === offsetAtMultiple(number + 1) ? before : readOffset(time);
  };
}
