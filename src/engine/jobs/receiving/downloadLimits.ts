/** What the downloads of hostile or careless answers may cost: memory at a time, and bytes per job. */
import type { ImageRequest } from '../../../shared/model/jobs';
import { EaselError, fail } from '../../../shared/model/easelError';

const mebibyte = 1024 * 1024;

/** Byte limit of downloads that run at the same time as others. Larger images are rare, and are downloaded alone. */
export const sharedDownloadBytes = 16 * mebibyte;

/** Resolves when the previous large download of this process and what was done with its bytes is over. */
let previousLarge: Promise<unknown> = Promise.resolve();

/**
 * Runs `run` with a byte limit, and again without one, after all other large downloads, if the image is larger than that.
 * @param run Downloads an image and stores it. @param maxBytes Undefined: the limit of every download.
 */
export async function withinMemory<Result>(run: (maxBytes: number | undefined) => Promise<Result>): Promise<Result> {
  try {
    return await run(sharedDownloadBytes);
  } catch (thrown) {
    if (!(thrown instanceof EaselError) || thrown.failure.reason !== 'too-large') throw thrown;
  }
  const alone = previousLarge.then(() => run(undefined));
  previousLarge = alone.catch(() => undefined);
  return alone;
}

/** Bytes that a job may download, beyond which further images are refused. */
export interface ByteBudget {
  /** @throws EaselError `bad-answer` `too-large` when they are used up. */
  check(): void;
  take(bytes: number): void;
}

/** @param images The number of requested images. */
export function createByteBudget(images: number): ByteBudget {
  let left = (512 + 64 * images) * mebibyte;
  return {
    check: () => {
      if (left <= 0) throw fail('bad-answer', { reason: 'too-large' });
    },
    take: (bytes) => {
      left -= bytes;
    },
  };
}

/** The number of images that a request asks for. */
export function requestedImages({
  count = 1,
  prompts = [],
}: Pick<ImageRequest, 'prompts'> & { count?: number }): number {
  return count * Math.max(1, prompts.length);
}
