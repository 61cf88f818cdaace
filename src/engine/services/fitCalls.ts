/** Fits the calls of a request, input images included, to the limits of their model. */
import type { ImageRequest, ImageRequestInput, ReferenceImage, Warning } from '../../shared/model/jobs';
import { fitRequest } from '../../providers/contract/fitRequest';
import type { KindLimits } from '../../providers/contract/model';
import type { RequestCall } from './requestCalls';

/**
 * Converts images to what a model accepts; those that fit are returned as they are.
 * @throws EaselError `bad-request` when one can't be converted.
 */
export type FitImages = (
  images: InputImages,
  rule: { types: readonly string[]; maxBytes: number },
) => Promise<FittedImages>;

interface InputImages {
  references: ReferenceImage[];
  mask?: ReferenceImage;
}
type FittedImages = InputImages & { warnings: Warning[] };

/** A call whose request is what will be sent. */
export interface FittedCall {
  request: ImageRequest;
  warnings: Warning[];
  limits: KindLimits;
}

/**
 * Fits the parameters first, as if the images fitted already: a missing prompt is reported before any image is converted. Then
 * converts the images, once for all calls with the same limits.
 */
export async function fitCalls(fitImages: FitImages, calls: readonly RequestCall[]): Promise<FittedCall[]> {
  const checked = calls.map(({ imageRequest, limits }) => ({
    ...{ imageRequest, limits },
    ...fitRequest(withFittingImages(imageRequest, limits), limits),
  }));
  const known: { limits: KindLimits; images: FittedImages }[] = [];
  const fitted: FittedCall[] = [];
  for (const { imageRequest, limits, request, warnings } of checked) {
    const same = known.find((one) => isSameRule(one.limits, limits));
    const images = same?.images ?? (await imagesFor(fitImages, imageRequest, limits));
    if (!same) known.push({ limits, images });
    const { warnings: ofImages, ...rest } = images;
    fitted.push({ request: { ...request, ...rest }, limits, warnings: [...ofImages, ...warnings] });
  }
  return fitted;
}

/** @throws EaselError `bad-request` when an image can't be converted. */
async function imagesFor(
  fitImages: FitImages,
  imageRequest: ImageRequestInput,
  limits: KindLimits,
): Promise<FittedImages> {
  const references = limits.references ? (imageRequest.references ?? []) : [];
  const { mask } = imageRequest;
  const images: InputImages = { references, ...(mask && (limits.mask || limits.isOpen) ? { mask } : {}) };
  if (!limits.references || references.length === 0) return { ...images, warnings: [] };
  return fitImages(images, limits.references);
}

function isSameRule(one: KindLimits, other: KindLimits): boolean {
  return one.mask === other.mask && JSON.stringify(one.references) === JSON.stringify(other.references);
}

/** The request as if its images were within the limits. */
function withFittingImages(imageRequest: ImageRequestInput, { references: rule }: KindLimits): ImageRequestInput {
  const type = rule?.types[0];
  if (!rule || type === undefined || !imageRequest.references) return imageRequest;
  const references = imageRequest.references.map((one) => ({
    ...one,
    mimeType: rule.types.includes(one.mimeType) ? one.mimeType : type,
    size: Math.min(one.size, rule.maxBytes),
  }));
  return { ...imageRequest, references };
}
