/** Asked against came: what a picture measures, held against what the request said. */
import type { ImageRequest, Warning } from '../../shared/model';
import type { KeptImage } from '../stores';

/** Ratios closer than this are the same: services round sizes to multiples of 8 or 16. */
const ratioTolerance = 0.03;

/** Gives one warning for each difference, in figures. */
export function compareWithRequest(
  request: ImageRequest,
  facts: KeptImage,
  askedSize: readonly [number, number] | undefined,
): Warning[] {
  const warnings: Warning[] = [];
  const came = `${facts.width} × ${facts.height}`;
  if (askedSize) {
    if (askedSize[0] !== facts.width || askedSize[1] !== facts.height) {
      warnings.push(mismatch('size', `${askedSize[0]} × ${askedSize[1]} → ${came}`));
    }
  } else {
    const ratio = ratioOf(request.aspectRatio);
    if (ratio !== undefined && Math.abs(facts.width / facts.height / ratio - 1) > ratioTolerance) {
      warnings.push(mismatch('aspectRatio', `${request.aspectRatio} → ${came}`));
    }
  }
  if (request.outputFormat && facts.mimeType !== `image/${request.outputFormat}`) {
    warnings.push(mismatch('outputFormat', `${request.outputFormat} → ${facts.extension}`));
  }
  if (request.background === 'transparent' && !facts.hasAlpha)
    warnings.push(mismatch('background', 'transparent → opaque'));
  return warnings;
}

function ratioOf(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text ?? '');
  return match ? Number(match[1]) / Number(match[2]) : undefined;
}

function mismatch(subject: string, detail: string): Warning {
  return { code: 'mismatch', subject, detail };
}
