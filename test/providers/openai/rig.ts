import { startOpenAiImages } from '../../simulators/openai';
import type { Fault } from '../../simulators/wire';
import type { Rig, SubmitFault } from '../harness/rigContract';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': { kind: 'answer', status: 500, body: '{"error":{"message":"boom","type":"server_error"}}' },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

const submits = /\/v1\/images\/(generations|edits)/;
/** OpenAI's answer, which relays forward. */
const moderated = JSON.stringify({
  error: {
    message: 'Your request was rejected by the safety system. safety_violations=[violence].',
    type: 'image_generation_user_error',
    param: '',
    code: 'moderation_blocked',
  },
});

/** A relay with tasks; synchronous services are tested by the provider's own tests. */
export const rig: Rig = {
  type: 'openai',
  async start() {
    const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one' });
    return {
      config: { sites: { china: `${service.url}/v1` }, baseUrl: `${service.url}/v1`, synchronous: false },
      secrets: { key: 'sk-right-one' },
      service: {
        received: service.receivedCount,
        unknownFields: () => service.unknownFields,
        wrongSecrets: { secrets: { key: 'sk-wrong-one' }, expected: { kind: 'auth', reason: 'key-refused' } },
        exhaust: () => {
          service.setCredit(0);
          return { kind: 'quota', reason: 'credit', code: 'insufficient_user_quota' };
        },
        failNextSubmit: (fault) => service.misbehave({ method: 'POST', path: submits, fault: faults[fault] }),
        hold: service.holdTasks,
        release: service.releaseTasks,
        beginNext: service.startNext,
        failNext: () => service.failNext('upstream: internal error'),
        refuseContent: () => {
          service.misbehave({ method: 'POST', path: submits, fault: { kind: 'answer', status: 400, body: moderated } });
          return { kind: 'policy', code: 'moderation_blocked', maybeReceived: false };
        },
        forget: service.forgetTasks,
        finishExpired: () => {
          service.expireFiles();
          service.releaseTasks();
        },
      },
      stop: service.stop,
    };
  },
};
