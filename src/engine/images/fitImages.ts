/** All pictures of a request, references and mask together, brought within what a service takes. */
import type { ReferenceImage, Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { extensionOf } from '../domain/fileNames';
import { fitReference, fits, figures, makeUpright, type FitParts, type ReferenceRule } from './fitReference';

/** The pictures of a request. */
export interface InputImages {
  references: ReferenceImage[];
  /** Left out when there is none, or when the model takes none. */
  mask?: ReferenceImage;
}

/** A mask whose shape is so much like the picture's is one of it. */
const shapeTolerance = 0.01;

/**
 * Gives the pictures as they are to be sent, and what was changed. A mask becomes a PNG of the size that its picture has
 * then.
 * @throws EaselError `bad-request`: `image-type`, `image-too-big`; `value-out-of-range` for a mask of another shape.
 */
export async function fitImages(
  { references, mask }: InputImages,
  rule: ReferenceRule,
  parts: FitParts,
): Promise<InputImages & { warnings: Warning[] }> {
  const fitted: ReferenceImage[] = [];
  const warnings: Warning[] = [];
  for (const [index, reference] of references.entries()) {
    const isLying = index === 0 && mask !== undefined && !isAlike(mask, reference) && isAlike(mask, turned(reference));
    const one = isLying ? await makeUpright(reference, rule, parts) : await fitReference(reference, rule, parts);
    fitted.push(one.reference);
    warnings.push(...one.warnings);
  }
  const [first] = fitted;
  if (!mask || !first) return { references: fitted, warnings };
  const sent = await fitMask(mask, { picture: first, maxBytes: rule.maxBytes }, parts);
  if (sent !== mask) {
    warnings.push({ code: 'adjusted', subject: mask.name, detail: `${figures(mask)} → ${figures(sent)}` });
  }
  return { references: fitted, mask: sent, warnings };
}

async function fitMask(
  mask: ReferenceImage,
  { picture, maxBytes }: { picture: ReferenceImage; maxBytes: number },
  { imageStore, codec }: FitParts,
): Promise<ReferenceImage> {
  const { width, height } = picture;
  const isSame = mask.width === width && mask.height === height;
  if (isSame && fits(mask, { types: ['image/png'], maxBytes })) return mask;
  if (!isAlike(mask, picture)) {
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

interface Shape {
  width: number;
  height: number;
}

function isAlike(one: Shape, other: Shape): boolean {
  return Math.abs((one.width * other.height) / (one.height * other.width) - 1) <= shapeTolerance;
}

function turned({ width, height }: Shape): Shape {
  return { width: height, height: width };
}
