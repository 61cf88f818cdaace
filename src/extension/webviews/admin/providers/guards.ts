/** What the verbs of the page Providers take. Pure. */
import type { ProviderSwitch } from '../../../../shared/protocol/providers';
import { isRecord } from '../../../parameters/parseArguments';
import { isId } from '../../shared/guards';

/** Longest text of a field, and of a key (some are signed tokens), in characters. */
const longest = { text: 2_000, secret: 10_000 };
const mostFields = 60;
const mostEntries = 1_000;
const switches: readonly ProviderSwitch[] = ['enabled', 'fallback', 'default'];

type Guard = (value: unknown) => boolean;

/** Exactly one of the three ways to name what a form is about. */
export const isAim: Guard = (value) => {
  if (!isRecord(value)) return false;
  const [[name, one] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0) return false;
  if (name === 'entry') return Number.isInteger(one) && Number(one) >= 0 && Number(one) < mostEntries;
  return (name === 'id' || name === 'type') && isId(one);
};

/** Texts by the paths of fields; which of them the form has, is looked at when they are written. */
export const isValues: Guard = (value) =>
  isRecord(value) &&
  Object.keys(value).length <= mostFields &&
  Object.entries(value).every(
    ([path, text]) => /^[A-Za-z]+(\.\w{1,60})?$/.test(path) && typeof text === 'string' && text.length <= longest.text,
  );

export const isSwitch: Guard = (value) => switches.some((known) => known === value);
export const isSecretName: Guard = (value) => typeof value === 'string' && /^\w{1,40}$/.test(value);
export const isSecretValue: Guard = (value) => typeof value === 'string' && value.length <= longest.secret;

/** Ids, each once. */
export const isOrder: Guard = (value) =>
  Array.isArray(value) && value.length <= mostEntries && value.every(isId) && new Set(value).size === value.length;
