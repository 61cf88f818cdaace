/** What a model can do: the kinds of jobs that it takes, and the limits of each parameter. */
import type { ImageRequest, JobKind } from '../../shared/model/jobs';
import type { Price } from '../../shared/model/money';

export interface Range {
  min: number;
  max: number;
  /** The value that the service uses when the parameter is left out. */
  default?: number;
}

/** Pixels for each aspect ratio. */
export type Sizes = Readonly<Record<string, readonly [width: number, height: number]>>;

/** What one model takes for one kind of job. A field that is left out is a parameter that the model does not have. */
export interface KindLimits {
  /**
   * True for a model about which nothing is known: a parameter without a limit here is sent as it was given instead of
   * being left out with a warning, and the service decides.
   */
  isOpen?: true;
  /** Longest prompt in characters. */
  promptLength?: number;
  /** Maximum number of prompts of a batch in one call. */
  prompts?: number;
  /** A character sequence that no prompt of a batch may contain. */
  promptSeparator?: string;
  negativePrompt?: boolean;
  /** Accepted ratios, the default first; `auto` follows the reference image. */
  ratios?: readonly string[];
  /** The service may accept further ratios: `submit` refuses those that it doesn't, before anything is paid. */
  hasMoreRatios?: true;
  /** Size of the result for each ratio, in pixels; results are compared with it. */
  sizes?: Sizes;
  /** The same for a request that also names a resolution, where it is known. */
  resolutionSizes?: Partial<Record<NonNullable<ImageRequest['resolution']>, Sizes>>;
  /** Limits of exact sizes; left out: the model takes none. */
  freeSize?: { min: number; max: number; multipleOf: number; maxPixels?: number };
  resolutions?: readonly NonNullable<ImageRequest['resolution']>[];
  /** Maximum number of images in one call. Easel creates several jobs for more. */
  count: number;
  seed?: Range;
  steps?: Range;
  cfgScale?: Range;
  qualities?: readonly string[];
  backgrounds?: readonly NonNullable<ImageRequest['background']>[];
  outputFormats?: readonly NonNullable<ImageRequest['outputFormat']>[];
  /** Input images: how many, which MIME types, and the size limit of each in bytes. */
  references?: { min: number; max: number; types: readonly string[]; maxBytes: number };
  mask?: boolean;
}

/** The limits of each kind of job that a model can do. */
export type ModelKinds = Partial<Record<JobKind, KindLimits>>;

export interface Model {
  name: string;
  label?: string;
  kinds: ModelKinds;
  /** As published; left out: unknown, which is not the same as free. */
  price?: Price;
}

/** The kinds that a model can do, in a fixed order. */
export function kindsOf(kinds: ModelKinds): JobKind[] {
  return (['generate', 'edit', 'batch'] as const).filter((kind) => kinds[kind] !== undefined);
}
