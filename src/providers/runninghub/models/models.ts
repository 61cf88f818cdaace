/**
 * The known image models of RunningHub's standard API, with their paths and limits. Any other model of the service works by
 * its path (`vendor/model/text-to-image`), with the widest limits of the known ones.
 * Source: the service's public model registry of 2026-04-29.
 */
import type { ImageRequest, JobKind } from '../../../shared/model/jobs';
import type { KindLimits, Model, ModelKinds } from '../../contract/model';
import type { ProviderConfig } from '../../contract/configuration';
import { optionsSchema } from './options';

/** A model with its endpoints and limits. */
export interface Family {
  name: string;
  label: string;
  /** Below the root, by kind. */
  paths: Partial<Record<'generate' | 'edit', string>>;
  ratios: readonly string[];
  /** The value for `auto`; left out: the field is left out. */
  autoRatio?: 'auto';
  resolutions?: readonly NonNullable<ImageRequest['resolution']>[];
  qualities?: readonly string[];
  /** Input images of an edit. */
  references: { max: number; megabytes: number; types: readonly string[] };
  /** For models that take the ratio as pixels (`1280*720`). */
  sizes?: Readonly<Record<string, readonly [width: number, height: number]>>;
  promptLength: number;
  negativePrompt?: true;
  /** Maximum number of images in one call; sent as `imageNum`. */
  count: number;
}

const jpegPng = ['image/jpeg', 'image/png'] as const;
const usualTypes = [...jpegPng, 'image/webp'] as const;
const tenRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5', '21:9'] as const;
const longRatios = [...tenRatios, '1:4', '4:1', '1:8', '8:1'] as const;

const base = {
  ratios: tenRatios,
  resolutions: ['1K', '2K', '4K'],
  references: { max: 10, megabytes: 10, types: usualTypes },
  promptLength: 20_000,
  count: 1,
} as const satisfies Partial<Family>;

/** The low-price channel of a model, and the official one. */
function pair(family: Omit<Family, 'paths'>, edit: string): Family[] {
  return [family, { ...family, name: `${family.name}-official`, label: `${family.label} (official)` }].map((one) => ({
    ...one,
    paths: { generate: `${one.name}/text-to-image`, edit: `${one.name}/${edit}` },
  }));
}

const qwenSizes = {
  '1:1': [1024, 1024],
  '16:9': [1280, 720],
  '9:16': [720, 1280],
  '4:3': [1280, 960],
  '3:4': [960, 1280],
  '3:2': [1152, 768],
  '2:3': [768, 1152],
  '21:9': [1344, 576],
} as const;

function qwen(name: string, label: string): Family {
  return {
    name,
    label,
    paths: { generate: `${name}/text-to-image`, edit: `${name}/image-edit` },
    ratios: Object.keys(qwenSizes),
    sizes: qwenSizes,
    references: { max: 3, megabytes: 10, types: usualTypes },
    promptLength: 800,
    negativePrompt: true,
    count: 6,
  };
}

export const families: readonly Family[] = [
  ...pair({ ...base, name: 'rhart-image-n-pro', label: 'Nano Banana Pro' }, 'edit'),
  {
    ...base,
    name: 'rhart-image-n-pro-official-ultra',
    label: 'Nano Banana Pro Ultra (official)',
    resolutions: ['4K', '8K'],
    paths: {
      generate: 'rhart-image-n-pro-official/text-to-image-ultra',
      edit: 'rhart-image-n-pro-official/edit-ultra',
    },
  },
  ...pair(
    {
      ...base,
      name: 'rhart-image-n-g31-flash',
      label: 'Nano Banana 2',
      ratios: longRatios,
      references: { ...base.references, megabytes: 30 },
    },
    'image-to-image',
  ).map((family, index) => (index === 0 ? family : { ...family, references: { ...base.references, max: 14 } })),
  ...pair(
    {
      name: 'rhart-image-v1',
      label: 'Nano Banana',
      ratios: tenRatios,
      autoRatio: 'auto',
      references: { max: 5, megabytes: 10, types: jpegPng },
      promptLength: 20_000,
      count: 1,
    },
    'edit',
  ),
  ...pair({ ...base, name: 'rhart-image-g-2', label: 'GPT Image 2' }, 'image-to-image').map((family, index) =>
    index === 0 ? family : { ...family, qualities: ['low', 'medium', 'high'] },
  ),
  qwen('alibaba/qwen-image-2.0', 'Qwen Image 2.0'),
  qwen('alibaba/qwen-image-2.0-pro', 'Qwen Image 2.0 Pro'),
];

export const root = '/openapi/v2/';
export const defaultModel = 'rhart-image-n-pro';

/** The endpoint of a model for one kind of job. */
export interface Endpoint {
  /** Below the root: `rhart-image-n-pro/edit`. */
  path: string;
  /** Undefined for models that aren't listed. */
  family: Family | undefined;
}

/**
 * @param model The name of a family, the path of one of its endpoints, or any other path.
 * @returns Undefined if there is no endpoint for this kind.
 */
export function endpointOf(model: string, kind: JobKind): Endpoint | undefined {
  if (kind === 'batch') return undefined;
  const plain = plainName(model);
  const family = familyOf(plain);
  const known = family?.paths[kind];
  if (family) return known === undefined ? undefined : { path: known, family };
  const own = kindOfPath(plain);
  if (own !== undefined && own !== kind) return undefined;
  return { path: plain, family: undefined };
}

export function familyOf(model: string): Family | undefined {
  const plain = plainName(model);
  return families.find(({ name, paths }) => name === plain || paths.generate === plain || paths.edit === plain);
}

/** `/openapi/v2/rhart-image-n-pro/edit` and its absolute URL become `rhart-image-n-pro/edit`. */
export function plainName(model: string): string {
  return model
    .trim()
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/^\/?(openapi\/v2\/)?/, '')
    .replace(/\/+$/, '');
}

/** The kind that the last segment of an unknown path implies; undefined if none. */
function kindOfPath(path: string): 'generate' | 'edit' | undefined {
  const last = path.split('/').at(-1) ?? '';
  if (/^text-to-image/.test(last)) return 'generate';
  return /^(edit|image-to-image|image-edit)/.test(last) ? 'edit' : undefined;
}

/** Limits of an unknown model: everything that some known model takes. */
const unknownFamily: Omit<Family, 'name' | 'label' | 'paths'> = {
  ...base,
  ratios: longRatios,
  resolutions: ['1K', '2K', '4K', '8K'],
};

/** @param preferred Resolution that comes first, in either case. */
export function limitsFor(model: string, kind: JobKind, preferred?: string): KindLimits | undefined {
  const endpoint = endpointOf(model, kind);
  if (!endpoint) return undefined;
  const family = endpoint.family ?? unknownFamily;
  const { promptLength, count, ratios, resolutions, qualities, sizes, negativePrompt } = family;
  const takesAuto = kind === 'edit' || family.autoRatio !== undefined || !endpoint.family;
  return {
    promptLength,
    count,
    ratios: takesAuto ? ['auto', ...ratios] : ratios,
    ...(resolutions ? { resolutions: preferredFirst(resolutions, preferred) } : {}),
    ...(qualities ? { qualities } : {}),
    ...(sizes ? { sizes } : {}),
    ...(negativePrompt ? { negativePrompt } : {}),
    ...(kind === 'edit' ? { references: referenceLimits(family.references) } : {}),
  };
}

function referenceLimits({ max, megabytes, types }: Family['references']): NonNullable<KindLimits['references']> {
  return { min: 1, max, types, maxBytes: megabytes * 1024 * 1024 };
}

function preferredFirst<T extends string>(all: readonly T[], preferred: string | undefined): readonly T[] {
  const first = all.find((one) => one === preferred?.toUpperCase());
  return first === undefined ? all : [first, ...all.filter((one) => one !== first)];
}

/** The configured model: a complete endpoint in `submitPath` takes precedence over the name. */
export function configuredModel({ submitPath, model }: Pick<ProviderConfig, 'submitPath' | 'model'>): string {
  if (submitPath !== '' && !submitPath.includes('{model}')) return plainName(submitPath);
  return model || defaultModel;
}

/**
 * The configured model first, under its configured name, then all other known ones. Limits are looked up by that name even
 * if `submitPath` leads to another model.
 */
export function knownModels(config: ProviderConfig): readonly Model[] {
  const preferred = preferredOf(config);
  const own = configuredModel(config);
  const name = config.model || own;
  const others = families.filter((one) => one !== familyOf(own) && one.name !== name);
  return [
    modelOf({ name, path: own, preferred }),
    ...others.map((one) => modelOf({ name: one.name, path: one.name, preferred })),
  ];
}

/** Any path of an endpoint is accepted. */
export function unknownModel(config: ProviderConfig, name: string): ModelKinds {
  return kindsOf(name, preferredOf(config));
}

function preferredOf({ options }: ProviderConfig): string | undefined {
  return optionsSchema.safeParse(options).data?.resolution;
}

function modelOf({ name, path, preferred }: { name: string; path: string; preferred: string | undefined }): Model {
  const label = familyOf(path)?.label ?? (path === name ? undefined : path);
  return { name, ...(label ? { label } : {}), kinds: kindsOf(path, preferred) };
}

function kindsOf(path: string, preferred: string | undefined): ModelKinds {
  const kinds: ModelKinds = {};
  for (const kind of ['generate', 'edit'] as const) {
    const limits = limitsFor(path, kind, preferred);
    if (limits) kinds[kind] = limits;
  }
  return kinds;
}
