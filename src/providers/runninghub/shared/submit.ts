/** Reads the answer to a submit. */
import type { Warning } from '../../../shared/model/jobs';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { ProviderContext } from '../../contract/context';
import type { Submission } from '../../contract/task';
import type { FittedRequest } from '../../contract/fitRequest';
import { currencyOf, makeTicket } from './calls';
import { effectiveCode, hasUnknownCode, refusalOf } from './errors';
import type { Reply } from './reply';
import { imagesIn, outputsOf } from './results';
import { nodeErrorsOf, readTask, taskIdOf, type TaskReading } from './task';
import { answerFacts } from '../../../http/answer/status';

/**
 * Quick jobs are already done. A reply with a task ID counts as received, whatever else it says.
 * @throws EaselError for a rejection, and `bad-answer` if there is neither an image nor a task.
 */
export function readSubmission(reply: Reply, context: ProviderContext, warnings: Warning[]): Submission {
  const taskId = taskIdOf(reply);
  const reading = readingOf(reply, context);
  if (reading.state === 'done') {
    const all = [...warnings, ...reading.warnings];
    return { kind: 'outputs', outputs: reading.images, ...some(all), ...(reading.cost ? { cost: reading.cost } : {}) };
  }
  if (taskId === undefined) {
    const { images } = imagesIn(outputsOf(reply));
    // Images were made and paid for, whatever a code says that nobody knows.
    if (reading.state === 'failed' && images.length > 0 && hasUnknownCode(reply)) {
      return { kind: 'outputs', outputs: images, ...some(warnings) };
    }
    if (effectiveCode(reply) !== '0') throw refusalOf(reply);
    if (reading.state === 'failed') throw new EaselError(reading.failure);
    throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'taskId' });
  }
  const nodeErrors = nodeErrorsOf(reply);
  const failure = reading.state === 'failed' ? (reading.failure.detail ?? '') : '';
  const announced = nodeErrors || failure;
  if (nodeErrors) warnings.push({ code: 'provider', subject: 'options', detail: nodeErrors });
  const progress = reading.state === 'waiting' || reading.state === 'running' ? reading.progress : undefined;
  const ticket = makeTicket(context, { taskId, ...(announced ? { said: announced } : {}) });
  return { kind: 'ticket', ticket, ...(progress ? { progress } : {}), ...some(warnings) };
}

/** RunningHub has no options for a single request. */
export function optionWarnings({ options = {} }: FittedRequest): Warning[] {
  return Object.keys(options).length > 0 ? [{ code: 'unsupported', subject: 'options' }] : [];
}

function readingOf(reply: Reply, context: ProviderContext): TaskReading {
  try {
    return readTask(reply, currencyOf(context));
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    // The caller throws a rejection if there is no task.
    return { state: 'failed', failure: thrown.failure };
  }
}

function some(warnings: Warning[]): { warnings?: Warning[] } {
  return warnings.length > 0 ? { warnings } : {};
}
