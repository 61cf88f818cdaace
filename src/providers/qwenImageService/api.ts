/** Schemas of the service's answers. Only the members that are read are required; others are accepted. */
import * as z from 'zod/mini';

const nullableText = z.nullish(z.string());
const nullableNumber = z.nullish(z.number());
const count = z._default(z.number(), 0);

/** An ID goes into paths, so only the characters of a UUID (and a few more) are accepted. */
export const taskIdSchema = z.string().check(z.regex(/^[\w-]{1,100}$/));

export const serviceSchema = z.looseObject({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  auth_enabled: z.optional(z.boolean()),
});

export const loginSchema = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  /** Seconds. */
  expires_in: z._default(z.number().check(z.positive()), 86_400),
});

export const submittedSchema = z.looseObject({
  task_id: taskIdSchema,
  queue_info: z.nullish(z.looseObject({ pending_tasks: nullableNumber })),
});

export const taskStates = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;

/** Both shapes of GET /tasks/{id}: from memory (`error`, position), and from the database (`error_message`). */
export const taskSchema = z.looseObject({
  status: z.enum(taskStates),
  error: nullableText,
  error_message: nullableText,
  position_in_queue: nullableNumber,
  /** Seconds; only in memory. */
  wait_time_seconds: nullableNumber,
  execution_time_seconds: nullableNumber,
});

/** The answer of /tasks/{id}/result without a file. */
export const noResultSchema = z.looseObject({
  status: z.enum(taskStates),
  position_in_queue: nullableNumber,
  message: nullableText,
});

const idSchema = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

export const userSchema = z.looseObject({
  id: idSchema,
  username: z.string(),
  email: nullableText,
  is_active: z._default(z.boolean(), true),
  is_admin: z._default(z.boolean(), false),
});

export const usersSchema = z.array(userSchema);
export const activeSchema = z.looseObject({ is_active: z.boolean() });
export const adminSchema = z.looseObject({ is_admin: z.boolean() });

export const queueSchema = z.looseObject({
  max_workers: nullableNumber,
  queue_size: nullableNumber,
  /** The user's tasks; `queue_size` counts those of all users. */
  tasks: z.nullish(z.looseObject({ pending: count, running: count })),
});

/** A limit of −1 or 0 means unlimited; the remaining number is −1 then. */
export const quotaSchema = z.looseObject({
  daily_limit: z.number(),
  monthly_limit: z.number(),
  used_today: z.number(),
  used_this_month: z.number(),
  remaining_today: z.number(),
  remaining_this_month: z.number(),
});
export type Quota = z.infer<typeof quotaSchema>;

export const historyItemSchema = z.looseObject({
  task_id: z.string(),
  user_id: z.nullish(idSchema),
  task_type: z.string(),
  prompt: nullableText,
  negative_prompt: nullableText,
  /** An object, or its JSON as text. */
  parameters: z.optional(z.unknown()),
  status: z.string(),
  error_message: nullableText,
  /** UTC without a zone; the other times are local times of the server. */
  created_at: nullableText,
  completed_at: nullableText,
  execution_time: nullableNumber,
});
export type HistoryItem = z.infer<typeof historyItemSchema>;

export const historySchema = z.looseObject({
  items: z.array(historyItemSchema),
  total: z.int().check(z.nonnegative()),
  page: z.int(),
  page_size: z.int(),
  total_pages: z.optional(z.int().check(z.nonnegative())),
});

export const healthSchema = z.looseObject({ status: z.string() });

export const modelsSchema = z.record(
  z.string(),
  z.looseObject({
    name: z.optional(z.string()),
    description: nullableText,
    capabilities: z._default(z.array(z.string()), []),
    status: nullableText,
  }),
);

export const ratiosSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
export const figuresSchema = z.record(z.string(), z.unknown());

export const cleanupSchema = z.looseObject({
  memory_cleaned_count: count,
  db_cleaned_count: count,
});

const text = z._default(z.string(), '');
const refusalSchema = z.looseObject({
  type: text,
  loc: z.array(z.union([z.string(), z.number()])),
  msg: text,
  ctx: z.nullish(z.looseObject({})),
});

/** FastAPI's answer to an invalid request: one item per field. */
export const invalidSchema = z.object({
  detail: z.array(refusalSchema).check(z.minLength(1)),
});
export const detailSchema = z.looseObject({ detail: z.string() });

/** All that is needed to continue a job. Stored as it is, so its keys never change. */
export const ticketSchema = z.looseObject({
  taskId: taskIdSchema,
  /** Requested number of images. */
  pictures: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
  /** Prompts of a batch. */
  prompts: z.optional(z.int().check(z.gte(1), z.lte(100))),
});
export type Ticket = z.infer<typeof ticketSchema>;
