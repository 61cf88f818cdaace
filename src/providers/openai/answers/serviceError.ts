/** The error that an answer describes. */
import { isFields } from './images';
import { first, levelsOf, textIn, type Fields } from './levels';

/** An error in the service's words. Its texts may contain secrets: not cleaned yet. */
export interface ServiceError {
  code?: string;
  type?: string;
  message?: string;
}

/** The error in an answer with an error status; empty if there is none. */
export function readError(body: unknown): ServiceError {
  const levels = levelsOf(body);
  return errorOf(levels) ?? reasonOf(levels);
}

/** The error in an answer; undefined if the answer reports none. */
export function errorOf(levels: readonly Fields[]): ServiceError | undefined {
  for (const level of levels) {
    const { error } = level;
    if (isFields(error) && Object.keys(error).length > 0) return errorFields(error);
    if (typeof error === 'string' && error.trim() !== '') {
      const type = textIn(level, ['failure_reason']);
      return { ...(isErrorCode(level['code']) ? codeOf(level) : {}), ...(type ? { type } : {}), message: error };
    }
  }
  for (const level of levels) {
    if (isErrorCode(level['code']) || level['success'] === false) {
      const { message, type } = { ...reasonOf(levels), ...errorFields(level) };
      return { ...codeOf(level), ...(type ? { type } : {}), ...(message ? { message } : {}) };
    }
  }
  return undefined;
}

/**
 * Whether the outermost level rejects the call, so that a URL in the rest of the answer is no result. A code that is neither
 * an HTTP status nor negative belongs to an envelope that isn't known, and rejects nothing by itself.
 */
export function isRefusal([outer]: readonly Fields[]): boolean {
  if (outer === undefined) return false;
  return outer['success'] === false || (isErrorCode(outer['code']) && !isOwnNumber(outer['code']));
}

/** Whether a code is a number of the service's own, such as 10000. */
function isOwnNumber(code: unknown): boolean {
  return (typeof code === 'number' || typeof code === 'string') && Number(code) >= 600;
}

const reasonNames = ['fail_reason', 'failReason', 'failure_reason', 'error_message', 'errorMessage', 'err_msg'];

/** The reason that a task gives for its failure. grsai writes `error` as the reason and the details into `error`. */
export function reasonOf(levels: readonly Fields[]): ServiceError {
  const reason = first(levels, (level) => textIn(level, reasonNames));
  if (reason !== undefined) return { message: reason };
  const message = first(levels, (level) => textIn(level, ['message', 'msg', 'detail']) ?? detailsOf(level['detail']));
  return message === undefined ? {} : { message };
}

function errorFields(error: Fields): ServiceError {
  const message = textIn(error, ['message', 'msg', 'detail']) ?? detailsOf(error['detail']);
  const type = textIn(error, ['type']);
  return { ...codeOf(error), ...(type ? { type } : {}), ...(message ? { message } : {}) };
}

/** FastAPI: `detail: [{ msg, loc }]`. */
function detailsOf(detail: unknown): string | undefined {
  const item: unknown = Array.isArray(detail) ? detail[0] : undefined;
  if (!isFields(item)) return undefined;
  const location = Array.isArray(item['loc']) ? item['loc'].map(String).join('.') : '';
  return [location, textIn(item, ['msg'])].filter((part) => part).join(': ') || undefined;
}

function codeOf(level: Fields): { code?: string } {
  const { code } = level;
  if (typeof code === 'number' && Number.isFinite(code)) return { code: String(code) };
  return typeof code === 'string' && code.trim() !== '' ? { code: code.trim().slice(0, 100) } : {};
}

/** `0`, `1`, `200`, `"success"`, `true`, and a missing code aren't errors. */
function isErrorCode(code: unknown): boolean {
  if (typeof code === 'number') return code < 0 || code >= 400;
  if (typeof code !== 'string' || code.trim() === '') return false;
  if (/^-?\d+$/.test(code.trim())) return isErrorCode(Number(code));
  return !['success', 'succeeded', 'succeed', 'ok'].includes(code.trim().toLowerCase());
}
