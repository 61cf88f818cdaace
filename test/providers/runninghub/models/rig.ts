import { enterpriseKey, foreignKey, startRunningHub } from '../../../simulators/runninghub';
import { runningHubRigService } from '../rigService';
import type { Rig } from '../../harness/rigContract';

export const rig: Rig = {
  type: 'runninghub-models',
  async start() {
    const service = await startRunningHub();
    return {
      config: { sites: { china: service.url }, baseUrl: service.url },
      secrets: { key: enterpriseKey },
      service: runningHubRigService(service, {
        wrongKey: foreignKey,
        submits: /^\/openapi\/v2\/rhart-/,
        exhaust: () => {
          service.key(enterpriseKey).money = 0;
          return { kind: 'quota', reason: 'credit', code: '812' };
        },
      }),
      stop: service.stop,
    };
  },
};
