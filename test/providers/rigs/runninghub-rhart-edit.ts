import { enterpriseKey, foreignKey, startRunningHub } from '../../simulators/runninghub';
import { riggedRunningHub } from '../runninghub/rigged';
import type { Rig } from './rig';

export const rig: Rig = {
  async start() {
    const service = await startRunningHub();
    return {
      config: { hosts: { domestic: service.url }, baseUrl: service.url },
      secrets: { key: enterpriseKey },
      service: riggedRunningHub(service, {
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
