/** The service of the fault matrix for both provider types that speak to RunningHub. */
import { startRunningHub } from '../../simulators/runninghub';
import type { FaultTargetService } from '../faults/faultTarget';

/** Those of the service's lists. */
export const listedCodes: readonly number[] = [
  ...[301, 380, 401, 402, 403, 404, 405, 412, 415, 416, 421, 423, 429, 433, 435, 436, 500, 801, 802, 803, 804, 805],
  ...[806, 807, 808, 809, 810, 811, 812, 813, 901, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010],
  ...[1011, 1012, 1013, 1014, 1015, 1101, 1404, 1501, 1504, 1505, 1520, 1601],
];

/** In the form of both versions of the API. */
export const refusals: readonly string[] = [
  ...listedCodes.map((code) => JSON.stringify({ code, msg: 'rejected', data: null })),
  ...[421, 1003, 1501].map((code) => JSON.stringify({ errorCode: String(code), errorMessage: 'rejected' })),
  '{"code":"TASK_QUEUE_MAXED","msg":"TASK_QUEUE_MAXED"}',
  '{"success":false,"msg":"rejected"}',
];

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
