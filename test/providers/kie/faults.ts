import { startKie } from '../../simulators/kie';
import type { FaultTarget } from '../faults/faultTarget';

const uploadPath = '/api/file-stream-upload';

export const faults: FaultTarget = {
  type: 'kie',
  clockSpeed: 100,
  refusals: [
    ...[400, 401, 402, 403, 404, 405, 408, 413, 422, 429, 433, 455, 500, 501, 504, 505, 524].map((code) =>
      JSON.stringify({ code, msg: 'rejected', data: null }),
    ),
    '{"code":422,"msg":"The prompt violates our content policy"}',
    '{"code":404,"msg":"model not supported"}',
    '{"success":false,"msg":"rejected"}',
  ],
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
    'submit: an unknown envelope': 'bad-answer → lost (look-again)',
    'poll: always empty': 'overdue',
    'poll: always plain text': 'overdue',
    // The service's answer for an unknown task.
    'poll: always {}': 'server/task-vanished → failed (again)',
    'poll: always null': 'overdue',
  },
};
