import { startOpenAiImages } from '../../simulators/openai';
import type { FaultTarget } from '../faults/faultTarget';

export const faults: FaultTarget = {
  type: 'openai',
  clockSpeed: 100,
  addressOf: (url) => `${url}/v1`,
  async start() {
    const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one' });
    return {
      ...service,
      entry: { synchronous: false },
      secrets: { key: 'sk-right-one' },
      calls: {
        submit: { method: 'POST', path: /\/v1\/images\/(generations|edits)/ },
        poll: { method: 'GET', path: /\/v1\/images\/tasks\// },
        result: { method: 'GET', path: /^\/files\// },
      },
      received: service.receivedCount,
      hold: service.holdTasks,
      vanish: service.forgetTasks,
      finishExpired: () => {
        service.expireFiles();
        service.releaseTasks();
      },
    };
  },
};
