import { startOpenAiImages } from '../../simulators/openai';
import type { Faulted } from '../faults/faultTarget';

export const faults: Faulted = {
  type: 'openai',
  haste: 100,
  addressOf: (url) => `${url}/v1`,
  async start() {
    const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one' });
    return {
      ...service,
      entry: { synchronous: false },
      secrets: { key: 'sk-right-one' },
      calls: {
        submit: { method: 'POST', path: /\/v1\/images\/(generations|edits)/ },
        look: { method: 'GET', path: /\/v1\/images\/tasks\// },
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
