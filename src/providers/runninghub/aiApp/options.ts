import * as z from 'zod/mini';
import { message } from '../../../shared/format/translate';
import { option } from '../../contract/options';

/** Digits as a text (a JSON number would lose the last ones), or the URL of the app's page. */
const webappIdPattern = /^(\d{1,19}|https?:\/\/\S+\/\d{6,19}(?:[/?#]\S*)?)$/;

/** A field of a node: `"52.prompt"`, with the node's ID before the first dot. */
const nodeField = z.string().check(z.regex(/^[^\s.]{1,40}\.\S.{0,79}$/, '"52.prompt"'));

const nodes = z.strictObject({
  prompt: z.optional(nodeField),
  negativePrompt: z.optional(nodeField),
  /** In the order of the input images. */
  images: z._default(z.array(nodeField).check(z.maxLength(20)), []),
  seed: z.optional(nodeField),
  width: z.optional(nodeField),
  height: z.optional(nodeField),
  aspectRatio: z.optional(nodeField),
  resolution: z.optional(nodeField),
  steps: z.optional(nodeField),
  cfgScale: z.optional(nodeField),
});

/** The options of this type. */
export const optionsSchema = z.strictObject({
  webappId: option(z.optional(z.string().check(z.trim(), z.regex(webappIdPattern, '"1877265245566922753"'))), {
    title: message('App ID or page URL'),
    description: message(
      "Number in the address of the app's page, in quotes: it has more digits than a JSON number can hold.",
    ),
    // A configuration may name the app as its model instead.
    essential: 'needed',
  }),
  makes: option(z._default(z.enum(['auto', 'generate', 'edit', 'both']), 'auto'), {
    title: message('Purpose of the app'),
    description: message(
      "`auto` finds out from the app's form; `both` is for an app whose input images may be left out.",
    ),
  }),
  instanceType: option(z._default(z.enum(['default', 'plus', 'ultra']), 'default'), {
    title: message('Memory of the machine'),
    description: message('`default`: 24 GB; `plus`: 48 GB; `ultra`: 84 GB.'),
  }),
  usePersonalQueue: option(z._default(z.boolean(), false), {
    title: message('Use my personal queue'),
    description: message('Whether jobs go to the queue of your account.'),
  }),
  retainSeconds: option(z.optional(z.int().check(z.gte(10), z.lte(180))), {
    title: message('Seconds to keep the machine'),
    description: message('Time for which an enterprise account keeps the machine after a job.'),
  }),
  imagesAs: option(z._default(z.enum(['fileName', 'url']), 'fileName'), {
    title: message('Image transfer'),
    description: message('`url` is for nodes that expect the address of an image.'),
  }),
  sendIdAs: option(z._default(z.enum(['text', 'number']), 'text'), {
    title: message('App ID format'),
    description: message('`number` sends it as a JSON number, digit by digit.'),
  }),
  nodes: option(z.optional(nodes), {
    title: message('Nodes'),
    description: message(
      'Node fields that take the parameters, such as `{ "prompt": "52.prompt" }`. By default, Easel finds them in the app\'s form.',
    ),
  }),
  values: option(z._default(z.record(nodeField, z.union([z.string(), z.number(), z.boolean()])), {}), {
    title: message('Fixed values'),
    description: message('Values that are sent with every job, such as `{ "37.model": "flux-kontext-max" }`.'),
  }),
});

export type AiAppOptions = z.infer<typeof optionsSchema>;
export type ConfiguredNodes = z.infer<typeof nodes>;

/** The digits in an app ID or the URL of an app's page; undefined if there are none. */
export function appIdOf(text: string | undefined): string | undefined {
  if (text === undefined || !webappIdPattern.test(text.trim())) return undefined;
  return /(\d{1,19})(?:[/?#]\S*)?$/.exec(text.trim())?.[1];
}
