import * as z from 'zod/mini';

/** Names under which KIE's models take reference pictures. */
export const referenceFields = ['image_urls', 'image_input', 'input_urls', 'image_url'] as const;
export type ReferenceField = (typeof referenceFields)[number];

const input = z._default(z.record(z.string().check(z.minLength(1), z.maxLength(100)), z.json()), {});

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** Further fields of `createTask.input`: for models that Easel does not know, and for what only one model has. */
  input,
  /** Where a model that Easel does not know takes its reference pictures. */
  referenceField: z.optional(z.enum(referenceFields)),
  /** Folder at the upload host. */
  uploadFolder: z._default(z.string().check(z.regex(/^[\w.-]+(\/[\w.-]+)*$/), z.maxLength(200)), 'easel'),
  /** Where KIE reports finished tasks, if it shall: an address that the internet can reach. */
  callBackUrl: z.optional(z.url({ protocol: /^https?$/ })),
});

export type KieOptions = z.infer<typeof optionsSchema>;

/** What one request may bring along. */
export const requestOptionsSchema = z.strictObject({ input: z.optional(input) });
