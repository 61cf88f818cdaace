/** What the verbs of the page Create take: the page is an untrusted client, so every value is looked at. Pure. */
import { withoutControls } from '../../../../shared/format/plainText';
import { isRecord } from '../../../parameters/parseArguments';
import { isId } from '../../shared/guards';

/** Most that one call may hand over; bytes of a picture. */
export const mostOf = { pictures: 100, values: 40, text: 100_000, bytes: 64 * 1024 * 1024, uri: 4000 };

type Guard = (value: unknown) => boolean;

export const isHash: Guard = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
export const isPrompt: Guard = (value) => typeof value === 'string' && value.length <= mostOf.text;
export const isImageIds: Guard = (value) => isShortList(value, isId);
export const isJobIds: Guard = (value) => isShortList(value, isId);
export const isUris: Guard = (value) => isShortList(value, isUri);
export const isFileName: Guard = (value) => typeof value === 'string' && value.length <= 300;

/** Whether they are a picture is said by the engine, which looks at the bytes. */
export const isImageBytes: Guard = (value) =>
  value instanceof Uint8Array && value.length > 0 && value.length <= mostOf.bytes;

const draftGuards: Record<string, Guard> = {
  providerId: isId,
  references: (value) => isShortList(value, isHash),
  mask: isHash,
  values: (value) =>
    isRecord(value) &&
    Object.keys(value).length <= mostOf.values &&
    Object.entries(value).every(([name, text]) => /^[a-zA-Z]{1,40}$/.test(name) && isPrompt(text)),
  like: isId,
};

export const isDraft: Guard = (value) =>
  isRecord(value) &&
  Array.isArray(value['references']) &&
  Object.entries(value).every(([name, one]) => Object.hasOwn(draftGuards, name) && draftGuards[name]?.(one) === true);

/** A name for a picture that came without a file: without folders, and without what is not seen. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = withoutControls(last)
    .replace(/[:*?"<>|]/g, ' ')
    .trim();
  return plain.slice(-120) || 'picture';
}

function isUri(value: unknown): boolean {
  return typeof value === 'string' && value.length <= mostOf.uri && /^[a-z][a-z0-9+.-]+:/i.test(value);
}

function isShortList(value: unknown, guard: Guard): boolean {
  return Array.isArray(value) && value.length <= mostOf.pictures && value.every(guard);
}
