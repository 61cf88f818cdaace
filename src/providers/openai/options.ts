import * as z from 'zod/mini';
import { message } from '../../shared/format/translate';
import { option } from '../contract/options';
import type { ProviderConfig } from '../contract/configuration';

/** Additional parameters, by the service's names. */
export const parametersSchema = z.record(
  z.string().check(z.regex(/^[A-Za-z][\w.-]{0,59}$/)),
  z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]),
);

const tokenPrice = z._default(z.number().check(z.gte(0), z.lte(100_000)), 0);

const tokenPrices = z.strictObject({
  textInput: tokenPrice,
  imageInput: tokenPrice,
  output: tokenPrice,
  /** ISO 4217. */
  currency: z._default(z.string().check(z.regex(/^[A-Z]{3}$/)), 'USD'),
});

/** The options of this type. */
export const optionsSchema = z.strictObject({
  dialect: option(z._default(z.enum(['auto', 'sync', 'tasks', 'images', 'post', 'sub2api', 'grsai']), 'auto'), {
    title: message('Task protocol'),
    description: message(
      'How jobs are submitted and polled. `auto` follows the answers; `sync` never polls; `tasks` polls `resultPath/{id}`; `images` polls `/v1/images/{id}`; `post` polls with POST to `resultPath`; `sub2api` and `grsai` use their own APIs.',
    ),
  }),
  asyncQuery: option(z._default(z.enum(['auto', 'on', 'off']), 'auto'), {
    title: message('Request a task instead of the image (?async=true)'),
    description: message('Whether `?async=true` is added when a job is submitted. `auto`: when `synchronous` is off.'),
  }),
  severalImages: option(z._default(z.enum(['image[]', 'image']), 'image[]'), {
    title: message('Form field for multiple images'),
    description: message('Name of the form field for several input images. A single one is always sent as `image`.'),
  }),
  imagesAs: option(z._default(z.enum(['upload', 'inline']), 'upload'), {
    title: message('Image transfer'),
    description: message(
      '`upload` sends files to `editPath`; `inline` sends data URIs to `submitPath`, for services without edits.',
    ),
  }),
  sizeField: option(z._default(z.enum(['auto', 'size', 'aspect_ratio']), 'auto'), {
    title: message('Image size parameter'),
    description: message('Field that carries the size. `auto`: the one that the model expects.'),
  }),
  responseFormat: option(z._default(z.enum(['auto', 'url', 'b64_json', 'none']), 'auto'), {
    title: message('Response format (response_format)'),
    description: message(
      '`auto`: a URL for Nano Banana models, otherwise the default of the service. Never sent to GPT Image models.',
    ),
  }),
  extraFields: option(z._default(z.enum(['auto', 'on', 'off']), 'auto'), {
    title: message('Send negative prompt, seed, steps, and CFG'),
    description: message('Whether the service takes these parameters. `auto`: only with Qwen Image models.'),
  }),
  timeoutSeconds: option(z._default(z.number().check(z.gte(30), z.lte(3600)), 600), {
    title: message('Response timeout (seconds)'),
    description: message('Maximum time for one response. High quality can take 280 seconds and more.'),
  }),
  tokenPrices: option(z.optional(tokenPrices), {
    title: message('Prices per million tokens'),
    description: message(
      'Used with the token counts of an answer to calculate what a job cost, such as `{ "textInput": 5, "imageInput": 8, "output": 30 }` (OpenAI in November 2026, in US dollars). Without it, the price per image counts.',
    ),
  }),
  parameters: option(z._default(parametersSchema, {}), {
    title: message('Additional parameters'),
    description: message('Parameters that are sent with every job, such as `{ "moderation": "low" }`.'),
  }),
});

export type OpenAiOptions = z.infer<typeof optionsSchema>;

/** The options of a configuration; the defaults if they're invalid, so that limits can still be shown. */
export function optionsOf(config: ProviderConfig): OpenAiOptions {
  const parsed = optionsSchema.safeParse(config.options);
  return parsed.success ? parsed.data : optionsSchema.parse({});
}
