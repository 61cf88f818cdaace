import * as z from 'zod/mini';
import { message } from '../../shared/format/translate';
import { option } from '../contract/options';

const tokenPrice = z._default(z.number().check(z.gte(0), z.lte(100_000)), 0);

const tokenPrices = z.strictObject({
  input: tokenPrice,
  textOutput: tokenPrice,
  imageOutput: tokenPrice,
  /** ISO 4217. */
  currency: z._default(z.string().check(z.regex(/^[A-Z]{3}$/)), 'USD'),
});

const safetySetting = z.strictObject({
  category: z.string().check(z.regex(/^HARM_CATEGORY_[A-Z_]{1,60}$/)),
  threshold: z.string().check(z.regex(/^[A-Z_]{1,60}$/)),
});

/** Fields of `generationConfig` besides those that Easel sets. */
const generationConfig = z.record(z.string().check(z.regex(/^[A-Za-z]\w{0,59}$/)), z.json());

/** The options of this type. */
export const optionsSchema = z.strictObject({
  safetySettings: option(z.optional(z.array(safetySetting).check(z.maxLength(20))), {
    title: message('Safety settings'),
    description: message(
      'Thresholds of the content filters, such as `[{ "category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_ONLY_HIGH" }]`.',
    ),
  }),
  generationConfig: option(z._default(generationConfig, {}), {
    title: message('Additional generation settings'),
    description: message(
      'Fields of `generationConfig` that are sent with every job, such as `{ "temperature": 0.4 }`. Values that a job sets take precedence.',
    ),
  }),
  timeoutSeconds: option(z._default(z.number().check(z.gte(30), z.lte(3600)), 300), {
    title: message('Response timeout (seconds)'),
    description: message('Maximum time for one response.'),
  }),
  tokenPrices: option(z.optional(tokenPrices), {
    title: message('Prices per million tokens'),
    description: message(
      'Used with the token counts of an answer to calculate what a job cost, such as `{ "input": 0.3, "textOutput": 2.5, "imageOutput": 30 }`. Without it, the price per image counts.',
    ),
  }),
});

export type GeminiOptions = z.infer<typeof optionsSchema>;

/** The options of a single request: further fields of `generationConfig`. */
export const requestOptionsSchema = generationConfig;
