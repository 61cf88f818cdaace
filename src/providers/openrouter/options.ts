import * as z from 'zod/mini';
import { message } from '../../shared/format/translate';
import { option } from '../contract/options';

const fields = z.record(z.string().check(z.regex(/^[A-Za-z][\w.-]{0,59}$/)), z.json());

/** The options of this type. */
export const optionsSchema = z.strictObject({
  provider: option(z._default(fields, {}), {
    title: message('Routing'),
    description: message(
      'Which companies may run a model, in the fields of `provider` of OpenRouter: `{ "only": ["google-vertex"] }`, `{ "sort": "price" }`.',
    ),
  }),
  previews: option(z._default(z.boolean(), true), {
    title: message('Previews'),
    description: message('Whether previews are shown while an image is made, for models that send some.'),
  }),
  parameters: option(z._default(fields, {}), {
    title: message('Additional parameters'),
    description: message('Parameters that are sent with every job, such as `{ "output_compression": 80 }`.'),
  }),
  timeoutSeconds: option(z._default(z.number().check(z.gte(30), z.lte(3600)), 300), {
    title: message('Response timeout (seconds)'),
    description: message('Maximum time for one response.'),
  }),
});

export type OpenRouterOptions = z.infer<typeof optionsSchema>;

/** The options of a single request: further parameters. */
export const requestOptionsSchema = fields;
