import * as z from 'zod/mini';

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** For requests that name none. Left out: the smallest that the model has. */
  resolution: z.optional(z.string().check(z.regex(/^[1248]k$/i, '1k, 2k, 4k, 8k'))),
  /** How pictures are sent: uploaded (kept there for about a day), or inside the request where they are small enough. */
  imagesAs: z._default(z.enum(['upload', 'inline']), 'upload'),
  /** Name of the field that takes the pictures, for models that are not in the list. */
  imageField: z._default(z.enum(['imageUrls', 'imageUrl', 'image']), 'imageUrls'),
  /** Further fields that are always sent, for models that want more: `{ "promptExtend": false }`. */
  fields: z._default(
    z.record(
      z.string().check(z.regex(/^\w{1,60}$/)),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
    {},
  ),
});

export type RhartOptions = z.infer<typeof optionsSchema>;
