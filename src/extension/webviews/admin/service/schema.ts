/** Schemas of what the page Service sends. */
import * as z from 'zod/mini';

/** Users on one page of the list, and tasks on one page of the history. */
export const pageSizes = { users: 50, tasks: 20 };

/** Longer than any service accepts; the service's own rules are checked by the service. */
export const password = z.string().check(z.minLength(1), z.maxLength(200));
export const userName = z.string().check(
  z.minLength(1),
  z.maxLength(100),
  z.refine((name) => !/\p{Cc}/u.test(name)),
);
/** Empty, or a text with an @. */
export const email = z.union([
  z.literal(''),
  z.string().check(z.minLength(3), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/)),
]);
export const userId = z.string().check(z.minLength(1), z.maxLength(100));
export const userIds = z.array(userId).check(z.maxLength(pageSizes.users));
export const owner = z.enum(['mine', 'all']);
export const userFlag = z.enum(['active', 'admin']);

export const tasksQuery = z.strictObject({
  whose: owner,
  page: z.int().check(z.minimum(1), z.maximum(1_000_000)),
  state: z.string().check(z.regex(/^[a-z_-]{0,40}$/)),
});

export const cleanUpAge = z.strictObject({
  hours: z.int().check(z.minimum(1), z.maximum(100_000)),
  days: z.int().check(z.minimum(1), z.maximum(36_500)),
});

/** At least one image: the service reads 0 as no limit at all. */
const images = z.int().check(z.minimum(1), z.maximum(1_000_000_000));
export const quota = z.strictObject({ daily: z.exactOptional(images), monthly: z.exactOptional(images) });
