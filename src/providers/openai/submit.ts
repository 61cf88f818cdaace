/** Submits a job, and reads the answer: images, a receipt, or a rejection. */
import type { Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { answerLimit } from '../../http/answer/answerLimits';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';
import type { OptionValue } from '../contract/manifest';
import type { Submission } from '../contract/task';
import type { FittedRequest } from '../contract/fitRequest';
import { quietError, readAnswer } from './answers/body';
import { ownUrl, resolver, send, type Context, type Exchange } from './call';
import { detailOf, failureOfAnswer, failureOfRefusal, failureOfTask, isUnknownRoute } from './errors';
import { bodyOf, checkCombination, modelOf, optionWarnings } from './fields';
import type { Reading, TaskFacts } from './answers/parse';
import { costOf } from './cost';
import { submitRoute } from './routes';
import { guardedUrls, progressOf, takenContents, type Ticket } from './tasks';

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  checkCombination(request, context);
  const warnings = optionWarnings(request);
  const route = submitRoute(context, { hasReferences: request.references.length > 0 });
  const exchange = await send(context, {
    method: 'POST',
    path: route.path,
    query: route.query,
    ...(await bodyOf(request, route, context)),
    paid: true,
    timeout: context.options.timeoutSeconds * 1000,
    maxBytes: answerLimit(request.count),
  });
  exchange.call.model = modelOf(request, context);
  if (route.style === 'form' && lacksPath(exchange)) {
    const values: OptionValue = { option: 'imagesAs', value: 'inline' };
    throw fail('settings', { ...answerFacts(exchange.answer), reason: 'edits-missing', values });
  }
  const submission = readSubmission(exchange, { images: request.count }, context);
  const all = [...warnings, ...(submission.warnings ?? [])];
  return all.length > 0 ? { ...submission, warnings: all } : submission;
}

/** Whether the path doesn't exist; a model that doesn't exist is answered with 404 as well. */
function lacksPath({ answer, call }: Exchange): boolean {
  if (!isUnknownRoute(answer, quietError(answer))) return false;
  return failureOfAnswer(answer, call).failure.reason === 'not-this-service';
}

/** @throws EaselError for an answer that is neither images nor a receipt. */
export function readSubmission({ answer, call }: Exchange, expected: { images: number }, context: Context): Submission {
  if (answer.status < 200 || answer.status >= 300) throw failureOfAnswer(answer, call);
  const reading = readAnswer(answer, resolver(context));
  switch (reading.kind) {
    case 'images':
      return completed(reading, { expected, hasKey: call.hasKey }, context);
    case 'task':
      return receipt(answer, reading.task, { expected, context });
    case 'failed': {
      // With an ID it's a failed task, which ends as a failed job; without, it's a rejection.
      if (reading.task.id !== undefined) return receipt(answer, reading.task, { expected, context });
      throw new EaselError(failureOfTask(answer, reading.error, call));
    }
    case 'refused':
      throw failureOfRefusal(answer, reading.error, call);
    case 'empty':
      if (reading.isModerated) throw fail('policy', { ...answerFacts(answer), ...detailOf(reading, call) });
      throw fail('bad-answer', { ...answerFacts(answer), reason: 'no-images' });
    case 'broken': {
      const reason = reading.part === 'cut' ? 'cut-answer' : 'not-an-image';
      throw fail('bad-answer', { ...answerFacts(answer), reason });
    }
    case 'unknown':
      throw fail('bad-answer', answerFacts(answer));
  }
}

function completed(
  { images, usage }: Extract<Reading, { kind: 'images' }>,
  { expected, hasKey }: { expected: { images: number }; hasKey: boolean },
  context: Context,
): Submission {
  const guarded = hasKey ? guardedUrls(context, images) : undefined;
  if (guarded) {
    // Made and paid for: a ticket lets the fetch be repeated after a network error.
    const contents = takenContents(guarded, expected.images);
    const ticket: Ticket = { contents, pictures: expected.images };
    const detail = `${guarded.length} → ${contents.length}`;
    const surplus: Warning[] = [{ code: 'provider', subject: 'surplus', detail }];
    return { kind: 'ticket', ticket: { ...ticket }, ...(contents.length < guarded.length && { warnings: surplus }) };
  }
  const warnings = countWarnings(images.length, expected.images);
  return {
    kind: 'outputs',
    outputs: images,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...costOf(usage, context.options),
  };
}

/** A warning if the number of images differs from the requested one. */
export function countWarnings(actual: number, requested: number): Warning[] {
  return actual === requested ? [] : [{ code: 'mismatch', subject: 'count', detail: `${requested} → ${actual}` }];
}

function receipt(
  answer: HttpAnswer,
  task: TaskFacts,
  { expected, context }: { expected: { images: number }; context: Context },
): Submission {
  if (task.id === undefined) throw fail('bad-answer', answerFacts(answer));
  const statusPath = statusPathOf(task, context);
  const ticket: Ticket = {
    id: task.id,
    pictures: expected.images,
    ...(statusPath === undefined ? {} : { statusPath }),
  };
  const progress = progressOf(task);
  return { kind: 'ticket', ticket: { ...ticket }, ...(progress ? { progress } : {}) };
}

/** Polls carry the key, so only a URL at the service's origin is accepted. */
function statusPathOf({ statusUrl }: TaskFacts, context: Context): string | undefined {
  if (statusUrl === undefined || statusUrl.length > 2000) return undefined;
  const absolute = statusUrl.startsWith('/') ? resolver(context)(statusUrl) : statusUrl;
  return absolute === undefined ? undefined : ownUrl(context, absolute);
}
