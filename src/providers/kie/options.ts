import * as z from 'zod/mini';
import { message } from '../../shared/format/translate';
import { option } from '../contract/options';

/** Names under which KIE's models take reference images. */
export const referenceFields = ['image_urls', 'image_input', 'input_urls', 'image_url'] as const;
export type ReferenceField = (typeof referenceFields)[number];

const input = z._default(z.record(z.string().check(z.minLength(1), z.maxLength(100)), z.json()), {});

/** The options of this type. */
export const optionsSchema = z.strictObject({
  input: option(input, {
    title: message('Additional model parameters'),
    description: message(
      'Fields of the model that are sent with every job, such as `{ "nsfw_checker": true }`. Values that a job sets take precedence.',
    ),
  }),
  referenceField: option(z.optional(z.enum(referenceFields)), {
    title: message('Field for input images'),
    description: message("Field that takes input images. Only for models that Easel doesn't know."),
  }),
  uploadFolder: option(z._default(z.string().check(z.regex(/^[\w.-]+(\/[\w.-]+)*$/), z.maxLength(200)), 'easel'), {
    title: message('Upload folder'),
    description: message('Folder on the upload host for input images.'),
  }),
  callBackUrl: option(z.optional(z.url({ protocol: /^https?$/ })), {
    title: message('Callback URL'),
    description: message(
      'URL that the service reports finished jobs to, instead of `#easel.webhook.publicUrl#`. It must be reachable from the internet.',
    ),
  }),
});

export type KieOptions = z.infer<typeof optionsSchema>;

/** The options of a single request. */
export const requestOptionsSchema = z.strictObject({ input: z.optional(input) });
