import * as z from 'zod/mini';
import type { ProviderConfig } from '../contract/configuration';

/** What a service may be sent beyond what Easel knows, by the service's own names. */
export const parametersSchema = z.record(
  z.string().check(z.regex(/^[A-Za-z][\w.-]{0,59}$/)),
  z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]),
);

/** What only this type of configuration knows. */
export const optionsSchema = z.strictObject({
  /**
   * How a job is handed in and asked for. `auto` finds out by the answers; `sync` answers with the picture; `tasks` is asked
   * at `resultPath/{id}`, `images` at `/v1/images/{id}`, `post` by POST to `resultPath`; `sub2api` and `grsai` have calls of
   * their own.
   */
  dialect: z._default(z.enum(['auto', 'sync', 'tasks', 'images', 'post', 'sub2api', 'grsai']), 'auto'),
  /** `?async=true` behind the address of a submit; `auto`: when the configuration is not `synchronous`. */
  asyncQuery: z._default(z.enum(['auto', 'on', 'off']), 'auto'),
  /** Name of the form field when there are several pictures; a single one is always `image`. */
  severalImages: z._default(z.enum(['image[]', 'image']), 'image[]'),
  /** `upload`: as files to `uploadPath`; `inline`: as data URIs in `image`, to `submitPath`, for services without edits. */
  imagesAs: z._default(z.enum(['upload', 'inline']), 'upload'),
  /** How shapes are sent; `auto`: as the model's family wants them. */
  sizeField: z._default(z.enum(['auto', 'size', 'aspect_ratio']), 'auto'),
  /** `auto`: a URL for the nano-banana family, else what the service likes best. Never sent to gpt-image models. */
  responseFormat: z._default(z.enum(['auto', 'url', 'b64_json', 'none']), 'auto'),
  /** Whether the service takes negative prompt, seed, steps and guidance; `auto`: only with qwen-image models. */
  extraFields: z._default(z.enum(['auto', 'on', 'off']), 'auto'),
  /** Seconds that one answer may take. High quality takes 280 s and more. */
  timeoutSeconds: z._default(z.number().check(z.gte(30), z.lte(3600)), 600),
  /** Sent with every job as it stands: `{ "moderation": "low" }`. */
  parameters: z._default(parametersSchema, {}),
});

export type NanoBananaOptions = z.infer<typeof optionsSchema>;

/** The options of a configuration whose options may be wrong; then the defaults, so that limits can be shown all the same. */
export function optionsOf(config: ProviderConfig): NanoBananaOptions {
  const parsed = optionsSchema.safeParse(config.options);
  return parsed.success ? parsed.data : optionsSchema.parse({});
}
