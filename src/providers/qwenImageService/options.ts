import * as z from 'zod/mini';

const pixels = z.int().check(z.positive());

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** Name of the account at the service; not needed where its sign-in is switched off. */
  username: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(50))),
  /** `auto` asks the service whether it wants a sign-in. */
  auth: z._default(z.enum(['auto', 'on', 'off']), 'auto'),
  /** Ratios that this server knows beyond the usual seven, with their pixels: `{ "21:9": [2016, 864] }`. */
  ratios: z._default(z.record(z.string().check(z.minLength(1), z.maxLength(40)), z.tuple([pixels, pixels])), {}),
});

export type QwenOptions = z.infer<typeof optionsSchema>;
