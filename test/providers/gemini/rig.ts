import { rightKey, startGemini } from '../../simulators/gemini';
import { refuse } from '../../simulators/gemini/answers';
import type { Fault } from '../../simulators/wire';
import type { Rig, SubmitFault } from '../harness/rigContract';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': {
    kind: 'answer',
    status: 500,
    body: Buffer.from(refuse('INTERNAL', 'An internal error has occurred.').body).toString('utf8'),
  },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

const submits = /:generateContent$/;

export const rig: Rig = {
  type: 'gemini',
  async start() {
    const service = await startGemini();
    return {
      config: { sites: { global: service.url }, baseUrl: service.url },
      secrets: { key: rightKey },
      service: {
        received: service.received,
        unknownFields: () => service.unknownFields,
        wrongSecrets: {
          secrets: { key: 'AIza-wrong-one' },
          expected: { kind: 'auth', reason: 'key-refused', status: 400 },
        },
        exhaust: () => {
          service.setCredit(0);
          return { kind: 'quota', reason: 'credit', status: 429 };
        },
        failNextSubmit: (fault) => service.misbehave({ method: 'POST', path: submits, fault: faults[fault] }),
        hold: service.hold,
        release: service.release,
        beginNext: () => undefined,
        failNext: service.failNext,
        refuseContent: () => {
          service.blockNext('PROHIBITED_CONTENT', 'The prompt was blocked.');
          return { kind: 'policy', code: 'PROHIBITED_CONTENT', maybeReceived: false };
        },
        forget: service.restart,
        finishExpired: service.release,
      },
      stop: service.stop,
    };
  },
};
