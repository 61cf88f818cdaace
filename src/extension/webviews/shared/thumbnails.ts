/** Stores the thumbnails that pages make, each named by the hash of its image. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Thumbnails {
  /** @param image Path in the image store. @returns Its thumbnail in Base64, if stored. */
  read(image: string): Promise<string | undefined>;
  /** Stores a WebP in Base64. A failure is ignored: the page can make it again. */
  keep(image: string, thumbnail: string): Promise<void>;
}

/** @param folders Of thumbnails and of images: thumbnails of deleted images are deleted. */
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
      // Cleans up once in each session, when something new is stored.
      tidying ??= housekeeping().catch(() => undefined);
    },
  };
}

/** Only images that are named by their hash have a thumbnail. */
function nameFor(image: string): string | undefined {
  const { name } = path.parse(image);
  return /^[0-9a-f]{64}$/.test(name) ? `${name}.webp` : undefined;
}
