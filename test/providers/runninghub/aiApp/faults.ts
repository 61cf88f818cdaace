import { personalKey } from '../../../simulators/runninghub';
import { studioApp } from '../../../simulators/runninghub/apps';
import type { FaultTarget } from '../../faults/faultTarget';
import { refusals, startFaultTarget } from '../faultTarget';

export const faults: FaultTarget = {
  type: 'runninghub-ai-app',
  clockSpeed: 100,
  refusals,
  uploads: true,
  start: () =>
    startFaultTarget(personalKey, {
      entry: { options: { webappId: studioApp.id, makes: 'both' } },
      submit: /^\/task\/openapi\/ai-app\/run$/,
    }),
};
