/**
 * KIE's answers. Everything is wrapped in `{ code, msg, data }`, and errors come inside HTTP 200: the code counts, the
 * status only where there is no code. Texts and numbers change places between its APIs, so both are taken.
 */
import * as z from 'zod/mini';
import type { JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';

/** An id goes into a query and comes back in callbacks: letters that need no care, nothing else. */
export const taskIdSchema = z.string().check(z.regex(/^[\w.:-]{1,200}$/));

/** All that is needed to go on with a job: it is stored as it is. */
export const ticketSchema = z.looseObject({
  taskId: taskIdSchema,
  /** Milliseconds since 1970: just after it the service may not know its own task yet. */
  submittedAt: z.number(),
  /** Pictures that were asked for. */
  pictures: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
});
export type Ticket = z.infer<typeof ticketSchema>;

export type Members = Record<string, unknown>;

export interface Envelope {
  /** The service's own code; the HTTP status where it gave none. */
  code: number;
  /** Whether the code is the service's own. */
  isOwn: boolean;
  /** Not cleaned. */
  message: string;
  data: unknown;
}

/**
 * The wrapping of an answer, whatever its code says.
 * @throws EaselError `bad-answer` or `server` for what is not JSON, or no object.
 */
export function readEnvelope(answer: HttpAnswer): Envelope {
  const body = membersOf(answer.json());
  if (!body) throw fail('bad-answer', { ...answerFacts(answer), maybeReceived: answer.paid });
  const told = numberOf(body['code']);
  const isGood = told !== undefined && told >= 200 && told < 300;
  const isRefused = body['success'] === false && (told === undefined || isGood);
  const isHttpError = answer.status >= 400;
  // "OK" in the body of an error is the text of something in between.
  const isOwn = told !== undefined && !isRefused && !(isGood && isHttpError);
  const status = isRefused && !isHttpError ? 500 : answer.status;
  const message = [body['msg'], body['message'], body['error']].find((text) => typeof text === 'string') ?? '';
  return { code: isOwn ? told : status, isOwn, message: message, data: body['data'] };
}

/** The members of an object; undefined for everything else. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

/** An object, or a text that holds one as JSON. */
export function nestedMembers(value: unknown): Members | undefined {
  if (typeof value !== 'string') return membersOf(value);
  try {
    return membersOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** A number, or a text that is one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const idNames = ['taskId', 'task_id', 'job_id', 'jobId', 'id', 'recordId'] as const;

/** The task's id by whatever name; a number that JSON may have rounded is none. */
export function taskIdOf(members: Members | undefined): string | undefined {
  for (const name of idNames) {
    const value = members?.[name];
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
    const parsed = taskIdSchema.safeParse(text);
    if (parsed.success) return parsed.data;
  }
  return undefined;
}

export function readTicket(ticket: JsonValue): Ticket {
  const parsed = ticketSchema.safeParse(ticket);
  if (parsed.success) return parsed.data;
  throw fail('internal', { detail: 'ticket' });
}
