/**
 * Reads RunningHub's answers. There are two versions: v1 `{code, msg, data}` and v2 with everything at the top level
 * (`{taskId, status, errorCode, results, …}`), both nearly always with HTTP 200, and gateways that mix the names. Numbers are
 * often texts, and IDs have 19 digits, which no JavaScript number can represent.
 */
import { fail } from '../../../shared/model/easelError';
import type { HttpAnswer } from '../../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../../http/answer/status';

/** Byte limit of a JSON answer; images are never inside one. */
export const maxReplyBytes = 8 * 1024 * 1024;

export type Fields = Readonly<Record<string, unknown>>;

/** An answer of either version in one form. */
export interface Reply {
  /** The service's code as text; `0` for success or if there is none. */
  code: string;
  /** Whether the answer has a code. */
  hasCode: boolean;
  /** The service's text, cleaned; empty if there is none. */
  message: string;
  data: unknown;
  body: Fields;
  answer: HttpAnswer;
  clean(text: string): string;
}

/** The code of a rejection that has none. */
export const refusedWithoutCode = 'refused';

/**
 * @throws EaselError if the answer isn't a JSON object: by its HTTP status, or `bad-answer`.
 */
export function readReply(answer: HttpAnswer, clean: (text: string) => string): Reply {
  const isError = answer.status >= 400;
  if (isError && answer.type === 'text/html') throw htmlFailure(answer);
  const body = isError ? quietly(() => parseAnswer(answer)) : parseAnswer(answer);
  if (!isFields(body)) {
    if (isError) throw failureOfStatus(answer);
    throw fail('bad-answer', { ...answerFacts(answer), detail: 'not an object' });
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

/** Parses JSON, with integers of 16 and more digits as texts, so that IDs keep their digits. */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as unknown;
  // Strings and numbers are matched as a whole, so that only bare integers are quoted.
  const quoted = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (found) =>
    /^-?\d{16,}$/.test(found) ? `"${found}"` : found,
  );
  return JSON.parse(quoted) as unknown;
}

/** The JSON in a text, or any other value itself; undefined if the text isn't JSON. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return quietly(() => parseJson(value));
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these members that is a text or a number, as text; empty if none is. */
export function textOf(from: unknown, ...names: string[]): string {
  if (!isFields(from)) return '';
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return '';
}

/** A non-negative number, or the one in a text; undefined for any other value. */
export function figureOf(value: unknown): number | undefined {
  const figure = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof figure === 'number' && Number.isFinite(figure) && figure >= 0 ? figure : undefined;
}

function parseAnswer(answer: HttpAnswer): unknown {
  // `json()` first, because it recognizes HTML pages and truncated answers.
  const plain = answer.json();
  const text = answer.text();
  return /\d{16}/.test(text) ? parseJson(text) : plain;
}

/** 421 is the service's "queue full", also as an HTTP status; other statuses aren't codes of the service. */
function codeOfStatus(status: number): string {
  return status === 421 ? '421' : refusedWithoutCode;
}

/** Empty for `""`, `null`, and other types; `0`, `"0"`, and 200 mean success. */
function codeOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = String(value).trim().slice(0, 40);
  return text === '200' || text === '0' ? '0' : text;
}

function messageOf(body: Fields): string {
  const text = textOf(body, 'errorMessage', 'error_message', 'msg', 'message', 'error', 'detail');
  return text || textOf(body['error'], 'message', 'msg');
}

function htmlFailure(answer: HttpAnswer): unknown {
  const { failure } = failureOfStatus(answer);
  if (failure.kind !== 'server' && failure.kind !== 'timeout') return failureOfStatus(answer);
  // `json()` throws a failure with the title of the page.
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
