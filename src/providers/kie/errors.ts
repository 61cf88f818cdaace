/** What KIE's codes mean. */
import type { Failure, FailureKind, FailureReason } from '../../shared/model/failure';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../http/answer/status';
import { readEnvelope, type Envelope } from './api';

type Meaning = [kind: FailureKind, reason?: FailureReason];

/** Source: the pages "Getting Started" and "Get Task Details" of docs.kie.ai. */
const meanings: Readonly<Record<number, Meaning>> = {
  400: ['bad-request'],
  401: ['auth', 'key-refused'],
  402: ['quota', 'credit'],
  403: ['auth'],
  404: ['bad-request'],
  405: ['settings', 'not-this-service'],
  408: ['timeout'],
  413: ['bad-request'],
  422: ['bad-request'],
  429: ['rate'],
  433: ['quota', 'key-limit'],
  455: ['server', 'maintenance'],
  501: ['server', 'task-failed'],
  504: ['timeout'],
  505: ['server', 'maintenance'],
  524: ['timeout'],
};

const policyPattern =
  /polic(y|ies)|safety|moderat|nsfw|sensitive|prohibit|inappropriate|violat|flagged|content.{0,20}(filter|block|check)|copyright|敏感|违规|违反|审核|不合规/i;
const modelPattern = /model.{0,40}(not|invalid|unsupport|unknown)|(unknown|invalid|unsupported).{0,20}model/i;

/** The envelope of a successful answer. @throws EaselError for any other answer. */
export function readSuccess(answer: HttpAnswer, clean: (text: string) => string): Envelope {
  const envelope = readAny(answer, clean);
  if (envelope.code >= 200 && envelope.code < 300) return envelope;
  throw failureOf(envelope, answer, clean);
}

/** Whether an answer rejects the call by a code or a status that is known. */
export function isRejection({ code, isOwn }: Envelope, { status }: HttpAnswer): boolean {
  return status >= 400 || (isOwn && code >= 400 && code < 600);
}

/** The envelope of an answer, regardless of its code. @throws EaselError if the answer doesn't come from the service. */
export function readAny(answer: HttpAnswer, clean: (text: string) => string): Envelope {
  try {
    return readEnvelope(answer);
  } catch (thrown) {
    // For a proxy's page with a 4xx, the status says more than that the body isn't JSON.
    if (!(thrown instanceof EaselError) || answer.status < 400 || answer.status >= 500) throw thrown;
    const { failure } = failureOfStatus(answer, thrown.failure.detail && clean(thrown.failure.detail));
    const { reason } = thrown.failure;
    throw fail(failure.kind, {
      ...failure,
      ...(reason && !failure.reason && failure.kind !== 'rate' ? { reason } : {}),
    });
  }
}

export function failureOf(envelope: Envelope, answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const { code, isOwn, contradicts } = envelope;
  const detail = clean(envelope.message);
  // The 404 of the service's web framework: there is no such path.
  if (!isOwn && code === 404) return failureOfStatus(answer, detail);
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(answer),
    ...(detail ? { detail } : {}),
    ...(isOwn ? { code: String(code) } : {}),
  };
  if (contradicts && answer.status >= 500) return fail('bad-answer', facts);
  const [kind, reason] = meaningOf(code, envelope.message, { isHttpStatus: !isOwn || answer.status >= 400 });
  return fail(kind, { ...facts, ...(reason ? { reason } : {}) });
}

/** The failure of a task that the service reports as failed. It was received in any case. */
export function taskFailure(
  answer: HttpAnswer,
  reported: { code: number | undefined; message: string },
  clean: (text: string) => string,
): Failure {
  const detail = clean(reported.message);
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(answer),
    ...(detail ? { detail } : {}),
    ...(reported.code === undefined ? {} : { code: String(reported.code) }),
  };
  const [kind, reason] = taskMeaning(reported.code, reported.message);
  return { ...facts, kind, ...(reason ? { reason } : {}) };
}

function taskMeaning(code: number | undefined, message: string): Meaning {
  if (policyPattern.test(message)) return ['policy'];
  if (code === 400 || code === 422) return meaningOf(code, message);
  if (code === 402) return ['quota', 'credit'];
  if (code === 408) return ['timeout'];
  return ['server', 'task-failed'];
}

/** @param isHttpStatus Whether a code that is unknown has the meaning of the HTTP status with the same number. */
function meaningOf(code: number, message: string, { isHttpStatus = true } = {}): Meaning {
  if ((code === 400 || code === 422) && policyPattern.test(message)) return ['policy'];
  if ((code === 404 || code === 422) && modelPattern.test(message)) return ['bad-request', 'model-unknown'];
  const meaning = meanings[code];
  if (meaning) return meaning;
  if (code >= 500 && code < 600) return ['server'];
  return code >= 400 && code < 500 && isHttpStatus ? ['bad-request'] : ['bad-answer'];
}
