/** Small images that the page makes once and Easel keeps, each named by the hash of the image that it shows. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Thumbnails {
  /** @param image Path of the image in the vault. @returns Its small image in Base64, where it is kept. */
  read(image: string): Promise<string | undefined>;
  /** Keeps a WebP in Base64, as far as it can be kept: it is only a convenience. */
  keep(image: string, thumbnail: string): Promise<void>;
}

/** @param folders Of the small images, and of the vault: what is not there any more leaves no small image behind. */
export async function openThumbnails(folders: { thumbnails: string; imageStore: string }): Promise<Thumbnails> {
  const { thumbnails, imageStore } = folders;
  await mkdir(thumbnails, { recursive: true });
  let tidying: Promise<void> | undefined;
  const target = (name: string): string => path.join(thumbnails, name);

  async function housekeeping(): Promise<void> {
    const images = await readdir(imageStore, { recursive: true });
    const hashes = new Set(images.map((file) => path.parse(file).name));
    for (const name of (await readdir(thumbnails)).filter((one) => !hashes.has(path.parse(one).name))) {
      await rm(target(name), { force: true });
    }
  }

  return {
    read: async (image) => {
      const name = nameFor(image);
      if (name === undefined) return undefined;
      return readFile(target(name), 'base64').catch(() => undefined);
    },
    keep: async (image, thumbnail) => {
      const name = nameFor(image);
      if (name === undefined || !existsSync(image)) return;
      try {
        const draft = target(`${name}.part`);
        await writeFile(draft, thumbnail, 'base64');
        await rename(draft, target(name));
      } catch {
        return;
      }
      // Where there is a new one there may be old ones: once in a while is enough.
      tidying ??= housekeeping().catch(() => undefined);
    },
  };
}

/** Only an image that is named by its hash has a small one. */
function nameFor(image: string): string | undefined {
  const { name } = path.parse(image);
  return /^[0-9a-f]{64}$/.test(name) ? `${name}.webp` : undefined;
}
