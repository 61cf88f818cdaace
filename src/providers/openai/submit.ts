/** Handing a job in, and reading what comes back: the pictures, a receipt, or a refusal. */
import type { Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';
import type { ProviderOutput, Submission } from '../contract/task';
import type { FittedRequest } from '../contract/fitRequest';
import { readAnswer } from './body';
import { isOwn, resolver, send, type Context, type Exchange } from './call';
import { failureOfAnswer, failureOfRefusal, failureOfTask } from './errors';
import { bodyOf, checkCombination, modelOf, optionWarnings } from './fields';
import type { TaskFacts } from './parse';
import { submitRoute } from './routes';
import { needsKey, progressOf, type Ticket } from './tasks';

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
  });
  exchange.call.model = modelOf(request, context);
  const submission = readSubmission(exchange, { pictures: request.count }, context);
  const all = [...warnings, ...(submission.warnings ?? [])];
  return all.length > 0 ? { ...submission, warnings: all } : submission;
}

/** @throws EaselError for everything that is neither pictures nor a receipt. */
export function readSubmission(
  { answer, call }: Exchange,
  expected: { pictures: number },
  context: Context,
): Submission {
  if (answer.status < 200 || answer.status >= 300) throw failureOfAnswer(answer, call);
  const reading = readAnswer(answer, resolver(context));
  switch (reading.kind) {
    case 'pictures':
      return ofImages(reading.pictures, { expected, hasKey: call.hasKey }, context);
    case 'task':
      return receipt(answer, reading.task, { expected, context });
    case 'failed': {
      // With an id it is a job that failed, and ends as one; without it is a refusal.
      if (reading.task.id !== undefined) return receipt(answer, reading.task, { expected, context });
      const failure = failureOfTask(answer, reading.error, call);
      throw new EaselError({ ...failure, maybeReceived: false });
    }
    case 'refused':
      throw failureOfRefusal(answer, reading.error, call);
    case 'empty':
      if (reading.isModerated) throw fail('policy', { ...answerFacts(answer), maybeReceived: false });
      throw fail('bad-answer', { ...answerFacts(answer), reason: 'no-images', maybeReceived: answer.paid });
    case 'broken': {
      const reason = reading.part === 'cut' ? 'cut-answer' : 'not-an-image';
      throw fail('bad-answer', { ...answerFacts(answer), reason, maybeReceived: answer.paid });
    }
    case 'unknown':
      throw fail('bad-answer', { ...answerFacts(answer), maybeReceived: answer.paid });
  }
}

function ofImages(
  images: ProviderOutput[],
  { expected, hasKey }: { expected: { pictures: number }; hasKey: boolean },
  context: Context,
): Submission {
  const guarded = hasKey ? images.flatMap(({ source }) => ('url' in source ? [source.url] : [])) : [];
  if (guarded.length === images.length && guarded.every((url) => needsKey(context, url))) {
    // Made and paid for: fetched as a task is, so that a hiccup of the network does not lose them.
    const ticket: Ticket = { contents: guarded, pictures: expected.pictures };
    return { kind: 'ticket', ticket: { ...ticket } };
  }
  const warnings = countWarnings(images.length, expected.pictures);
  return { kind: 'outputs', outputs: images, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** Fewer or more pictures than were asked for, in figures. */
export function countWarnings(came: number, asked: number): Warning[] {
  return came === asked ? [] : [{ code: 'mismatch', subject: 'count', detail: `${asked} → ${came}` }];
}

function receipt(
  answer: HttpAnswer,
  task: TaskFacts,
  { expected, context }: { expected: { pictures: number }; context: Context },
): Submission {
  if (task.id === undefined) throw fail('bad-answer', { ...answerFacts(answer), maybeReceived: answer.paid });
  const resolve = resolver(context);
  const statusPath = ownUrl(task.statusUrl);
  const ticket: Ticket = {
    id: task.id,
    pictures: expected.pictures,
    ...(statusPath === undefined ? {} : { statusPath }),
  };
  const progress = progressOf(task);
  return { kind: 'ticket', ticket: { ...ticket }, ...(progress ? { progress } : {}) };

  /** The key goes with every look, so nothing but the service's own origin will do. */
  function ownUrl(url: string | undefined): string | undefined {
    if (url === undefined || url.length > 2000) return undefined;
    const whole = url.startsWith('/') ? resolve(url) : url;
    return whole !== undefined && isOwn(context, whole) ? whole : undefined;
  }
}
