/** Formats figures, and what was requested against the actual image. */
import { differences, figuresOf, measurable, type Difference } from '../../../src/shared/model/comparison';
import { factLine } from '../../../src/shared/format/sentences';
import type { ImageItem } from '../../../src/shared/protocol/views/entries';
import type { PageStrings } from '../../../src/shared/protocol/strings';

/** `fill('{a} of {b}', { a: 1, b: 2 })` gives `1 of 2`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A name and a text, joined with the colon of the language. */
export function namedText(name: string, text: string, { namedText: pattern }: Pick<PageStrings, 'namedText'>): string {
  return fill(pattern, { name, text });
}

/** `a.png, b.png`, with the comma of the language. */
export function listOf(items: readonly string[], { listItems }: Pick<PageStrings, 'listItems'>): string {
  return items.reduce((list, item) => (list === '' ? item : fill(listItems, { list, item })), '');
}

/** `1664 × 928`, kept on one line. */
export function formatSize({ width, height }: { width: number; height: number }): string {
  return `${width}\u00a0×\u00a0${height}`;
}

/** A file name in two parts, so that it can be truncated in the middle: names of one job differ at the end. */
export function splitName(name: string): [head: string, tail: string] {
  const tail = Math.min(8, Math.floor(name.length / 2));
  return [name.slice(0, name.length - tail), name.slice(name.length - tail)];
}

/** Bytes as `94 KB` or `1.2 MB`, in the number format of the language. */
export function formatBytes(bytes: number, language: string): string {
  const isSmall = bytes < 1_000_000;
  const digits = isSmall ? 0 : 1;
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(
    bytes / (isSmall ? 1e3 : 1e6),
  );
  return `${figure} ${isSmall ? 'KB' : 'MB'}`;
}

/** How the image matches the request, with every difference; undefined if nothing measurable was requested. */
export function describeMatch(image: ImageItem, strings: PageStrings): { isMatch: boolean; text: string } | undefined {
  const different = differences(image.requested, image);
  if (different.length > 0) {
    const texts = different.map((difference) => differenceText(difference, strings));
    return { isMatch: false, text: factLine(texts) };
  }
  const requested = [
    ...measurable(image.requested).map(nonBreaking),
    ...(image.requested.alpha ? [strings.transparent] : []),
  ];
  return requested.length === 0
    ? undefined
    : { isMatch: true, text: fill(strings.matchesRequest, { size: factLine(requested) }) };
}

function differenceText(difference: Difference, strings: PageStrings): string {
  if (difference.subject === 'background') return strings.backgroundDiffers;
  const { requested, actual } = figuresOf(difference);
  return fill(strings.differsFromRequest, { asked: nonBreaking(requested), came: nonBreaking(actual) });
}

/** Keeps figures on one line. */
function nonBreaking(figures: string): string {
  return figures.replaceAll(' ', '\u00a0');
}

/** Text from outside without bidi controls and control characters. */
export function plainText(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
}

/** A duration: `8 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatSpan(milliseconds: number, strings: { seconds: string; minutes: string; hours: string }): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return fill(strings.seconds, { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return fill(strings.minutes, { minutes, seconds: seconds % 60 });
  return fill(strings.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A day as a heading: today, yesterday, else its date. @param now Milliseconds since 1970. */
export function formatDay(
  start: number,
  { now, language, strings }: { now: number; language: string; strings: { today: string; yesterday: string } },
): string {
  const middle = new Date(start + 12 * 3_600_000);
  const daysAgo = Math.round((new Date(now).setHours(12, 0, 0, 0) - middle.setHours(12, 0, 0, 0)) / 86_400_000);
  if (daysAgo === 0) return strings.today;
  if (daysAgo === 1) return strings.yesterday;
  return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(middle);
}

/** The value of a date input for a time: `2026-03-30`, in the local time zone. */
export function dateOf(time: number): string {
  const date = new Date(time);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The midnight at the start of a span of days that ends today, by the calendar: days differ in length. */
export function daysBack(days: number, now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1 - days).getTime();
}

/** The midnight at the start of that day; undefined if it is not a date. */
export function dayOf(text: string): number | undefined {
  const [year = NaN, month = NaN, date = NaN] = text.split('-').map(Number);
  const start = new Date(year, month - 1, date).getTime();
  return Number.isNaN(start) ? undefined : start;
}
