import * as z from 'zod/mini';

/** Digits in quotes, or the address of the app's page: a number would have lost its last digits already. */
const webappIdPattern = /^(\d{1,19}|https?:\/\/\S+\/\d{6,19}(?:[/?#]\S*)?)$/;

/** A field of a node: `"52.prompt"`, the node's id before the first dot. */
const nodeField = z.string().check(z.regex(/^[^\s.]{1,40}\.\S.{0,79}$/, '"52.prompt"'));

const nodes = z.strictObject({
  prompt: z.optional(nodeField),
  negativePrompt: z.optional(nodeField),
  /** In the order of the pictures. */
  images: z._default(z.array(nodeField).check(z.maxLength(20)), []),
  seed: z.optional(nodeField),
  width: z.optional(nodeField),
  height: z.optional(nodeField),
  aspectRatio: z.optional(nodeField),
  resolution: z.optional(nodeField),
  steps: z.optional(nodeField),
  cfgScale: z.optional(nodeField),
});

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** The app: the number in the address of its page. */
  webappId: z.optional(z.string().check(z.trim(), z.regex(webappIdPattern, '"1877265245566922753"'))),
  /** What the app makes. `auto` finds out when a job is handed in; `both` leaves the app's own pictures in place. */
  makes: z._default(z.enum(['auto', 'generate', 'edit', 'both']), 'auto'),
  /** Memory of the machine: 24, 48 or 84 GB. */
  instanceType: z._default(z.enum(['default', 'plus', 'ultra']), 'default'),
  usePersonalQueue: z._default(z.boolean(), false),
  /** Seconds for which an enterprise account keeps the machine after the job. */
  retainSeconds: z.optional(z.int().check(z.gte(10), z.lte(180))),
  /** How a picture is named in a node: by the upload's file name, or by its URL. */
  imagesAs: z._default(z.enum(['fileName', 'url']), 'fileName'),
  /** How the app's id is sent. */
  sendIdAs: z._default(z.enum(['text', 'number']), 'text'),
  /** Which field of which node takes what. Left out: found in the form of the app. */
  nodes: z.optional(nodes),
  /** Values that are always sent: `{ "37.model": "flux-kontext-max" }`. */
  values: z._default(z.record(nodeField, z.union([z.string(), z.number(), z.boolean()])), {}),
});

export type AiAppOptions = z.infer<typeof optionsSchema>;
export type ConfiguredNodes = z.infer<typeof nodes>;

/** The digits in an id or an address; undefined where there are none. */
export function appIdOf(text: string | undefined): string | undefined {
  if (text === undefined || !webappIdPattern.test(text.trim())) return undefined;
  return /(\d{1,19})(?:[/?#]\S*)?$/.exec(text.trim())?.[1];
}
