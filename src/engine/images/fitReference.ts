/** Fits an input image to the limits of a model. The user's own file is never changed. */
import type { ReferenceImage, Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { extensionOf } from '../domain/fileNames';
import type { Codec, Converted, ConvertedType, ConvertOptions } from '../../shared/platform/ports';
import type { StoredImageFacts, ImageStore } from '../domain/stores';
import { sniffImage } from './formats/sniff';

/** What a service accepts: media types, and maximum bytes of one image. */
export interface ReferenceRule {
  types: readonly string[];
  maxBytes: number;
}

/** What is known of an image before it is decoded. */
export interface ImageDimensions {
  mimeType: string;
  /** Bytes. */
  size: number;
  /** True when its format supports transparency. */
  hasAlpha: boolean;
}

export interface FitParts {
  imageStore: ImageStore;
  codec: Codec;
}

export interface FittedReference {
  reference: ReferenceImage;
  /** Empty if the image is unchanged. */
  warnings: Warning[];
}

/** Types of images that are usually drawings or flat: they look best in lossless formats. */
const drawingTypes = ['image/gif', 'image/bmp', 'image/svg+xml'];

/**
 * Gives the reference unchanged if the service accepts it, else a converted one, which is put into the image store,
 * with a warning that says in figures what changed.
 * @throws EaselError `bad-request`: `image-type`, `image-too-big` if it can't be converted within the limits.
 */
export async function fitReference(
  reference: ReferenceImage,
  rule: ReferenceRule,
  parts: FitParts,
): Promise<FittedReference> {
  if (fits(reference, rule)) return { reference, warnings: [] };
  const bytes = await parts.imageStore.read(reference.hash, extensionOf(reference.mimeType));
  const { mimeType, size } = reference;
  const attempts = attemptsFor({ mimeType, size, hasAlpha: sniffImage(bytes)?.hasAlpha ?? true }, rule);
  let lastError: unknown;
  for (const options of attempts) {
    try {
      return await storeConverted(reference, await parts.codec.convert(bytes, options), parts.imageStore);
    } catch (thrown) {
      if (!(thrown instanceof EaselError) || thrown.failure.kind !== 'bad-request') throw thrown;
      lastError = thrown;
    }
  }
  throw refusal(reference, rule, lastError);
}

/** Fits an image that has a mask, upright: the mask was painted over the upright image. */
export async function fitUpright(
  reference: ReferenceImage,
  rule: ReferenceRule,
  parts: FitParts,
): Promise<FittedReference> {
  const bytes = await parts.imageStore.read(reference.hash, extensionOf(reference.mimeType));
  if ((sniffImage(bytes)?.orientation ?? 1) === 1) return fitReference(reference, rule, parts);
  const to = lossyType(reference.mimeType, rule.types) ?? 'image/png';
  return storeConverted(
    reference,
    await parts.codec.convert(bytes, { to, maxBytes: rule.maxBytes, quality: 92 }),
    parts.imageStore,
  );
}

export function fits(reference: Pick<ReferenceImage, 'mimeType' | 'size'>, rule: ReferenceRule): boolean {
  return rule.types.includes(reference.mimeType) && reference.size <= rule.maxBytes;
}

/**
 * The conversions to try in order: first lossless in full size, where that is worthwhile; then a format whose quality
 * can be lowered, and which is scaled down if that is not enough.
 */
export function attemptsFor(
  { mimeType, hasAlpha }: ImageDimensions,
  { types, maxBytes }: ReferenceRule,
): ConvertOptions[] {
  const attempts: ConvertOptions[] = [];
  const takesPng = types.includes('image/png');
  const isLossless = mimeType === 'image/png' || drawingTypes.includes(mimeType);
  if (takesPng && mimeType !== 'image/png' && (hasAlpha || isLossless)) {
    const opaque = isLossless ? undefined : lossyType(mimeType, types);
    attempts.push({ to: 'image/png', ...(opaque && { toWhenOpaque: opaque }), maxBytes, keepSize: true });
  }
  const opaque = lossyType(mimeType, types);
  const transparent = types.includes('image/webp') ? 'image/webp' : takesPng ? 'image/png' : opaque;
  const to = hasAlpha ? transparent : (opaque ?? transparent);
  if (to) attempts.push({ to, ...(hasAlpha && opaque && opaque !== to && { toWhenOpaque: opaque }), maxBytes });
  return attempts;
}

/** The lossy type to convert to: the image's own, or JPEG, or WebP. */
function lossyType(mimeType: string, types: readonly string[]): ConvertedType | undefined {
  const wanted = (['image/jpeg', 'image/webp'] as const).filter((type) => types.includes(type));
  return wanted.find((type) => type === mimeType) ?? wanted[0];
}

async function storeConverted(
  reference: ReferenceImage,
  converted: Converted,
  imageStore: ImageStore,
): Promise<FittedReference> {
  const kept = await imageStore.keep(converted.bytes);
  const { hash, mimeType, width, height, size } = kept;
  const name = withExtension(reference.name, kept.extension);
  const fitted: ReferenceImage = { ...reference, hash, name, mimeType, width, height, size };
  const warning = (detail: string): Warning => ({ code: 'adjusted', subject: reference.name, detail });
  const warnings = [warning(`${figures(reference)} → ${figures(kept)}`)];
  if (converted.flattened) warnings.push(warning('transparent → white'));
  if (converted.dropped.length > 0) warnings.push(warning(`svg + ${converted.dropped.join(', ')} → svg`));
  return { reference: fitted, warnings };
}

/** `"4032 × 3024 jpeg 14.2 MB"`. */
export function figures({
  width,
  height,
  mimeType,
  size,
}: Pick<StoredImageFacts, 'width' | 'height' | 'mimeType' | 'size'>): string {
  const bytes = size < 999_500 ? `${Math.max(1, Math.round(size / 1000))} KB` : `${(size / 1_000_000).toFixed(1)} MB`;
  return `${width} × ${height} ${mimeType.replace(/^image\//, '').replace('+xml', '')} ${bytes}`;
}

function withExtension(name: string, extension: string): string {
  const has = extension === 'jpg' ? /\.jpe?g$/i : new RegExp(`\\.${extension}$`, 'i');
  return has.test(name) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}.${extension}`;
}

function refusal({ name, mimeType, size }: ReferenceImage, rule: ReferenceRule, cause: unknown): EaselError {
  const detail = cause instanceof EaselError ? cause.failure.detail : undefined;
  const facts = detail === undefined ? {} : { detail };
  if (!rule.types.includes(mimeType)) {
    const values = { name, type: mimeType, allowed: rule.types.join(', ') };
    return fail('bad-request', { reason: 'image-type', values, ...facts }, cause);
  }
  return fail('bad-request', { reason: 'image-too-big', values: { name, size, max: rule.maxBytes }, ...facts }, cause);
}
