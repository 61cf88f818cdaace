import { startQwenImageService } from '../../simulators/qwenImageService';
import type { FaultTarget } from '../faults/faultTarget';

export const faults: FaultTarget = {
  type: 'qwen-image-service',
  // No clockSpeed: it finds lost jobs by the service's clock, which is the real one.
  returnsBytes: true,
  async start() {
    const service = await startQwenImageService({ holdScale: 0.02 });
    return {
      ...service,
      entry: { options: { username: 'demo' } },
      secrets: { password: 'demo-password' },
      calls: {
        submit: { method: 'POST', path: /^\/(text-to-image|image-edit)/ },
        // One call for both: it answers with the images when they are there.
        poll: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
        result: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
      },
      received: () => Object.values(service.received).reduce((sum, count) => sum + count, 0),
      hold: service.holdTasks,
      vanish: () => service.vanish(),
      finishExpired: () => {
        while (service.finishNext()) service.expireResults();
      },
    };
  },
  others: {
    'submit: reset before': 'network/connection-lost → next',
    'submit: answer lost': 'done',
    'submit: TLS broken after it was sent': 'done',
    'submit: slow-loris': 'done',
    'submit: HTML page': 'server/html-answer → next',
    'submit: half of JSON': 'done',
    'submit: gzip bomb': 'done',
    'submit: 303': 'settings/redirect-refused → next',
    'submit: 502': 'server → next',
    'submit: 504': 'timeout → next',
    'submit: 520': 'server → next',
    'submit: 503 of Envoy': 'server → next',
    'submit: 2 GB announced': 'done',
    'submit: 2 GB': 'done',
    'poll: always empty': 'bad-answer/not-an-image → overdue (again)',
    'result: 403': 'auth → overdue (set-key)',
    'result: expired': 'expired → failed (again)',
    'result: redirect loop': 'settings/redirect-refused → overdue (edit-provider)',
    'result: 2 GB announced': 'bad-answer/too-large → overdue (open-log)',
    'result: 2 GB': 'bad-answer/too-large → overdue (open-log)',
  },
};
