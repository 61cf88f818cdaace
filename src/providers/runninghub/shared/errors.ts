/**
 * Maps RunningHub's codes to failures. Both versions of its API use the same numbers.
 * Source: the service's error code pages, and its own clients.
 */
import type { Failure, FailureKind, FailureReason } from '../../../shared/model/failure';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { Reply } from './reply';
import { answerFacts, failureOfStatus } from '../../../http/answer/status';

/** What a code is about: the call, the state of a task, or an unknown ID. */
export type CodeClass = 'refusal' | 'failed' | 'queued' | 'running' | 'unknown-id';

interface Meaning {
  kind: FailureKind;
  reason?: FailureReason;
  about?: CodeClass;
}

const keyRefused: Meaning = { kind: 'auth', reason: 'key-refused' };
const busy: Meaning = { kind: 'rate' };
const noCredit: Meaning = { kind: 'quota', reason: 'credit' };
const badRequest: Meaning = { kind: 'bad-request' };
const wrongSettings: Meaning = { kind: 'settings', reason: 'setting-invalid' };
const wrongService: Meaning = { kind: 'settings', reason: 'not-this-service' };
const taskFailed: Meaning = { kind: 'server', reason: 'task-failed', about: 'failed' };
const vanished: Meaning = { kind: 'server', reason: 'task-vanished', about: 'unknown-id' };
const serverError: Meaning = { kind: 'server' };
const refusedContent: Meaning = { kind: 'policy', about: 'failed' };

const meanings: Readonly<Record<string, Meaning>> = {
  301: badRequest,
  380: { kind: 'settings', reason: 'model-unknown' },
  401: keyRefused,
  402: noCredit,
  403: { kind: 'auth' },
  404: wrongService,
  405: wrongService,
  412: keyRefused,
  415: busy,
  416: noCredit,
  421: busy,
  423: vanished,
  429: busy,
  433: badRequest,
  435: wrongSettings,
  436: wrongSettings,
  500: serverError,
  801: { kind: 'auth', reason: 'membership-needed' },
  802: keyRefused,
  803: badRequest,
  804: { kind: 'server', about: 'running' },
  805: taskFailed,
  806: keyRefused,
  807: vanished,
  808: serverError,
  809: { kind: 'bad-request', reason: 'image-too-big' },
  810: wrongSettings,
  811: keyRefused,
  812: noCredit,
  813: { kind: 'server', about: 'queued' },
  901: { kind: 'settings', reason: 'model-unknown' },
  1000: serverError,
  1001: wrongService,
  1002: keyRefused,
  1003: busy,
  1004: vanished,
  1005: serverError,
  1006: { kind: 'timeout' },
  1007: badRequest,
  1008: { kind: 'bad-request', reason: 'image-too-big' },
  1009: wrongService,
  1010: busy,
  1011: busy,
  1012: serverError,
  1013: serverError,
  1014: { kind: 'auth', reason: 'enterprise-key-needed' },
  1015: taskFailed,
  1101: badRequest,
  1404: { kind: 'settings', reason: 'model-unknown' },
  1501: refusedContent,
  1504: { kind: 'timeout' },
  1505: refusedContent,
  1520: busy,
  1601: keyRefused,
};

/** The names of codes, for servers that write the name instead of the number, or omit the number. */
const codesByName: readonly (readonly [name: RegExp, code: string])[] = [
  [/TASK_IS_RUNNING/, '804'],
  [/TASK_IS_QUEUED/, '813'],
  [/TASK_STATUS_ERROR/, '805'],
  [/TASK_NOT_FOUN/, '807'],
  [/PARAMS_INVALID/, '301'],
  [/WORKFLOW_NOT_EXISTS/, '380'],
  [/WORKFLOW_NOT_SAVED/, '810'],
  [/WEBAPP_NOT_EXISTS/, '901'],
  [/TOKEN_INVALID/, '412'],
  [/TASK_INSTANCE_MAXED/, '415'],
  [/NOT_ENOUGH_WALLET/, '416'],
  [/TASK_QUEUE_MAXED/, '421'],
  [/VALIDATE_PROMPT_FAILED/, '433'],
  [/EXCLAPI_INSTANCE_NOT_FOUND/, '435'],
  [/EXCLAPI_REQUIRED/, '436'],
  [/CORPAPIKEY_INSUFFICIENT_FUNDS/, '812'],
  [/CORPAPIKEY_INVALID/, '811'],
  [/UNSUPPORTED_FREE_USER/, '801'],
  [/APIKEY_UNAUTHORIZED/, '802'],
  [/INVALID_NODE_INFO/, '803'],
  [/APIKEY_USER_NOT_FOUND/, '806'],
  [/APIKEY_UPLOAD_FAILED/, '808'],
  [/FILE_SIZE_EXCEEDED/, '809'],
  [/TASK_USER_CONCURRENT_LIMIT/, '1520'],
];

/** The code in effect: the number, or the one that the message names. A text never overrules a known nonzero number. */
export function effectiveCode(reply: Reply): string {
  const isKnown = reply.code === '0' || meanings[reply.code] !== undefined;
  if (reply.code !== '0' && isKnown) return reply.code;
  const named = codesByName.find(([name]) => name.test(reply.message) || name.test(reply.code))?.[1];
  // Some servers answer 0 for waiting tasks and name the state in the message; only such a name overrules 0.
  if (reply.code === '0') return named && classOf(named) !== 'refusal' ? named : '0';
  return named ?? reply.code;
}

/** Whether a reply has a number that is in no list of the service: it doesn't say then that the call was rejected. */
export function hasUnknownCode(reply: Reply): boolean {
  const code = effectiveCode(reply);
  return reply.answer.status < 400 && /^[1-9]\d*$/.test(code) && meanings[code] === undefined;
}

export function classOf(code: string): CodeClass {
  return meanings[code]?.about ?? 'refusal';
}

/** Whether a failure only means that the path or the type of key is wrong: another path may work. */
export function doubtsPath(failure: Failure): boolean {
  if (failure.kind === 'settings') return failure.reason === 'not-this-service';
  return failure.code === '412' || failure.code === '1014' || failure.status === 501;
}

/**
 * The failure in a reply that rejects a call.
 */
export function refusalOf(reply: Reply): EaselError {
  const code = effectiveCode(reply);
  const meaning = meanings[code];
  const { answer } = reply;
  if (!meaning && answer.status >= 400) return withDetail(failureOfStatus(answer), reply);
  const known: Meaning = meaning ?? serverError;
  return fail(known.kind, { ...factsOf(reply, code), ...reasonOf(known, reply) });
}

/**
 * The failure of a task that the service took.
 * @param cause The cause that the service states, cleaned; empty if none.
 */
export function taskFailure(reply: Reply, cause: string): Failure {
  const code = effectiveCode(reply);
  const meaning = meanings[code];
  const isPolicy = meaning?.kind === 'policy' || contentPattern.test(cause);
  const detail = cause || shownMessage(reply);
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(reply.answer),
    ...(/\d/.test(code) && code !== '0' ? { code } : {}),
    ...(detail ? { detail } : {}),
  };
  if (isPolicy) return { kind: 'policy', ...facts };
  const isOwnKind = meaning && ['bad-request', 'quota', 'timeout'].includes(meaning.kind);
  if (isOwnKind) return { kind: meaning.kind, ...facts, ...reasonOf(meaning, reply) };
  return { kind: 'server', reason: 'task-failed', ...facts };
}

/** Texts of a content filter without a code of its own. */
const contentPattern =
  /content (policy|moderation|safety|verification failed)|moderation|nsfw|违规|敏感|内容安全|内容审核|审核(未通过|不通过|失败)/i;

function factsOf(reply: Reply, code: string): Omit<Failure, 'kind'> {
  const detail = shownMessage(reply);
  return {
    ...answerFacts(reply.answer),
    ...(/^[\w-]*\d[\w-]*$/.test(code) ? { code } : {}),
    ...(detail ? { detail } : {}),
  };
}

/** Without a reason whose message needs figures that the service doesn't give. */
function reasonOf({ reason }: Meaning, reply: Reply): Pick<Failure, 'reason' | 'values'> {
  if (reason === undefined || reason === 'image-too-big') return {};
  if (reason === 'setting-invalid') return { reason, values: { field: settingOf(effectiveCode(reply)) } };
  return { reason };
}

function settingOf(code: string): string {
  if (code === '435') return 'instanceType';
  if (code === '436') return 'usePersonalQueue';
  return 'webappId';
}

/** The message to show; empty for "success". */
function shownMessage(reply: Reply): string {
  return /^(success|ok)?$/i.test(reply.message) ? '' : reply.message;
}

function withDetail(error: EaselError, reply: Reply): EaselError {
  const detail = shownMessage(reply);
  return detail ? new EaselError({ ...error.failure, detail }) : error;
}
