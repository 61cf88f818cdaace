import { enterpriseKey } from '../../../simulators/runninghub';
import type { FaultTarget } from '../../faults/faultTarget';
import { startFaultTarget } from '../faultTarget';

export const faults: FaultTarget = {
  type: 'runninghub-models',
  clockSpeed: 100,
  uploads: true,
  start: () => startFaultTarget(enterpriseKey, { entry: {}, submit: /^\/openapi\/v2\/rhart-/ }),
};
