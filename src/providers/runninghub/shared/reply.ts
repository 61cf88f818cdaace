/**
 * Reading RunningHub's answers. Two generations live side by side: v1 `{code, msg, data}` and v2 with everything at the top
 * (`{taskId, status, errorCode, results, …}`), both nearly always with HTTP 200, and gateways in front of them that mix the
 * names. Numbers come as text as often as not, and ids have 19 digits, which no JavaScript number can hold.
 */
import { fail } from '../../../shared/model/easelError';
import type { HttpAnswer } from '../../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../../http/answer/status';

/** Largest JSON answer in bytes: pictures never come in one. */
export const maxReplyBytes = 8 * 1024 * 1024;

export type Fields = Readonly<Record<string, unknown>>;

/** One answer, with the names of both generations folded together. */
export interface Reply {
  /** The service's own code as text; `0` when it says that all is well, or nothing. */
  code: string;
  /** Whether a code stood in it at all. */
  hasCode: boolean;
  /** The service's own text, cleaned; empty when there is none. */
  message: string;
  data: unknown;
  body: Fields;
  answer: HttpAnswer;
  clean(text: string): string;
}

/** Stands for a code where a service says no and gives none. */
export const refusedWithoutCode = 'refused';

/**
 * @throws EaselError when the answer holds no JSON object: by its HTTP status, or `bad-answer`.
 */
export function readReply(answer: HttpAnswer, clean: (text: string) => string): Reply {
  const isError = answer.status >= 400;
  if (isError && answer.type === 'text/html') throw htmlFailure(answer);
  const body = isError ? quietly(() => parseAnswer(answer)) : parseAnswer(answer);
  if (!isFields(body)) {
    if (isError) throw failureOfStatus(answer);
    throw fail('bad-answer', { ...answerFacts(answer), detail: 'not an object', maybeReceived: answer.paid });
  }
  const codes = [body['errorCode'], body['error_code'], body['code']].map(codeOf).filter((code) => code !== '');
  const refused = codes.find((code) => code !== '0');
  const code =
    refused ?? (isError ? codeOfStatus(answer.status) : body['success'] === false ? refusedWithoutCode : '0');
  return {
    code,
    hasCode: codes.length > 0 || typeof body['success'] === 'boolean',
    message: clean(messageOf(body)),
    data: body['data'],
    body,
    answer,
    clean,
  };
}

/** JSON with every whole number of 16 and more digits as text, so that ids stay what they are. */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as unknown;
  // Strings and whole numbers are matched as they stand, so that only bare integers are put in quotes.
  const quoted = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (found) =>
    /^-?\d{16,}$/.test(found) ? `"${found}"` : found,
  );
  return JSON.parse(quoted) as unknown;
}

/** JSON that stands in a text, or the value itself where it already is one; undefined for what can not be read. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return quietly(() => parseJson(value));
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these members that holds a text or a number, as text; empty when none does. */
export function textOf(from: unknown, ...names: string[]): string {
  if (!isFields(from)) return '';
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return '';
}

/** A number that may be written as text; undefined for everything else, and for less than nothing. */
export function figureOf(value: unknown): number | undefined {
  const figure = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof figure === 'number' && Number.isFinite(figure) && figure >= 0 ? figure : undefined;
}

function parseAnswer(answer: HttpAnswer): unknown {
  // The kit's own reading comes first: it tells pages of proxies and cut answers apart.
  const plain = answer.json();
  const text = answer.text();
  return /\d{16}/.test(text) ? parseJson(text) : plain;
}

/** 421 is the service's own "queue full" wherever it stands; every other status is no code of the service. */
function codeOfStatus(status: number): string {
  return status === 421 ? '421' : refusedWithoutCode;
}

/** `""`, `null` and members of another kind say nothing; `0`, `"0"` and 200 say that all is well. */
function codeOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = String(value).trim().slice(0, 40);
  return text === '200' || text === '0' ? '0' : text;
}

function messageOf(body: Fields): string {
  const said = textOf(body, 'errorMessage', 'error_message', 'msg', 'message', 'error', 'detail');
  return said || textOf(body['error'], 'message', 'msg');
}

function htmlFailure(answer: HttpAnswer): unknown {
  const { failure } = failureOfStatus(answer);
  if (failure.kind !== 'server' && failure.kind !== 'timeout') return failureOfStatus(answer);
  // Tells the title of the page, and that a proxy's page says nothing about what the service did.
  return quietThrow(() => answer.json()) ?? failureOfStatus(answer);
}

function quietThrow(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

function quietly(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
