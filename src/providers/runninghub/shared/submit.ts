/** What a submit of RunningHub came to. */
import type { Warning } from '../../../shared/model/jobs';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { ProviderContext } from '../../contract/context';
import type { Submission } from '../../contract/task';
import type { FittedRequest } from '../../contract/fitRequest';
import { currencyOf, makeTicket } from './calls';
import { effectiveCode, refusalOf } from './errors';
import type { Reply } from './reply';
import { nodeErrorsOf, readTask, taskIdOf, type Seen } from './task';
import { answerFacts } from '../../../http/answer/status';

/**
 * Quick jobs come back done; a task that was issued counts as received whatever else the reply says.
 * @throws EaselError for a refusal, and `bad-answer` when there is neither a picture nor a task.
 */
export function readSubmission(reply: Reply, context: ProviderContext, warnings: Warning[]): Submission {
  const taskId = taskIdOf(reply);
  const seen = look(reply, context);
  if (seen.state === 'done') {
    const all = [...warnings, ...seen.warnings];
    return { kind: 'outputs', outputs: seen.images, ...some(all), ...(seen.cost ? { cost: seen.cost } : {}) };
  }
  if (taskId === undefined) {
    if (effectiveCode(reply) !== '0') throw refusalOf(reply);
    if (seen.state === 'failed') throw new EaselError(seen.failure);
    throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'taskId', maybeReceived: true });
  }
  const nodeErrors = nodeErrorsOf(reply);
  const failure = seen.state === 'failed' ? (seen.failure.detail ?? '') : '';
  const said = nodeErrors || failure;
  if (nodeErrors) warnings.push({ code: 'provider', subject: 'options', detail: nodeErrors });
  const note = seen.state === 'waiting' || seen.state === 'running' ? seen.progress : undefined;
  const ticket = makeTicket(context, { taskId, ...(said ? { said } : {}) });
  return { kind: 'ticket', ticket, ...(note ? { progress: note } : {}), ...some(warnings) };
}

/** RunningHub has no options for a single request. */
export function optionWarnings({ options = {} }: FittedRequest): Warning[] {
  return Object.keys(options).length > 0 ? [{ code: 'unsupported', subject: 'options' }] : [];
}

function look(reply: Reply, context: ProviderContext): Seen {
  try {
    return readTask(reply, currencyOf(context));
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    // A refusal is told by the caller, who knows whether a task was issued.
    return { state: 'failed', failure: thrown.failure };
  }
}

function some(warnings: Warning[]): { warnings?: Warning[] } {
  return warnings.length > 0 ? { warnings } : {};
}
