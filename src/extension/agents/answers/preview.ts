/**
 * Preview images for models with vision. The original bytes never go into a conversation: they would be sent again with every
 * turn, and hosts reject a conversation that contains an image that is too large.
 */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ImageView } from '../../../shared/model/jobs';
import { toolPreview } from '../../platform/settings';
import type { ToolServices } from '../tool';

/** The class as of VS Code 1.106; before, it is missing or proposed API. */
interface DataPartClass {
  image(data: Uint8Array, mimeType: string): object;
}

/** Maximum number of previews in one answer. */
const maxPreviews = 4;
/** Longer side in pixels and size in bytes, for a single image and for each of several. */
const singleLimits = { maxSide: 1024, maxBytes: 300_000 };
const multipleLimits = { maxSide: 512, maxBytes: 100_000 };

/** @returns Parts for a tool result; empty if the editor has no such class, previews are disabled, or conversion fails. */
export async function previewParts(
  services: ToolServices,
  easel: Easel,
  images: readonly ImageView[],
): Promise<object[]> {
  const dataPart = dataPartClass(vscode);
  if (!dataPart || !toolPreview()) return [];
  const limits = images.length > 1 ? multipleLimits : singleLimits;
  const parts: object[] = [];
  for (const image of images.slice(0, maxPreviews)) {
    try {
      const small = await previewOf(services, easel, { image, limits });
      if (small) parts.push(dataPart.image(small.bytes, small.mimeType));
    } catch (thrown) {
      services.log.debug(`No preview of image ${image.id}: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    }
  }
  return parts;
}

/** The class, if every extension may use it in this editor. @param host The module `vscode` or a test double. */
export function dataPartClass(host: object): DataPartClass | undefined {
  const { LanguageModelDataPart: found } = host as { LanguageModelDataPart?: Partial<DataPartClass> };
  return typeof found?.image === 'function' && isStable(host) ? (found as DataPartClass) : undefined;
}

/** Before 1.106, the class existed, but only for extensions that may use proposed API. */
function isStable(host: object): boolean {
  const { version = '' } = host as { version?: string };
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > 1 || (major === 1 && minor >= 106);
}

async function previewOf(
  { engine }: ToolServices,
  easel: Easel,
  { image, limits }: { image: ImageView; limits: { maxSide: number; maxBytes: number } },
): Promise<{ bytes: Uint8Array; mimeType: string } | undefined> {
  const bytes = await easel.images.bytes(image.id);
  const isSmall = image.size <= limits.maxBytes && Math.max(image.width, image.height) <= limits.maxSide;
  if (isSmall && ['image/png', 'image/jpeg', 'image/webp'].includes(image.mimeType)) {
    return { bytes, mimeType: image.mimeType };
  }
  return engine.codec()?.convert(bytes, { to: 'image/webp', toWhenOpaque: 'image/jpeg', quality: 80, ...limits });
}
