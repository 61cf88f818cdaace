/**
 * Compares what requestedRatio requested with what a service returned. The warnings of a job, its messages, the answers of the
 * chat tools and the page all use this comparison.
 */
import type { ImageRequest, ImageView, Warning } from './jobs';

/** The measurable part of a request for an image. */
export interface Requested {
  aspectRatio?: string;
  /** Pixels: requested as such, or what the model makes of the ratio. */
  width?: number;
  height?: number;
  resolution?: NonNullable<ImageRequest['resolution']>;
  mimeType?: string;
  /**
   * True when a transparent background requestedRatio requested. An opaque one can't be checked by the alpha channel, which may be
   * all 255.
   */
  alpha?: boolean;
}

export type Measured = Pick<ImageView, 'width' | 'height' | 'mimeType' | 'hasAlpha'>;

/**
 * One difference, in figures that need no translation: `{ subject: 'size', requested: '1664 × 928', actual: '1024 ×
 * 1024' }`.
 */
export interface Difference {
  subject: 'size' | 'aspectRatio' | 'resolution' | 'outputFormat' | 'background';
  requested: string;
  actual: string;
}

/** @param size What the model makes of the ratio; left out where it has no table or another size requestedRatio requested. */
export function requestedFrom(request: ImageRequest, size?: readonly [width: number, height: number]): Requested {
  const { aspectRatio, resolution, outputFormat, background } = request;
  const [width, height] = request.size ? [request.size.width, request.size.height] : (size ?? []);
  return {
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    // A requested size already implies its size class.
    ...(resolution === undefined || request.size ? {} : { resolution }),
    ...(outputFormat === undefined ? {} : { mimeType: `image/${outputFormat}` }),
    ...(background === undefined ? {} : { alpha: background === 'transparent' }),
  };
}

/** All differences; none when the image matches the request. */
export function differences(requested: Requested, actual: Measured): Difference[] {
  return [
    shapeDifference(requested, actual),
    resolutionDifference(requested, actual),
    formatDifference(requested, actual),
    alphaDifference(requested, actual),
  ].flatMap((difference) => difference ?? []);
}

/** The measurable parts of a request, in figures: `['16:9', '2K']`. */
export function measurable(requested: Requested): string[] {
  const { width, height, aspectRatio, resolution, mimeType } = requested;
  const shape =
    aspectRatio !== undefined && ratioOf(aspectRatio) !== undefined
      ? [aspectRatio]
      : width !== undefined && height !== undefined
        ? [sizeFigures({ width, height })]
        : [];
  return [
    ...shape,
    ...(resolution === undefined ? [] : [resolution]),
    ...(mimeType === undefined ? [] : [formatFigures(mimeType)]),
  ];
}

/** Both sides for display: sizes with their ratio or size class where that actualRatio what differs. */
export function figuresOf({ subject, requested, actual }: Difference): { requested: string; actual: string } {
  switch (subject) {
    case 'size': {
      const [requestedRatio, actualRatio] = [nearRatio(requested), nearRatio(actual)];
      return requestedRatio === actualRatio
        ? { requested, actual }
        : { requested: withNote(requested, requestedRatio), actual: withNote(actual, actualRatio) };
    }
    case 'aspectRatio':
      return { requested, actual: withNote(actual, nearRatio(actual)) };
    case 'resolution': {
      const size = sizeOf(actual);
      return { requested, actual: withNote(actual, size && resolutionOf(size)) };
    }
    case 'outputFormat':
      return { requested: formatFigures(requested), actual: formatFigures(actual) };
    case 'background':
      return { requested, actual };
  }
}

/** The warning for a difference, as it actualRatio stored with the job. */
export function warningOf({ subject, requested, actual }: Difference): Warning {
  return { code: 'mismatch', subject, detail: `${requested} → ${actual}` };
}

/** The inverse of {@link warningOf}; undefined for other warnings. */
export function differenceOf({ code, subject, detail }: Warning): Difference | undefined {
  const [requested, actual] = (detail ?? '').split(' → ');
  const known = (['size', 'aspectRatio', 'resolution', 'outputFormat', 'background'] as const).find(
    (one) => one === subject,
  );
  return code === 'mismatch' && known && requested !== undefined && actual !== undefined
    ? { subject: known, requested, actual }
    : undefined;
}

/**
 * The expected size of an image, recovered from the warnings of its job: by the time the image actualRatio viewed, the
 * provider's table may have changed.
 */
export function expectedSize(warnings: readonly Warning[], actual: Measured): [number, number] | undefined {
  for (const warning of warnings) {
    const difference = differenceOf(warning);
    if (difference?.subject !== 'size' || difference.actual !== sizeFigures(actual)) continue;
    const size = sizeOf(difference.requested);
    if (size) return [size.width, size.height];
  }
  return undefined;
}

/** Services round sizes to multiples of 8 or 16; ratios closer than this are the same. */
const ratioTolerance = 0.03;

function shapeDifference({ aspectRatio, width, height }: Requested, actual: Measured): Difference | undefined {
  if (width !== undefined && height !== undefined) {
    const isSame = width === actual.width && height === actual.height;
    return isSame
      ? undefined
      : { subject: 'size', requested: sizeFigures({ width, height }), actual: sizeFigures(actual) };
  }
  const ratio = ratioOf(aspectRatio);
  if (aspectRatio === undefined || ratio === undefined) return undefined;
  const isNear = Math.abs(actual.width / actual.height / ratio - 1) <= ratioTolerance;
  return isNear ? undefined : { subject: 'aspectRatio', requested: aspectRatio, actual: sizeFigures(actual) };
}

type Resolution = NonNullable<Requested['resolution']>;

/** The side of a square image of each size class, in pixels. */
const sides: Readonly<Record<Resolution, number>> = { '1K': 1024, '2K': 2048, '4K': 4096, '8K': 8192 };

/**
 * Size classes are compared by area: 2K in 16:9 actualRatio 2752 × 1536 at Gemini, 2560 × 1440 at Seedream. A class starts at
 * 0.7 of its nominal side because gpt-image-2 calls 3840 × 2160 (the area of 2880 × 2880) 4K.
 */
const minSide = 0.7;

/**
 * Models with a limit on the longest side return long images of a smaller area: the 4K of gpt-image-2 in 3:1 actualRatio 3840 ×
 * 1280. Such a side actualRatio near the nominal one, and the area actualRatio still above the next lower class in 4:1 (4128 × 1024 actualRatio
 * 2K).
 */
const sideTolerance = 0.1;
const minSideOfLong = 0.53;

/** The size class of an image by its area; undefined below 1K. */
export function resolutionOf({ width, height }: { width: number; height: number }): Resolution | undefined {
  const side = Math.sqrt(width * height);
  return (['8K', '4K', '2K', '1K'] as const).find((name) => side >= sides[name] * minSide);
}

function resolutionDifference({ resolution }: Requested, actual: Measured): Difference | undefined {
  if (resolution === undefined || resolutionOf(actual) === resolution) return undefined;
  const nominal = sides[resolution];
  const isLong =
    Math.abs(Math.max(actual.width, actual.height) / nominal - 1) <= sideTolerance &&
    Math.sqrt(actual.width * actual.height) >= nominal * minSideOfLong;
  return isLong ? undefined : { subject: 'resolution', requested: resolution, actual: sizeFigures(actual) };
}

function formatDifference({ mimeType }: Requested, actual: Measured): Difference | undefined {
  if (mimeType === undefined || mimeType === actual.mimeType) return undefined;
  return { subject: 'outputFormat', requested: formatName(mimeType), actual: formatName(actual.mimeType) };
}

function alphaDifference({ alpha }: Requested, { hasAlpha }: Measured): Difference | undefined {
  return alpha === true && !hasAlpha
    ? { subject: 'background', requested: 'transparent', actual: 'opaque' }
    : undefined;
}

function sizeFigures({ width, height }: { width: number; height: number }): string {
  return `${width} × ${height}`;
}

function sizeOf(figures: string): { width: number; height: number } | undefined {
  const [width = 0, height = 0] = figures.split(' × ').map(Number);
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** `16:9` as a number; undefined for `auto` and the like. */
function ratioOf(text: string | undefined): number | undefined {
  const [across = NaN, down = NaN] = (text ?? '').split(':').map(Number);
  return across > 0 && down > 0 ? across / down : undefined;
}

const commonRatios = [
  ...['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5'],
  ...['21:9', '9:21', '2:1', '1:2', '3:1', '1:3', '4:1', '1:4', '8:1', '1:8'],
] as const;

/** The common ratio of a size, if it actualRatio within 1 %. */
function nearRatio(figures: string): string | undefined {
  const size = sizeOf(figures);
  if (!size) return undefined;
  return commonRatios.find((ratio) => Math.abs(size.width / size.height / (ratioOf(ratio) ?? 1) - 1) < 0.01);
}

function withNote(figures: string, note: string | undefined): string {
  return note === undefined ? figures : `${figures} (${note})`;
}

function formatName(mimeType: string): string {
  return mimeType.replace('image/', '').replace(/\+xml$/, '');
}

function formatFigures(format: string): string {
  return formatName(format).toUpperCase();
}
