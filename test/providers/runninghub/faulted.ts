/** The service of the fault matrix for both provider types that speak to RunningHub. */
import { startRunningHub } from '../../simulators/runninghub';
import type { FaultedService } from '../faults/faultTarget';

export async function startFaulted(
  key: string,
  facts: { entry: Record<string, unknown>; submit: RegExp },
): Promise<FaultedService> {
  const service = await startRunningHub();
  return {
    ...service,
    entry: facts.entry,
    secrets: { key },
    calls: {
      upload: { method: 'POST', path: /^\/(task\/openapi\/upload|openapi\/v2\/media\/upload\/binary)$/ },
      submit: { method: 'POST', path: facts.submit },
      look: { method: 'POST', path: /^\/(openapi\/v2\/query|task\/openapi\/(status|outputs))$/ },
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
