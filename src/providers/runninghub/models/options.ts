import * as z from 'zod/mini';
import { message } from '../../../shared/format/translate';
import { option } from '../../contract/options';

/** The options of this type. */
export const optionsSchema = z.strictObject({
  resolution: option(z.optional(z.string().check(z.regex(/^[1248]k$/i, '1k, 2k, 4k, 8k'))), {
    title: message('Default resolution'),
    description: message("`1k`, `2k`, `4k`, or `8k`. Defaults to the model's smallest."),
  }),
  imagesAs: option(z._default(z.enum(['upload', 'inline']), 'upload'), {
    title: message('Image transfer'),
    description: message(
      '`upload` sends them to the service first, where they stay for about a day; `inline` sends images of up to 5 MB with the request.',
    ),
  }),
  imageField: option(z._default(z.enum(['imageUrls', 'imageUrl', 'image']), 'imageUrls'), {
    title: message('Field for input images'),
    description: message("Field that takes input images. Only for models that Easel doesn't know."),
  }),
  fields: option(
    z._default(
      z.record(
        z.string().check(z.regex(/^\w{1,60}$/)),
        z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
      ),
      {},
    ),
    {
      title: message('Additional model parameters'),
      description: message('Fields of the model that are sent with every job, such as `{ "promptExtend": false }`.'),
    },
  ),
});

export type RunningHubModelsOptions = z.infer<typeof optionsSchema>;
