/**
 * Python's `datetime.now().isoformat()`: local, without a zone, microseconds left out when they are zero.
 * @param utcOffset Minutes east of UTC; left out: this machine's.
 */
export function localTime(at: number, utcOffset?: number): string {
  const offset = utcOffset ?? -new Date(at).getTimezoneOffset();
  const text = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  return text.endsWith('.000') ? text.slice(0, -4) : `${text}000`;
}
