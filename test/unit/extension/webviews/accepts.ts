import type * as z from 'zod/mini';

/** Whether the host accepts this value from a webview. */
export function accepts(schema: z.ZodMiniType, value: unknown): boolean {
  return schema.safeParse(value).success;
}
