/** How small pictures come to the pages and back: as text in messages, by the ids of their pictures. */
import type { Easel } from '../../../engine/surface/easel';
import type { HistoryApi, Thumbnail } from '../../../shared/protocol/admin';
import type { Handlers } from '../../../shared/protocol/rpc';
import * as guards from './guards';
import type { Thumbnails } from './thumbnails';

export interface ThumbnailOptions {
  engine: { get(): Promise<Easel> };
  getThumbnails(): Promise<Thumbnails>;
}

type ThumbnailVerbs = 'thumbnails' | 'keepThumbnail';

export function thumbnailHandlers(options: ThumbnailOptions): Pick<Handlers<HistoryApi>, ThumbnailVerbs> {
  const { engine, getThumbnails } = options;
  return {
    thumbnails: {
      accepts: guards.takes(guards.isFewIds),
      run: async ([imageIds]) => readThumbnails(await engine.get(), await getThumbnails(), imageIds),
    },
    keepThumbnail: {
      accepts: guards.takes(guards.isId, guards.isThumbnail),
      run: async ([imageId, thumbnail]) => {
        const picture = (await engine.get()).images.path(imageId);
        await (await getThumbnails()).keep(picture, thumbnail);
      },
    },
  };
}

/** One for each id, and null where there is none. */
export function readThumbnails(
  easel: Easel,
  thumbnails: Thumbnails,
  imageIds: readonly (string | undefined)[],
): Promise<Thumbnail[]> {
  const read = async (imageId: string): Promise<Thumbnail> => {
    // Deleted meanwhile, by this window or another one.
    const picture = pathOf(easel, imageId);
    return (picture === undefined ? undefined : await thumbnails.read(picture)) ?? null;
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
