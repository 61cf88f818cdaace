import { startKie } from '../../simulators/kie';
import type { FaultTarget } from '../faults/faultTarget';

const uploadPath = '/api/file-stream-upload';

export const faults: FaultTarget = {
  type: 'kie',
  clockSpeed: 100,
  uploads: true,
  async start() {
    const service = await startKie({ tasksPerWindow: 1000 });
    return {
      ...service,
      entry: { uploadPath: service.uploadUrl + uploadPath },
      secrets: { key: service.key },
      // Images go to another host.
      misbehave: (rule) => (rule.path === uploadPath ? service.misbehaveUpload(rule) : service.misbehave(rule)),
      calls: {
        upload: { method: 'POST', path: uploadPath },
        submit: { method: 'POST', path: '/api/v1/jobs/createTask' },
        poll: { method: 'GET', path: '/api/v1/jobs/recordInfo' },
        result: { method: 'GET', path: /^\/results\// },
      },
      hold: service.holdTasks,
      vanish: () => service.vanish(),
      finishExpired: () => {
        while (service.finishNext()) service.expireResults();
      },
    };
  },
  others: {
    'submit: 500': 'server → lost (look-again)',
    'submit: 503 of Envoy': 'bad-answer → lost (look-again)',
    'poll: always empty': 'overdue',
    'poll: always plain text': 'overdue',
    // The service's answer for an unknown task.
    'poll: always {}': 'server/task-vanished → failed (again)',
    'poll: always null': 'overdue',
  },
};
