/**
 * Models and their limits. The service describes the parameters of each model; until it has, and for names that it doesn't
 * list, the limits of a common image model hold.
 * Source: the types of `@openrouter/sdk` (ImageModelListItem, CapabilityDescriptor, ImageGenerationRequest).
 */
import * as z from 'zod/mini';
import type { ImageRequest } from '../../shared/model/jobs';
import type { ProviderConfig } from '../contract/configuration';
import type { KindLimits, Model, ModelKinds, Range } from '../contract/model';

export const defaultModel = 'google/gemini-3.1-flash-image';

const suggested: readonly string[] = [
  defaultModel,
  'google/gemini-3-pro-image',
  'openai/gpt-image-2',
  'black-forest-labs/flux.2-pro',
  'bytedance-seed/seedream-4.5',
];

const types = ['image/png', 'image/jpeg', 'image/webp'] as const;
const maxBytes = 20_000_000;

const capabilitySchema = z.looseObject({
  type: z.catch(z.optional(z.string()), undefined),
  values: z.catch(z.optional(z.array(z.string())), undefined),
  min: z.catch(z.optional(z.number()), undefined),
  max: z.catch(z.optional(z.number()), undefined),
});

export const listedSchema = z.looseObject({
  id: z.string().check(z.regex(/^[\w.:/~@-]{1,200}$/)),
  name: z.catch(z.optional(z.string()), undefined),
  architecture: z.catch(z.optional(z.looseObject({ input_modalities: z.array(z.string()) })), undefined),
  supported_parameters: z.catch(z._default(z.record(z.string(), capabilitySchema), {}), {}),
});
export type Listed = z.infer<typeof listedSchema>;

type Capabilities = Listed['supported_parameters'];

/** The model as the service describes it. */
export function listedModel({ id, name, architecture, supported_parameters: capabilities }: Listed): Model {
  const takesImages =
    capabilities['input_references'] !== undefined || architecture?.input_modalities.includes('image') === true;
  return { name: id, ...(name === undefined ? {} : { label: name }), kinds: kindsOf(capabilities, takesImages) };
}

function kindsOf(capabilities: Capabilities, takesImages: boolean): ModelKinds {
  const limits: KindLimits = {
    promptLength: 32_000,
    count: Math.min(10, Math.max(1, Math.floor(capabilities['n']?.max ?? 1))),
    ...ratiosOf(capabilities),
    ...choicesOf(capabilities),
    ...rangeOf(capabilities['seed'], 'seed' in capabilities),
  };
  const max = Math.min(100, Math.max(1, Math.floor(capabilities['input_references']?.max ?? 8)));
  if (!takesImages) return { generate: limits };
  return {
    generate: { ...limits, references: { min: 0, max, types, maxBytes } },
    edit: {
      ...limits,
      ...(limits.ratios ? { ratios: ['auto', ...limits.ratios.filter((ratio) => ratio !== 'auto')] } : {}),
      references: { min: 1, max, types, maxBytes },
    },
  };
}

function ratiosOf(capabilities: Capabilities): Pick<KindLimits, 'ratios'> {
  const ratios = (capabilities['aspect_ratio']?.values ?? []).filter((ratio) => /^[\d.]{1,5}:[\d.]{1,5}$/.test(ratio));
  if (ratios.length === 0) return {};
  // The first one is the default.
  return { ratios: ratios.includes('1:1') ? ['1:1', ...ratios.filter((ratio) => ratio !== '1:1')] : ratios };
}

const resolutions = ['1K', '2K', '4K', '8K'] as const;
const backgrounds = ['transparent', 'opaque', 'auto'] as const;
const formats = ['png', 'jpeg', 'webp'] as const;

function choicesOf(capabilities: Capabilities): Partial<KindLimits> {
  const known = <Value extends string>(name: string, all: readonly Value[]): readonly Value[] =>
    all.filter((value) => capabilities[name]?.values?.includes(value));
  const choices = {
    resolutions: known('resolution', resolutions),
    qualities: capabilities['quality']?.values ?? [],
    backgrounds: known('background', backgrounds),
    outputFormats: known('output_format', formats),
  };
  return Object.fromEntries(Object.entries(choices).filter(([, values]) => values.length > 0));
}

function rangeOf(seed: Capabilities[string] | undefined, isSupported: boolean): { seed?: Range } {
  if (!isSupported) return {};
  const max = seed?.max ?? 2_147_483_647;
  return { seed: { min: 0, max: max > 0 ? Math.min(max, 2_147_483_647) : 2_147_483_647 } };
}

/** What most models take; parameters that one doesn't have are ignored by the service. */
const usual: ModelKinds = kindsOf(
  {
    aspect_ratio: { values: ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'] },
    resolution: { values: ['1K', '2K', '4K'] },
    input_references: { max: 8 },
  },
  true,
);

/** The configured model first. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  return [...new Set([config.model || defaultModel, ...suggested])].map((name) => ({ name, kinds: usual }));
}

export function unknownModel(): ModelKinds {
  return usual;
}

/** The parameters of a request under the service's names. */
export function parametersOf(request: ImageRequest): Record<string, string | number> {
  const { aspectRatio, resolution, quality, background, outputFormat, seed, count } = request;
  return {
    ...(aspectRatio === undefined || aspectRatio === 'auto' ? {} : { aspect_ratio: aspectRatio }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(quality === undefined ? {} : { quality }),
    ...(background === undefined ? {} : { background }),
    ...(outputFormat === undefined ? {} : { output_format: outputFormat }),
    ...(seed === undefined ? {} : { seed }),
    ...(count > 1 ? { n: count } : {}),
  };
}
