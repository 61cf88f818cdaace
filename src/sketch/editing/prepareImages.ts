/** An image changed by words: it becomes the ground of a drawing of ours, which shows what was asked for. */
import type { ImageRequest, ReferenceImage } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { Codec, Converted, ConvertOptions } from '../../shared/platform/ports';
import type { EditImages } from './drawEdit';

/** Pixels of the longer side of an edited image for which no size was asked. */
const longestEdit = 1600;
/** Most pixels of a reference that is decoded at all. */
const mostPixels = 64_000_000;
/** Pixels of the longer side of prints in a corner. */
const printSide = 480;
/** Blocks along the longer side. */
const coarseSide = 88;

/** The references as they go into a drawing: read, measured and packed once for all results of a request. */
export interface PreparedImages extends EditImages {
  /** Pixels of the one that is changed. */
  width: number;
  height: number;
}

/** Reads references and converts them. */
export interface ImageSource {
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  codec: Pick<Codec, 'convert'>;
}

export async function prepareImages(request: ImageRequest, context: ImageSource): Promise<PreparedImages> {
  const [first, ...others] = request.references;
  if (!first) throw fail('bad-request', { reason: 'image-count', values: { count: 0, min: 1, max: 3 } });
  const convert = { to: 'image/png', toWhenOpaque: 'image/jpeg', quality: 92 } as const;
  const main = await read(first, { ...convert, maxSide: longestEdit }, context);
  const coarse = await context.codec.convert(main.bytes, { to: 'image/png', maxSide: coarseSide });
  const prints: string[] = [];
  for (const other of others) prints.push(uriOf(await read(other, { ...convert, maxSide: printSide }, context)));
  const mask = request.mask && (await read(request.mask, { to: 'image/png', maxSide: longestEdit }, context));
  return {
    main: uriOf(main),
    coarse: uriOf(coarse),
    others: prints,
    ...(mask && { mask: uriOf(mask) }),
    width: main.width,
    height: main.height,
  };
}

/** The image in a file of our own making: what came from outside never gets into the drawing as it is. */
async function read(
  reference: ReferenceImage,
  options: ConvertOptions,
  { readImage, codec }: ImageSource,
): Promise<Converted> {
  const { name, width, height } = reference;
  if (width * height > mostPixels) {
    throw fail('bad-request', { reason: 'image-too-big', values: { name, size: reference.size, max: mostPixels } });
  }
  return codec.convert(await readImage(reference), options);
}

function uriOf({ bytes, mimeType }: Converted): string {
  return `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
}
