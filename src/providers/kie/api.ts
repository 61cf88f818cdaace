/**
 * KIE's answers. Everything is wrapped in `{ code, msg, data }`, and errors come with HTTP 200: the code counts, and the
 * status only if there is no code. Its APIs differ in whether numbers are texts, so both are accepted.
 */
import * as z from 'zod/mini';
import type { JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';

/** An ID goes into a query and comes back in callbacks, so only characters that need no escaping are accepted. */
export const taskIdSchema = z.string().check(z.regex(/^[\w.:-]{1,200}$/));

/** All that is needed to continue a job. Stored as it is, so its keys never change. */
export const ticketSchema = z.looseObject({
  taskId: taskIdSchema,
  /** Milliseconds since 1970. Shortly after it, the service may not find its own task. */
  submittedAt: z.number(),
  /** Requested number of images. */
  pictures: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
});
export type Ticket = z.infer<typeof ticketSchema>;

export type Members = Record<string, unknown>;

export interface Envelope {
  /** The service's code; the HTTP status if it gave none. */
  code: number;
  /** Whether the code comes from the service. */
  isOwn: boolean;
  /** The body claims success although the HTTP status doesn't: it isn't the service's. */
  contradicts: boolean;
  /** Not cleaned. */
  message: string;
  data: unknown;
}

/**
 * Reads the envelope of an answer, regardless of its code.
 * @throws EaselError `bad-answer` or `server` if the body isn't a JSON object.
 */
export function readEnvelope(answer: HttpAnswer): Envelope {
  const body = membersOf(answer.json());
  if (!body) throw fail('bad-answer', { ...answerFacts(answer) });
  const code = numberOf(body['code']);
  const isGood = code !== undefined && code >= 200 && code < 300;
  const isRefused = body['success'] === false && (code === undefined || isGood);
  const isHttpError = answer.status >= 400;
  // A success code in the body of an HTTP error comes from a proxy.
  const isOwn = code !== undefined && !isRefused && !(isGood && isHttpError);
  const status = isRefused && !isHttpError ? 500 : answer.status;
  const message = [body['msg'], body['message'], body['error']].find((text) => typeof text === 'string') ?? '';
  const contradicts = isGood && isHttpError;
  return { code: isOwn ? code : status, isOwn, contradicts, message, data: body['data'] };
}

/** The members of an object; undefined for any other value. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

/** An object, or a text that contains one as JSON. */
export function nestedMembers(value: unknown): Members | undefined {
  if (typeof value !== 'string') return membersOf(value);
  try {
    return membersOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** A number, or the number in a text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const idNames = ['taskId', 'task_id', 'job_id', 'jobId', 'id', 'recordId'] as const;

/** The task's ID under any of its names. A number beyond 2^53 is ignored, because JSON may have rounded it. */
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
