import { personalKey } from '../../../simulators/runninghub';
import { studioApp } from '../../../simulators/runninghub/apps';
import type { Faulted } from '../../faults/faultTarget';
import { startFaulted } from '../faulted';

export const faults: Faulted = {
  type: 'runninghub-ai-app',
  haste: 100,
  uploads: true,
  start: () =>
    startFaulted(personalKey, {
      entry: { options: { webappId: studioApp.id, makes: 'both' } },
      submit: /^\/task\/openapi\/ai-app\/run$/,
    }),
};
