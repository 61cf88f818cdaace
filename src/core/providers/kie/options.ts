import * as z from 'zod';

/** Names under which KIE's models take reference pictures. */
export const referenceFields = ['image_urls', 'image_input', 'input_urls', 'image_url'] as const;
export type ReferenceField = (typeof referenceFields)[number];

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** Further fields of `createTask.input`: for models that Easel does not know, and for what only one model has. */
  input: z.record(z.string().min(1).max(100), z.json()).default({}),
  /** Where a model that Easel does not know takes its reference pictures. */
  referenceField: z.enum(referenceFields).optional(),
  /** Folder at the upload host. */
  uploadFolder: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/)
    .max(200)
    .default('easel'),
  /** Where KIE reports finished tasks, if it shall: an address that the internet can reach. */
  callBackUrl: z.url({ protocol: /^https?$/ }).optional(),
});

export type KieOptions = z.infer<typeof optionsSchema>;

/** What one request may bring along. */
export const requestOptionsSchema = optionsSchema.pick({ input: true }).partial().strict();
