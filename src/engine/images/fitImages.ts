/** Fits the input images of a request, references and mask, to the limits of a model. */
import type { ReferenceImage, Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { extensionOf } from '../domain/fileNames';
import { fitReference, fits, figures, fitUpright, type FitParts, type ReferenceRule } from './fitReference';

/** The input images of a request. */
export interface InputImages {
  references: ReferenceImage[];
  /** Left out if there is none, or if the model takes none. */
  mask?: ReferenceImage;
}

/** Tolerance within which a mask has the ratio of its image. */
const shapeTolerance = 0.01;

/**
 * Gives the images to send, and warnings for what was changed. A mask becomes a PNG of the size of its image.
 * @throws EaselError `bad-request`: `image-type`, `image-too-big`; `value-out-of-range` for a mask of another ratio.
 */
export async function fitImages(
  { references, mask }: InputImages,
  rule: ReferenceRule,
  parts: FitParts,
): Promise<InputImages & { warnings: Warning[] }> {
  const fitted: ReferenceImage[] = [];
  const warnings: Warning[] = [];
  for (const [index, reference] of references.entries()) {
    const isMasked = index === 0 && mask !== undefined;
    const one = await (isMasked ? fitUpright : fitReference)(reference, rule, parts);
    fitted.push(one.reference);
    warnings.push(...one.warnings);
  }
  const [first] = fitted;
  if (!mask || !first) return { references: fitted, warnings };
  const sent = await fitMask(mask, { image: first, maxBytes: rule.maxBytes }, parts);
  if (sent !== mask) {
    warnings.push({ code: 'adjusted', subject: mask.name, detail: `${figures(mask)} → ${figures(sent)}` });
  }
  return { references: fitted, mask: sent, warnings };
}

async function fitMask(
  mask: ReferenceImage,
  { image, maxBytes }: { image: ReferenceImage; maxBytes: number },
  { imageStore, codec }: FitParts,
): Promise<ReferenceImage> {
  const { width, height } = image;
  const isSame = mask.width === width && mask.height === height;
  if (isSame && fits(mask, { types: ['image/png'], maxBytes })) return mask;
  if (!hasSameRatio(mask, image)) {
    const values = { name: 'mask', value: `${mask.width} × ${mask.height}`, allowed: `${width} × ${height}` };
    throw fail('bad-request', { reason: 'value-out-of-range', values });
  }
  const bytes = await imageStore.read(mask.hash, extensionOf(mask.mimeType));
  try {
    const made = await codec.convert(bytes, { to: 'image/png', size: { width, height }, maxBytes });
    const kept = await imageStore.keep(made.bytes);
    return { ...mask, hash: kept.hash, mimeType: kept.mimeType, width, height, size: kept.size };
  } catch (thrown) {
    if (!(thrown instanceof EaselError) || thrown.failure.kind !== 'bad-request') throw thrown;
    const values = { name: mask.name, size: mask.size, max: maxBytes };
    throw fail('bad-request', { reason: 'image-too-big', values }, thrown);
  }
}

interface Size {
  width: number;
  height: number;
}

function hasSameRatio(one: Size, other: Size): boolean {
  return Math.abs((one.width * other.height) / (one.height * other.width) - 1) <= shapeTolerance;
}
