/** Rejections, and what a prompt can ask for (`a fox simulate:safety`), for trying it in the user interface. */
import { json, type Reply } from '../wire';

/** Google's form of an error. */
export function refuse(status: GoogleStatus, message: string, details?: readonly unknown[]): Reply {
  const code = statuses[status];
  return json(code, { error: { code, message, status, ...(details ? { details } : {}) } });
}

/** The HTTP status of each status in words. */
const statuses = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;
type GoogleStatus = keyof typeof statuses;

/** The answer that the prompt asks for; undefined without one. */
export function promptAnswerOf(prompt: string): Reply | undefined {
  const name = /\bsimulate:([\w-]+)/.exec(prompt)?.[1];
  return name === undefined ? undefined : answers[name]?.();
}

const answers: Readonly<Record<string, () => Reply>> = {
  blocked: () =>
    json(200, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 12 } }),
  safety: () => json(200, { candidates: [{ finishReason: 'IMAGE_SAFETY', index: 0 }] }),
  refusal: () =>
    json(200, {
      candidates: [
        {
          content: { role: 'model', parts: [{ text: "I can't create an image of that person." }] },
          finishReason: 'STOP',
          index: 0,
        },
      ],
    }),
  empty: () => json(200, { candidates: [{ finishReason: 'NO_IMAGE', index: 0 }] }),
  overloaded: () => refuse('UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  rate: () =>
    refuse('RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' },
    ]),
  'day-quota': () =>
    refuse('RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }],
      },
    ]),
  region: () =>
    refuse('FAILED_PRECONDITION', 'User location is not supported for the API use without a billing account linked.'),
};
