import { rightKey, startOpenRouter } from '../../simulators/openrouter';
import { refuse } from '../../simulators/openrouter/answers';
import type { Fault } from '../../simulators/wire';
import type { Rig, SubmitFault } from '../harness/rigContract';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': { kind: 'answer', status: 500, body: '{"error":{"code":500,"message":"Internal Server Error"}}' },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

const submits = /\/images$/;

export const rig: Rig = {
  type: 'openrouter',
  async start() {
    const service = await startOpenRouter();
    return {
      config: { sites: { global: service.url }, baseUrl: service.url },
      secrets: { key: rightKey },
      service: {
        received: service.received,
        unknownFields: () => service.unknownFields,
        wrongSecrets: {
          secrets: { key: 'sk-or-wrong-one' },
          expected: { kind: 'auth', reason: 'key-refused', status: 401 },
        },
        exhaust: () => {
          service.setCredit(0);
          return { kind: 'quota', reason: 'credit', status: 402 };
        },
        failNextSubmit: (fault) => service.misbehave({ method: 'POST', path: submits, fault: faults[fault] }),
        hold: service.hold,
        release: service.release,
        beginNext: () => undefined,
        failNext: () => service.answerNext(refuse(500, 'Internal Server Error')),
        refuseContent: () => {
          service.answerNext(refuse(403, 'Your input was flagged.', { reasons: ['violence'] }));
          return { kind: 'policy', code: '403', maybeReceived: false };
        },
        forget: service.restart,
        finishExpired: service.release,
      },
      stop: service.stop,
    };
  },
};
