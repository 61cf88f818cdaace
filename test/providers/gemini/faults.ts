import { rightKey, startGemini } from '../../simulators/gemini';
import type { FaultTarget } from '../faults/faultTarget';

const refusal = (status: string, message: string, reason?: string): string =>
  JSON.stringify({ error: { status, message, ...(reason === undefined ? {} : { details: [{ reason }] }) } });

export const faults: FaultTarget = {
  type: 'gemini',
  clockSpeed: 100,
  isAnsweredAtOnce: true,
  returnsBytes: true,
  refusals: [
    refusal('INVALID_ARGUMENT', 'API key not valid.', 'API_KEY_INVALID'),
    refusal('UNAUTHENTICATED', 'no credentials'),
    refusal('PERMISSION_DENIED', 'not allowed'),
    refusal('FAILED_PRECONDITION', 'User location is not supported'),
    refusal('NOT_FOUND', 'models/none is not found'),
    refusal('INVALID_ARGUMENT', 'Request payload size exceeds the limit'),
    refusal('RESOURCE_EXHAUSTED', 'You exceeded your current quota, limit: 0'),
    refusal('RESOURCE_EXHAUSTED', 'Resource has been exhausted'),
    refusal('UNAVAILABLE', 'The model is overloaded.'),
    '{"promptFeedback":{"blockReason":"SAFETY"}}',
    '{"candidates":[{"finishReason":"NO_IMAGE"}]}',
    '{"candidates":[{"finishReason":"IMAGE_SAFETY"}]}',
  ],
  others: {
    'submit: an unknown envelope': 'bad-answer → lost (look-again)',
  },
  async start() {
    const service = await startGemini();
    return {
      ...service,
      entry: {},
      secrets: { key: rightKey },
      calls: { submit: { method: 'POST', path: /:generateContent$/ } },
      received: service.received,
      hold: service.hold,
      vanish: service.restart,
      finishExpired: service.release,
    };
  },
};
