/** What the verbs of the admin page take: the page is an untrusted client, so every value is looked at. Pure. */
import { isTimeZone } from '../../../shared/model/calendar';
import type { Age, Chosen, EntryQuery } from '../../../shared/protocol/admin';
import type { JobAction } from '../../../shared/protocol/views';
import { finalStates, openStates, type JobKind, type JobState } from '../../../shared/model/jobs';

/** Most entries that one call may name or ask for. */
export const most = { ids: 5_000, entries: 200, text: 500, list: 200, thumbnail: 126 * 1024 };

const states: readonly JobState[] = [...openStates, ...finalStates];
const kinds: readonly JobKind[] = ['generate', 'edit', 'batch'];
const verbs: readonly JobAction[] = ['cancel', 'giveUp', 'resume', 'lookAgain', 'open', 'again'];

type Accepts = (values: readonly unknown[]) => boolean;
type Guard = (value: unknown) => boolean;

/** Exactly these values, each guarded by its own. */
export function takes(...guards: Guard[]): Accepts {
  return (values) => values.length === guards.length && guards.every((guard, index) => guard(values[index]));
}

export const isId: Guard = (value) => typeof value === 'string' && value.length > 0 && value.length <= 100;
export const isIdOrNull: Guard = (value) => value === null || isId(value);
export const isIds: Guard = (value) => Array.isArray(value) && value.length <= most.ids && value.every(isId);
export const isFewIds: Guard = (value) => isIds(value) && (value as unknown[]).length <= most.entries;
export const isFlag: Guard = (value) => typeof value === 'boolean';
export const isOffset: Guard = (value) => isWhole(value) && Number(value) <= 100_000_000;
export const isLimit: Guard = (value) => isWhole(value) && Number(value) >= 1 && Number(value) <= most.entries;
export const isZone: Guard = (value) => typeof value === 'string' && value.length <= 64 && isTimeZone(value);
export const isWord: Guard = (value) => typeof value === 'string' && /^[a-z-]{1,40}$/.test(value);
export const isJobVerb: Guard = (value) => isOneOf(verbs)(value);

/** A WebP file that is small enough, in Base64. */
export const isThumbnail: Guard = (value) => {
  if (typeof value !== 'string' || value.length > (most.thumbnail / 3) * 4) return false;
  const bytes = Buffer.from(value, 'base64');
  return isWebp(bytes) && bytes.toString('base64') === value;
};

export const isAge: Guard = (value) =>
  isExactly<Age>(value, {
    days: (days) => isWhole(days) && Number(days) <= 36_500,
    keepFavourites: isFlag,
  });

const isHash: Guard = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** One picture or two, each by its id or by the hash of its bytes. */
export const isComparedIds: Guard = (value) =>
  Array.isArray(value) &&
  (value.length === 1 || value.length === 2) &&
  value.every((one) => isExactly(one, { imageId: isId }) || isExactly(one, { hash: isHash }));

export const isChosen: Guard = (value) => isExactly<Chosen>(value, { imageIds: isIds, jobIds: isIds });

const queryGuards: Record<keyof EntryQuery, Guard> = {
  text: (value) => typeof value === 'string' && value.length <= most.text,
  states: isListOf(isOneOf(states)),
  kinds: isListOf(isOneOf(kinds)),
  providerIds: isListOf(isId),
  models: isListOf((value) => typeof value === 'string' && value.length <= 300),
  favouritesOnly: isFlag,
  from: isTime,
  before: isTime,
  order: isOneOf(['newest', 'oldest']),
};

export const isEntryQuery: Guard = (value) =>
  isRecord(value) &&
  Object.entries(value).every(
    ([key, one]) => Object.hasOwn(queryGuards, key) && queryGuards[key as keyof EntryQuery](one),
  );

function isExactly<Shape>(value: unknown, guards: Record<keyof Shape & string, Guard>): boolean {
  if (!isRecord(value)) return false;
  const names = Object.keys(guards) as (keyof Shape & string)[];
  return Object.keys(value).length === names.length && names.every((name) => guards[name](value[name]));
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isListOf(guard: Guard): Guard {
  return (value) => Array.isArray(value) && value.length <= most.list && value.every(guard);
}

function isOneOf(words: readonly string[]): Guard {
  return (value) => typeof value === 'string' && words.includes(value);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `RIFF....WEBPVP8`, and as long as it says. */
function isWebp(bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 20 || text(0, 4) !== 'RIFF' || text(8, 15) !== 'WEBPVP8') return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return length + 8 === bytes.length;
}
