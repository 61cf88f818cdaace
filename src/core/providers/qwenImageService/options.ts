import * as z from 'zod';

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** Name of the account at the service; not needed where its sign-in is switched off. */
  username: z.string().trim().min(1).max(50).optional(),
  /** `auto` asks the service whether it wants a sign-in. */
  auth: z.enum(['auto', 'on', 'off']).default('auto'),
  /** Ratios that this server knows beyond the usual seven, with their pixels: `{ "21:9": [2016, 864] }`. */
  ratios: z
    .record(z.string().min(1).max(40), z.tuple([z.number().int().positive(), z.number().int().positive()]))
    .default({}),
});

export type QwenOptions = z.infer<typeof optionsSchema>;
