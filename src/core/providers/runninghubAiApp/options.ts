import * as z from 'zod';

/** Digits in quotes, or the address of the app's page: a number would have lost its last digits already. */
const webappIdPattern = /^(\d{1,19}|https?:\/\/\S+\/\d{6,19}(?:[/?#]\S*)?)$/;

/** A field of a node: `"52.prompt"`, the node's id before the first dot. */
const nodeField = z.string().regex(/^[^\s.]{1,40}\.\S.{0,79}$/, '"52.prompt"');

const nodes = z.strictObject({
  prompt: nodeField.optional(),
  negativePrompt: nodeField.optional(),
  /** In the order of the pictures. */
  images: z.array(nodeField).max(20).default([]),
  seed: nodeField.optional(),
  width: nodeField.optional(),
  height: nodeField.optional(),
  aspectRatio: nodeField.optional(),
  resolution: nodeField.optional(),
  steps: nodeField.optional(),
  cfgScale: nodeField.optional(),
});

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /** The app: the number in the address of its page. */
  webappId: z.string().trim().regex(webappIdPattern, '"1877265245566922753"').optional(),
  /** What the app makes. `auto` finds out when a job is handed in; `both` leaves the app's own pictures in place. */
  makes: z.enum(['auto', 'generate', 'edit', 'both']).default('auto'),
  /** Memory of the machine: 24, 48 or 84 GB. */
  instanceType: z.enum(['default', 'plus', 'ultra']).default('default'),
  usePersonalQueue: z.boolean().default(false),
  /** Seconds for which an enterprise account keeps the machine after the job. */
  retainSeconds: z.number().int().min(10).max(180).optional(),
  /** How a picture is named in a node: by the upload's file name, or by its URL. */
  imagesAs: z.enum(['fileName', 'url']).default('fileName'),
  /** How the app's id is sent. */
  sendIdAs: z.enum(['text', 'number']).default('text'),
  /** Which field of which node takes what. Left out: found in the form of the app. */
  nodes: nodes.optional(),
  /** Values that are always sent: `{ "37.model": "flux-kontext-max" }`. */
  values: z.record(nodeField, z.union([z.string(), z.number(), z.boolean()])).default({}),
});

export type AiAppOptions = z.infer<typeof optionsSchema>;
export type ConfiguredNodes = z.infer<typeof nodes>;

/** The digits in an id or an address; undefined where there are none. */
export function appIdOf(text: string | undefined): string | undefined {
  if (text === undefined || !webappIdPattern.test(text.trim())) return undefined;
  return /(\d{1,19})(?:[/?#]\S*)?$/.exec(text.trim())?.[1];
}
