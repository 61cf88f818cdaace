/** Reading a service's answers: what is not as it should be becomes a failure that names the field, never its value. */
import type * as z from 'zod/mini';
import { fail } from '../shared/model/easelError';
import type { HttpAnswer } from './response';
import { answerFacts } from './status';

/**
 * The body of an answer, parsed.
 * @throws EaselError `bad-answer`; `detail` names the first field that does not fit.
 */
export function readJson<T>(answer: HttpAnswer, schema: z.ZodMiniType<T>): T {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.').slice(0, 80) ?? '';
  throw fail('bad-answer', {
    ...answerFacts(answer),
    ...(field === '' ? {} : { detail: field }),
    maybeReceived: answer.paid,
  });
}
