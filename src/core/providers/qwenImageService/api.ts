/** The service's answers as schemas. Only what is read is asked for; whatever else stands in an answer is let through. */
import * as z from 'zod';

const nullableText = z.string().nullish();
const nullableNumber = z.number().nullish();

/** An id goes into paths: nothing else than a UUID's letters (and a little more) may be in it. */
export const taskIdSchema = z.string().regex(/^[\w-]{1,100}$/);

export const serviceSchema = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  auth_enabled: z.boolean().optional(),
});

export const loginSchema = z.looseObject({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive().default(86_400),
});

export const submittedSchema = z.looseObject({
  task_id: taskIdSchema,
  queue_info: z.looseObject({ pending_tasks: nullableNumber }).nullish(),
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

/** What /tasks/{id}/result says instead of a file. */
export const noResultSchema = z.looseObject({ status: z.enum(taskStates), position_in_queue: nullableNumber });

const idSchema = z.union([z.string(), z.number()]).transform(String);

export const userSchema = z.looseObject({
  id: idSchema,
  username: z.string(),
  email: nullableText,
  is_active: z.boolean().default(true),
  is_admin: z.boolean().default(false),
});

export const usersSchema = z.array(userSchema);
export const activeSchema = z.looseObject({ is_active: z.boolean() });
export const adminSchema = z.looseObject({ is_admin: z.boolean() });

export const queueSchema = z.looseObject({
  max_workers: nullableNumber,
  queue_size: nullableNumber,
  /** Of the person who asks; `queue_size` is everybody's. */
  tasks: z.looseObject({ pending: z.number().default(0), running: z.number().default(0) }).nullish(),
});

/** −1 stands for unlimited. */
export const quotaSchema = z.looseObject({
  daily_limit: z.number(),
  monthly_limit: z.number(),
  used_today: z.number(),
  used_this_month: z.number(),
  remaining_today: z.number(),
  remaining_this_month: z.number(),
});

export const historyItemSchema = z.looseObject({
  task_id: z.string(),
  user_id: idSchema.nullish(),
  task_type: z.string(),
  prompt: z.string().nullish(),
  negative_prompt: nullableText,
  /** An object, or the same as text. */
  parameters: z.unknown().optional(),
  status: z.string(),
  error_message: nullableText,
  /** Local time of the server without a zone, as are all times. */
  created_at: nullableText,
  completed_at: nullableText,
  execution_time: nullableNumber,
});
export type HistoryItem = z.infer<typeof historyItemSchema>;

export const historySchema = z.looseObject({
  items: z.array(historyItemSchema),
  total: z.number().int().nonnegative(),
  page: z.number().int(),
  page_size: z.number().int(),
  total_pages: z.number().int().nonnegative().optional(),
});

export const healthSchema = z.looseObject({ status: z.string() });

export const modelsSchema = z.record(
  z.string(),
  z.looseObject({
    name: z.string().optional(),
    description: nullableText,
    capabilities: z.array(z.string()).default([]),
    status: nullableText,
  }),
);

export const ratiosSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
export const figuresSchema = z.record(z.string(), z.unknown());

export const cleanupSchema = z.looseObject({
  memory_cleaned_count: z.number().default(0),
  db_cleaned_count: z.number().default(0),
});

/** FastAPI's refusal of a request that does not fit: one item for each field. */
export const invalidSchema = z.object({
  detail: z
    .array(
      z.looseObject({
        type: z.string().default(''),
        loc: z.array(z.union([z.string(), z.number()])),
        msg: z.string().default(''),
        ctx: z.looseObject({}).nullish(),
      }),
    )
    .min(1),
});
export const detailSchema = z.looseObject({ detail: z.string() });

/** All that is needed to go on with a job: it is stored as it is. */
export const ticketSchema = z.looseObject({
  taskId: taskIdSchema,
  /** Pictures that were asked for. */
  pictures: z.number().int().min(1).max(100).default(1),
  /** Prompts of a batch. */
  prompts: z.number().int().min(1).max(100).optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;
