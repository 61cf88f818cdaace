import { studioApp } from '../../../simulators/runninghub/apps';
import { foreignKey, personalKey, startRunningHub } from '../../../simulators/runninghub';
import { runningHubRigService } from '../rigService';
import type { Rig } from '../../harness/rigContract';

export const rig: Rig = {
  type: 'runninghub-ai-app',
  async start() {
    const service = await startRunningHub();
    return {
      config: { sites: { china: service.url }, baseUrl: service.url },
      // The app works with and without an input image.
      options: { webappId: studioApp.id, makes: 'both' },
      secrets: { key: personalKey },
      service: runningHubRigService(service, {
        wrongKey: foreignKey,
        submits: /^\/task\/openapi\/ai-app\/run$/,
        exhaust: () => {
          service.key(personalKey).coins = 0;
          return { kind: 'quota', reason: 'credit', code: '416' };
        },
      }),
      stop: service.stop,
    };
  },
};
