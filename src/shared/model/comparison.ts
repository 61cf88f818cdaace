/**
 * Asked against came: the one place that tells whether a picture is what was asked for. The warnings of a job, its messages,
 * the answers of the tools and the page all say what this says.
 */
import type { ImageRequest, ImageView, Warning } from './jobs';

/** What was asked of a picture, as far as a picture can be measured for it. */
export interface Requested {
  aspectRatio?: string;
  /** Pixels: asked for outright, or what the model makes of the ratio. */
  width?: number;
  height?: number;
  resolution?: NonNullable<ImageRequest['resolution']>;
  mimeType?: string;
  /** True when a transparent background was asked for. Opaque ones are not told by an alpha channel: it may be all 255. */
  alpha?: boolean;
}

export type Measured = Pick<ImageView, 'width' | 'height' | 'mimeType' | 'hasAlpha'>;

/** One difference, in figures that need no language: `{ subject: 'size', asked: '1664 × 928', came: '1024 × 1024' }`. */
export interface Difference {
  subject: 'size' | 'aspectRatio' | 'resolution' | 'outputFormat' | 'background';
  asked: string;
  came: string;
}

/** @param size What the model is known to make of the ratio; left out where it has no table or another size was asked for. */
export function requestedFrom(request: ImageRequest, size?: readonly [width: number, height: number]): Requested {
  const { aspectRatio, resolution, outputFormat, background } = request;
  const [width, height] = request.size ? [request.size.width, request.size.height] : (size ?? []);
  return {
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    // Where the size itself was asked for, its class says nothing more.
    ...(resolution === undefined || request.size ? {} : { resolution }),
    ...(outputFormat === undefined ? {} : { mimeType: `image/${outputFormat}` }),
    ...(background === undefined ? {} : { alpha: background === 'transparent' }),
  };
}

/** Every difference there is; none when the picture is as asked. */
export function differences(asked: Requested, came: Measured): Difference[] {
  return [
    shapeDifference(asked, came),
    resolutionDifference(asked, came),
    formatDifference(asked, came),
    alphaDifference(asked, came),
  ].flatMap((difference) => difference ?? []);
}

/** What was asked in figures, where it can be measured: `['16:9', '2K']`. */
export function measurable(asked: Requested): string[] {
  const { width, height, aspectRatio, resolution, mimeType } = asked;
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

/** Both sides as they are read: sizes with their ratio or their class behind them, where that is what differs. */
export function figuresOf({ subject, asked, came }: Difference): { asked: string; came: string } {
  switch (subject) {
    case 'size': {
      const [was, is] = [nearRatio(asked), nearRatio(came)];
      return was === is ? { asked, came } : { asked: withNote(asked, was), came: withNote(came, is) };
    }
    case 'aspectRatio':
      return { asked, came: withNote(came, nearRatio(came)) };
    case 'resolution': {
      const size = sizeOf(came);
      return { asked, came: withNote(came, size && resolutionOf(size)) };
    }
    case 'outputFormat':
      return { asked: formatFigures(asked), came: formatFigures(came) };
    case 'background':
      return { asked, came };
  }
}

/** A warning that tells of a difference of this picture or another one, as it is kept with the job. */
export function warningOf({ subject, asked, came }: Difference): Warning {
  return { code: 'mismatch', subject, detail: `${asked} → ${came}` };
}

/** The difference that such a warning tells of; undefined for warnings of anything else. */
export function differenceOf({ code, subject, detail }: Warning): Difference | undefined {
  const [asked, came] = (detail ?? '').split(' → ');
  const known = (['size', 'aspectRatio', 'resolution', 'outputFormat', 'background'] as const).find(
    (one) => one === subject,
  );
  return code === 'mismatch' && known && asked !== undefined && came !== undefined
    ? { subject: known, asked, came }
    : undefined;
}

/**
 * The size that was expected of this picture, read back from the warnings of its job: the provider's table may be another
 * one, or gone, when somebody looks at the picture later.
 */
export function expectedSize(warnings: readonly Warning[], came: Measured): [number, number] | undefined {
  for (const warning of warnings) {
    const difference = differenceOf(warning);
    if (difference?.subject !== 'size' || difference.came !== sizeFigures(came)) continue;
    const size = sizeOf(difference.asked);
    if (size) return [size.width, size.height];
  }
  return undefined;
}

/** Services round sizes to multiples of 8 or 16; ratios closer than this are the same. */
const ratioTolerance = 0.03;

function shapeDifference({ aspectRatio, width, height }: Requested, came: Measured): Difference | undefined {
  if (width !== undefined && height !== undefined) {
    const isSame = width === came.width && height === came.height;
    return isSame ? undefined : { subject: 'size', asked: sizeFigures({ width, height }), came: sizeFigures(came) };
  }
  const ratio = ratioOf(aspectRatio);
  if (aspectRatio === undefined || ratio === undefined) return undefined;
  const isNear = Math.abs(came.width / came.height / ratio - 1) <= ratioTolerance;
  return isNear ? undefined : { subject: 'aspectRatio', asked: aspectRatio, came: sizeFigures(came) };
}

type Resolution = NonNullable<Requested['resolution']>;

/** The side, in pixels, of the square picture of each class. */
const sides: Readonly<Record<Resolution, number>> = { '1K': 1024, '2K': 2048, '4K': 4096, '8K': 8192 };

/**
 * A class is one of areas: 2K in 16:9 is 2752 × 1536 at Gemini, 2560 × 1440 at Seedream. It begins at 0.7 of its nominal side
 * because gpt-image-2 calls 3840 × 2160 (as much as 2880 × 2880) 4K, and 4K ends there with it.
 */
const leastSide = 0.7;

/**
 * A limit on the longest side makes long pictures of a class small: 3840 × 1280 is the 4K of gpt-image-2 in 3:1. Such a side
 * is near the nominal one, and the picture is still larger than the next lower class in 4:1 (4128 × 1024 is 2K).
 */
const sideTolerance = 0.1;
const leastSideOfLong = 0.53;

/** The class of a picture by its area; undefined below 1K. */
export function resolutionOf({ width, height }: { width: number; height: number }): Resolution | undefined {
  const side = Math.sqrt(width * height);
  return (['8K', '4K', '2K', '1K'] as const).find((name) => side >= sides[name] * leastSide);
}

function resolutionDifference({ resolution }: Requested, came: Measured): Difference | undefined {
  if (resolution === undefined || resolutionOf(came) === resolution) return undefined;
  const nominal = sides[resolution];
  const isLong =
    Math.abs(Math.max(came.width, came.height) / nominal - 1) <= sideTolerance &&
    Math.sqrt(came.width * came.height) >= nominal * leastSideOfLong;
  return isLong ? undefined : { subject: 'resolution', asked: resolution, came: sizeFigures(came) };
}

function formatDifference({ mimeType }: Requested, came: Measured): Difference | undefined {
  if (mimeType === undefined || mimeType === came.mimeType) return undefined;
  return { subject: 'outputFormat', asked: formatName(mimeType), came: formatName(came.mimeType) };
}

function alphaDifference({ alpha }: Requested, { hasAlpha }: Measured): Difference | undefined {
  return alpha === true && !hasAlpha ? { subject: 'background', asked: 'transparent', came: 'opaque' } : undefined;
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

const usualRatios = [
  ...['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5'],
  ...['21:9', '9:21', '2:1', '1:2', '3:1', '1:3', '4:1', '1:4', '8:1', '1:8'],
] as const;

/** The usual ratio that a size is nearly of: closer than the tolerance, so that the name is not wrong. */
function nearRatio(figures: string): string | undefined {
  const size = sizeOf(figures);
  if (!size) return undefined;
  return usualRatios.find((ratio) => Math.abs(size.width / size.height / (ratioOf(ratio) ?? 1) - 1) < 0.01);
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
