/** The two wrappings of an answer, and the codes with the names that the service gives them. */
import { json, type Reply } from '../wire';
import type { Simulation } from './simulation';

export const messages: Readonly<Record<number, string>> = {
  301: 'PARAMS_INVALID',
  412: 'TOKEN_INVALID',
  415: 'TASK_INSTANCE_MAXED',
  416: 'TASK_CREATE_FAILED_BY_NOT_ENOUGH_WALLET',
  421: 'TASK_QUEUE_MAXED',
  433: 'VALIDATE_PROMPT_FAILED',
  435: 'TASK_USER_EXCLAPI_INSTANCE_NOT_FOUND',
  500: 'UNKNOWN_ERROR',
  801: 'APIKEY_UNSUPPORTED_FREE_USER',
  802: 'APIKEY_UNAUTHORIZED',
  803: 'APIKEY_INVALID_NODE_INFO',
  804: 'APIKEY_TASK_IS_RUNNING',
  805: 'APIKEY_TASK_STATUS_ERROR',
  807: 'APIKEY_TASK_NOT_FOUND',
  808: 'APIKEY_UPLOAD_FAILED',
  809: 'APIKEY_FILE_SIZE_EXCEEDED',
  812: 'CORPAPIKEY_INSUFFICIENT_FUNDS',
  813: 'APIKEY_TASK_IS_QUEUED',
  901: 'WEBAPP_NOT_EXISTS',
  1004: 'task not found or expired',
  1007: 'invalid parameter',
  1008: 'file too large',
  1014: 'access denied: this API needs an enterprise-shared API key',
  1404: 'model not found',
  1520: 'TASK_USER_CONCURRENT_LIMIT',
};

export function messageOf(code: number | string, said?: string): string {
  return said ?? messages[Number(code)] ?? 'unknown';
}

/** A code with its own name, or with another message. */
export type Saying = number | string | { code: number | string; msg?: string | undefined };

/** v1: always HTTP 200. */
export function envelope(simulation: Simulation, saying: Saying, data: unknown): Reply {
  const { code, msg: said } = typeof saying === 'object' ? saying : { code: saying, msg: undefined };
  const isSuccess = Number(code) === 0;
  const told = isSuccess ? (simulation.dialect.successCode ?? 0) : code;
  const msg = isSuccess ? (said ?? 'success') : messageOf(code, said);
  return raw(simulation, { code: told, msg, errorMessages: null, data });
}

/** v2: everything at the top. */
export function flat(simulation: Simulation, members: Record<string, unknown>): Reply {
  return raw(simulation, {
    taskId: '',
    status: '',
    errorCode: '',
    errorMessage: '',
    results: null,
    clientId: '',
    promptTips: '',
    ...members,
  });
}

export function flatRefusal(simulation: Simulation, code: number | string, said?: string): Reply {
  return flat(simulation, { errorCode: String(code), errorMessage: messageOf(code, said) });
}

/** Members before both forms. */
export function gateway(code: number, message: string): Reply {
  return json(200, { code, message });
}

/** For paths that do not exist. */
export function springNotFound(path: string): Reply {
  return json(404, { timestamp: '2026-11-20T00:00:00.000+00:00', status: 404, error: 'Not Found', path });
}

/** Writes IDs of 19 digits as JSON numbers if the dialect says so, which JSON.stringify can't. */
function raw(simulation: Simulation, body: unknown): Reply {
  const reply = json(200, body);
  if (!simulation.dialect.numericIds) return reply;
  const text = new TextDecoder().decode(reply.body).replace(/"(taskId|task_id)":"(\d+)"/g, '"$1":$2');
  return { ...reply, body: new TextEncoder().encode(text) };
}
