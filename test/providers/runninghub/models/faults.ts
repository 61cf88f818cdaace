import { enterpriseKey } from '../../../simulators/runninghub';
import type { FaultTarget } from '../../faults/faultTarget';
import { refusals, startFaultTarget } from '../faultTarget';

export const faults: FaultTarget = {
  type: 'runninghub-models',
  clockSpeed: 100,
  refusals,
  uploads: true,
  start: () => startFaultTarget(enterpriseKey, { entry: {}, submit: /^\/openapi\/v2\/rhart-/ }),
};
