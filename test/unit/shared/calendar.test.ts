import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { calendarOf, isTimeZone } from '../../../src/shared/model/calendar';

const hour = 3_600_000;

describe('calendar of a time zone', () => {
  it('has contiguous days, of 23 and 25 hours when daylight saving time changes', () => {
    const { dayOf } = calendarOf('Europe/Berlin');
    assert.equal(dayOf(Date.UTC(2026, 0, 15, 12)).start, Date.UTC(2026, 0, 14, 23));
    assert.equal(dayOf(Date.UTC(2026, 6, 15, 12)).start, Date.UTC(2026, 6, 14, 22));
    const hours = (time: number): number => (dayOf(time).end - dayOf(time).start) / hour;
    assert.deepEqual(
      [Date.UTC(2026, 2, 29, 12), Date.UTC(2026, 9, 25, 12), Date.UTC(2026, 9, 26, 12)].map(hours),
      [23, 25, 24],
    );
    for (let { start, end } = dayOf(Date.UTC(2025, 11, 31)); start < Date.UTC(2027, 0, 2);) {
      assert.deepEqual(dayOf(end - 1), { start, end });
      assert.equal(dayOf(end).start, end);
      ({ start, end } = dayOf(end));
    }
  });

  it('handles quarter-hour zones and both sides of the date line', () => {
    assert.equal(calendarOf('Asia/Kathmandu').dayOf(0).start, -5.5 * hour);
    assert.equal(calendarOf('Pacific/Kiritimati').dayOf(Date.UTC(2026, 5, 1)).start, Date.UTC(2026, 4, 31, 10));
    assert.equal(calendarOf('Pacific/Pago_Pago').dayOf(Date.UTC(2026, 5, 1)).start, Date.UTC(2026, 4, 31, 11));
    assert.equal(calendarOf('UTC').dayOf(Date.UTC(2026, 5, 1, 5)).start, Date.UTC(2026, 5, 1));
  });

  it('starts a day without midnight when the clock moves forward', () => {
    // In Havana the clocks went from 00:00 to 01:00 on 8 March 2026.
    const { dayOf } = calendarOf('America/Havana');
    const { start, end } = dayOf(Date.UTC(2026, 2, 8, 12));
    assert.equal(start, Date.UTC(2026, 2, 8, 5));
    assert.equal((end - start) / hour, 23);
    assert.equal(dayOf(start - 1).end, start);
  });

  it('starts weeks on Monday and months on the first', () => {
    const { weekOf, monthOf } = calendarOf('Europe/Berlin');
    assert.equal(weekOf(Date.UTC(2026, 2, 29, 12)), Date.UTC(2026, 2, 22, 23));
    assert.equal(weekOf(Date.UTC(2026, 2, 29, 22)), Date.UTC(2026, 2, 29, 22));
    assert.equal(monthOf(Date.UTC(2026, 2, 31, 21)), Date.UTC(2026, 1, 28, 23));
    assert.equal(monthOf(Date.UTC(2026, 2, 31, 22)), Date.UTC(2026, 2, 31, 22));
  });

  it('has a day for every number, also for invalid times', () => {
    const { dayOf } = calendarOf('Europe/Berlin');
    for (const time of [8.64e15 + 1, 1e17, -1e17]) {
      const { start, end } = dayOf(time);
      assert.ok(start <= time && time < end, String(time));
    }
  });

  it('rejects unknown time zones', () => {
    assert.ok(isTimeZone('Asia/Shanghai'));
    assert.ok(!isTimeZone('Mars/Olympus'));
    assert.ok(!isTimeZone(''));
  });
});
