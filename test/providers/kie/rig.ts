import { startKie } from '../../simulators/kie';
import type { Fault } from '../../simulators/wire';
import type { Rig, SubmitFault } from '../harness/rigContract';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': { kind: 'answer', status: 200, body: '{"code":500,"msg":"Server exception","data":null}' },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

export const rig: Rig = {
  type: 'kie',
  async start() {
    const service = await startKie({ tasksPerWindow: 1000 });
    return {
      config: {
        sites: { global: service.url },
        baseUrl: service.url,
        uploadPath: `${service.uploadUrl}/api/file-stream-upload`,
      },
      secrets: { key: service.key },
      service: {
        received: service.received,
        unknownFields: service.unknownFields,
        wrongSecrets: {
          secrets: { key: 'kie-some-other-key-5678' },
          expected: { kind: 'auth', reason: 'key-refused', code: '401' },
        },
        exhaust: () => {
          service.setCredits(0);
          return { kind: 'quota', reason: 'credit', code: '402' };
        },
        failNextSubmit: (fault) =>
          service.misbehave({ method: 'POST', path: '/api/v1/jobs/createTask', fault: faults[fault] }),
        hold: service.holdTasks,
        release: service.releaseTasks,
        beginNext: () => void service.startNext(),
        failNext: () => service.failNext(),
        refuseContent: () => {
          service.failNext({ code: '400', message: 'Your prompt was flagged by our content policy' });
          return { kind: 'policy', code: '400', maybeReceived: true };
        },
        forget: () => service.vanish(),
        finishExpired: () => {
          while (service.finishNext()) service.expireResults();
        },
      },
      stop: service.stop,
    };
  },
};
