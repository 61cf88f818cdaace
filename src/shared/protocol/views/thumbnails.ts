/**
 * A small WebP in Base64; null where none is stored. Thumbnails travel in messages because loading them by URL through VS
 * Code's resource protocol takes a third of a second for a screenful; as text because `blob:` URLs cost the page ten times as
 * much, most of it while it scrolls.
 */
export type Thumbnail = string | null;

export interface ThumbnailsApi {
  /** Thumbnails by the IDs of their images, at most 200. */
  thumbnails(imageIds: string[]): Promise<Thumbnail[]>;
  /** Stores a thumbnail that the page made. A failure is ignored: the page can make it again. */
  keepThumbnail(imageId: string, thumbnail: string): Promise<void>;
}
