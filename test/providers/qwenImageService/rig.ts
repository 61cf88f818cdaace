import { startQwenImageService } from '../../simulators/qwenImageService';
import type { Rig, SubmitFault } from '../harness/rigContract';
import type { Fault } from '../../simulators/wire';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': { kind: 'answer', status: 500, body: '{"detail":"boom"}' },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

export const rig: Rig = {
  type: 'qwen-image-service',
  async start() {
    const service = await startQwenImageService();
    const submits = /^\/(text-to-image|image-edit)/;
    return {
      config: { sites: { china: service.url }, baseUrl: service.url },
      options: { username: 'demo' },
      secrets: { password: 'demo-password' },
      service: {
        received: () => Object.values(service.received).reduce((sum, count) => sum + count, 0),
        unknownFields: () => service.unknownFields,
        wrongSecrets: {
          secrets: { password: 'not-the-password' },
          expected: { kind: 'auth', reason: 'password-wrong' },
        },
        exhaust: () => {
          Object.assign(service.user('demo'), { daily: 1, usedToday: 1 });
          return { kind: 'quota', reason: 'daily-quota', values: { needed: 1, remaining: 0, limit: 1 } };
        },
        failNextSubmit: (fault) => service.misbehave({ method: 'POST', path: submits, fault: faults[fault] }),
        hold: service.holdTasks,
        release: service.releaseTasks,
        beginNext: () => void service.startNext(),
        failNext: () => service.failNext('CUDA out of memory'),
        forget: () => service.vanish(),
        finishExpired: () => {
          while (service.finishNext()) service.expireResults();
        },
      },
      stop: service.stop,
    };
  },
};
