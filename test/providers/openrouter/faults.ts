import { rightKey, startOpenRouter } from '../../simulators/openrouter';
import type { FaultTarget } from '../faults/faultTarget';

const refusal = (code: number, message: string, metadata?: object): string =>
  JSON.stringify({ error: { code, message, ...(metadata ? { metadata } : {}) } });

export const faults: FaultTarget = {
  type: 'openrouter',
  clockSpeed: 100,
  isAnsweredAtOnce: true,
  returnsBytes: true,
  refusals: [
    refusal(400, 'prompt: Required'),
    refusal(401, 'User not found.'),
    refusal(402, 'Insufficient credits'),
    refusal(403, 'Key limit exceeded'),
    refusal(403, 'Your input was flagged', { reasons: ['violence'] }),
    refusal(404, 'No endpoints found for this model'),
    refusal(413, 'Request too large'),
    refusal(429, 'Rate limit exceeded'),
    refusal(529, 'Provider overloaded'),
    '{"data":[]}',
  ],
  others: { 'submit: an unknown envelope': 'bad-answer → lost (look-again)' },
  async start() {
    const service = await startOpenRouter();
    return {
      ...service,
      entry: {},
      secrets: { key: rightKey },
      calls: { submit: { method: 'POST', path: /\/images$/ } },
      received: service.received,
      hold: service.hold,
      vanish: service.restart,
      finishExpired: service.release,
    };
  },
};
