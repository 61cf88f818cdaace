/** Thumbnails of the page: fetched in batches, made if missing, and cached. */
import { createContext } from 'svelte';
import type { ThumbnailsApi } from '../../../src/shared/protocol/views/thumbnails';
import type { Thumbnail } from '../../../src/shared/protocol/views/thumbnails';
import type { Client } from '../../../src/shared/protocol/connection/rpc';
import { shrinkImage, type LargeImageSource } from './makeThumbnail';

/** As many as a fast scroll passes within a few seconds; about 10 KB each. */
const maxCached = 1_000;
const maxPerCall = 60;

type Api = Client<ThumbnailsApi>;

interface Batch {
  imageIds: string[];
  answered: Promise<void>;
}

export class Thumbnails {
  readonly #api: Api;
  /** URLs by image ID, in the order of last use; null if the host has none. */
  readonly #known = new Map<string, string | null>();
  readonly #asked = new Map<string, Promise<void>>();
  #batch: Batch | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The URL of a cached thumbnail. */
  known(imageId: string): string | undefined {
    const address = this.#known.get(imageId);
    if (address === undefined) return undefined;
    this.#known.delete(imageId);
    this.#known.set(imageId, address);
    return address ?? undefined;
  }

  /** Caches thumbnails that were loaded with entries. */
  take(imageIds: readonly (string | undefined)[], thumbnails: readonly Thumbnail[]): void {
    imageIds.forEach((imageId, index) => {
      if (imageId !== undefined && !this.#known.get(imageId)) this.#put(imageId, thumbnails[index] ?? null);
    });
  }

  /** @param signal Aborted when the image scrolls away; a request that has not started is dropped. */
  async find(imageId: string, image: LargeImageSource, signal: AbortSignal): Promise<string> {
    if (!this.#known.has(imageId)) await this.#fetch(imageId);
    return this.known(imageId) ?? this.#make(imageId, image, signal);
  }

  async #make(imageId: string, image: LargeImageSource, signal: AbortSignal): Promise<string> {
    const thumbnail = await shrinkImage(image, signal);
    this.#put(imageId, thumbnail);
    // Made again the next time where it could not be kept.
    void this.#api.call('keepThumbnail', [imageId, thumbnail]).catch(() => undefined);
    return this.known(imageId) ?? image.url;
  }

  /** Requests of many tiles at one time become one call. */
  #fetch(imageId: string): Promise<void> {
    const asked = this.#asked.get(imageId);
    if (asked) return asked;
    const batch = (this.#batch ??= this.#begin());
    batch.imageIds.push(imageId);
    if (batch.imageIds.length === maxPerCall) this.#batch = undefined;
    this.#asked.set(imageId, batch.answered);
    return batch.answered;
  }

  #begin(): Batch {
    const imageIds: string[] = [];
    const send = async (): Promise<void> => {
      if (this.#batch?.imageIds === imageIds) this.#batch = undefined;
      try {
        this.take(imageIds, await this.#api.call('thumbnails', [imageIds]));
      } catch {
        // Made from the large ones instead.
      }
      for (const imageId of imageIds) this.#asked.delete(imageId);
    };
    return { imageIds, answered: Promise.resolve().then(send) };
  }

  #put(imageId: string, thumbnail: Thumbnail): void {
    this.#known.delete(imageId);
    this.#known.set(imageId, thumbnail && `data:image/webp;base64,${thumbnail}`);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxCached) break;
      this.#known.delete(oldest);
    }
  }
}

export const [useThumbnails, provideThumbnails] = createContext<Thumbnails>();
