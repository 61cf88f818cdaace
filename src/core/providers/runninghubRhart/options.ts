import * as z from 'zod';

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** For requests that name none. Left out: the smallest that the model has. */
  resolution: z
    .string()
    .regex(/^[1248]k$/i, '1k, 2k, 4k, 8k')
    .optional(),
  /** How pictures are sent: uploaded (kept there for about a day), or inside the request where they are small enough. */
  imagesAs: z.enum(['upload', 'inline']).default('upload'),
  /** Name of the field that takes the pictures, for models that are not in the list. */
  imageField: z.enum(['imageUrls', 'imageUrl', 'image']).default('imageUrls'),
  /** Further fields that are always sent, for models that want more: `{ "promptExtend": false }`. */
  fields: z
    .record(z.string().regex(/^\w{1,60}$/), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
});

export type RhartOptions = z.infer<typeof optionsSchema>;
