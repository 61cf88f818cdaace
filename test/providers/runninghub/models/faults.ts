import { enterpriseKey } from '../../../simulators/runninghub';
import type { Faulted } from '../../faults/faultTarget';
import { startFaulted } from '../faulted';

export const faults: Faulted = {
  type: 'runninghub-models',
  haste: 100,
  uploads: true,
  start: () => startFaulted(enterpriseKey, { entry: {}, submit: /^\/openapi\/v2\/rhart-/ }),
};
