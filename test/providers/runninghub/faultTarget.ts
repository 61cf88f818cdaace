/** The service of the fault matrix for both provider types that speak to RunningHub. */
import { startRunningHub } from '../../simulators/runninghub';
import type { FaultTargetService } from '../faults/faultTarget';

export async function startFaultTarget(
  key: string,
  facts: { entry: Record<string, unknown>; submit: RegExp },
): Promise<FaultTargetService> {
  const service = await startRunningHub();
  return {
    ...service,
    entry: facts.entry,
    secrets: { key },
    calls: {
      upload: { method: 'POST', path: /^\/(task\/openapi\/upload|openapi\/v2\/media\/upload\/binary)$/ },
      submit: { method: 'POST', path: facts.submit },
      poll: { method: 'POST', path: /^\/(openapi\/v2\/query|task\/openapi\/(status|outputs))$/ },
      result: { method: 'GET', path: /\.(png|jpg|webp)$/ },
    },
    received: service.submits,
    hold: service.holdTasks,
    vanish: service.vanish,
    finishExpired: () => {
      service.expireResults();
      service.releaseTasks();
    },
  };
}
