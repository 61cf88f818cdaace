/** What the contract suite does with the simulator of RunningHub, for both provider types that speak to it. */
import type { Failure } from '../../../src/shared/model/failure';
import type { RunningHubSimulator } from '../../simulators/runninghub';
import type { Fault } from '../../simulators/wire';
import type { RigService, SubmitFault } from '../harness/rigContract';

const faults: Record<SubmitFault, Fault> = {
  'answer-lost': { kind: 'reset-after' },
  'cut-json': { kind: 'half' },
  html: { kind: 'html', status: 502 },
  'server-error': { kind: 'answer', status: 200, body: '{"code":500,"msg":"UNKNOWN_ERROR","data":null}' },
  redirect: { kind: 'redirect', location: 'http://elsewhere.invalid/login', status: 307 },
};

export function runningHubRigService(
  service: RunningHubSimulator,
  facts: { wrongKey: string; submits: RegExp; exhaust(): Partial<Failure> },
): RigService {
  return {
    received: service.submits,
    unknownFields: () => service.unknownFields,
    wrongSecrets: { secrets: { key: facts.wrongKey }, expected: { kind: 'auth', reason: 'key-refused' } },
    exhaust: facts.exhaust,
    failNextSubmit: (fault) => service.misbehave({ method: 'POST', path: facts.submits, fault: faults[fault] }),
    hold: service.holdTasks,
    release: service.releaseTasks,
    beginNext: service.startNext,
    failNext: () => service.failNext('CUDA out of memory'),
    refuseContent: () => {
      service.failNext('content moderation did not pass', '1501');
      return { kind: 'policy', code: '1501', maybeReceived: true };
    },
    forget: service.vanish,
    finishExpired: () => {
      service.expireResults();
      service.releaseTasks();
    },
  };
}
