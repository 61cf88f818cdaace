/** Parses answers by schema. A failure names the first field that doesn't match, never its value. */
import type * as z from 'zod/mini';
import { fail } from '../../shared/model/easelError';
import { maybeReceived } from './received';
import type { HttpAnswer } from './httpAnswer';
import { answerFacts } from './status';

/**
 * The body of an answer, parsed.
 * @throws EaselError `bad-answer`; `detail` is the path of the first field that doesn't match.
 */
export function readJson<T>(answer: HttpAnswer, schema: z.ZodMiniType<T>): T {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.').slice(0, 80) ?? '';
  throw fail('bad-answer', {
    ...answerFacts(answer),
    ...(field === '' ? {} : { detail: field }),
    maybeReceived: maybeReceived(answer.paid, { end: 'unexpected-body' }),
  });
}
