/** Handlers of thumbnails: they are text in messages, by the IDs of their images. */
import type { Easel } from '../../../engine/surface/easel';
import type { Thumbnail, ThumbnailsApi } from '../../../shared/protocol/views/thumbnails';
import type { Handlers } from '../../../shared/protocol/connection/rpc';
import type { Thumbnails } from './thumbnails';
import * as fields from './fields';
import { takes } from './parseValues';

export interface ThumbnailOptions {
  engine: { get(): Promise<Easel> };
  getThumbnails(): Promise<Thumbnails>;
}

export function thumbnailHandlers(options: ThumbnailOptions): Handlers<ThumbnailsApi> {
  const { engine, getThumbnails } = options;
  return {
    thumbnails: {
      accepts: takes(fields.fewIds),
      run: async ([imageIds]) => readThumbnails(await engine.get(), await getThumbnails(), imageIds),
    },
    keepThumbnail: {
      accepts: takes(fields.id, fields.thumbnail),
      run: async ([imageId, thumbnail]) => {
        const image = (await engine.get()).images.path(imageId);
        await (await getThumbnails()).keep(image, thumbnail);
      },
    },
  };
}

/** One for each ID; null if there is none. */
export function readThumbnails(
  easel: Easel,
  thumbnails: Thumbnails,
  imageIds: readonly (string | undefined)[],
): Promise<Thumbnail[]> {
  const read = async (imageId: string): Promise<Thumbnail> => {
    // Deleted meanwhile, by this or another window.
    const image = pathOf(easel, imageId);
    return (image === undefined ? undefined : await thumbnails.read(image)) ?? null;
  };
  return Promise.all(imageIds.map(async (imageId) => (imageId === undefined ? null : read(imageId))));
}

function pathOf(easel: Easel, imageId: string): string | undefined {
  try {
    return easel.images.path(imageId);
  } catch {
    return undefined;
  }
}
