/** Small pictures that the page makes once and Easel keeps, each named by the hash of the picture that it shows. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';

export interface Thumbnails {
  /** @param picture Path of the picture in the vault. @returns Path of its small picture, where it is kept. */
  find(picture: string): string | undefined;
  /** Keeps the bytes of a WebP and gives their path; undefined when they can't be kept, for it is only a convenience. */
  keep(picture: string, bytes: Uint8Array): Promise<string | undefined>;
}

/** @param folders Of the small pictures, and of the vault: what is not there any more leaves no small picture behind. */
export async function openThumbnails(folders: { thumbnails: string; vault: string }): Promise<Thumbnails> {
  const { thumbnails, vault } = folders;
  await mkdir(thumbnails, { recursive: true });
  /** Those that were found; a folder of a hundred thousand is not listed before the first of them is shown. */
  const known = new Set<string>();
  let tidying: Promise<void> | undefined;
  const target = (name: string): string => path.join(thumbnails, name);

  async function tidy(): Promise<void> {
    const pictures = await readdir(vault, { recursive: true }).catch(() => undefined);
    if (!pictures) return;
    const hashes = new Set(pictures.map((file) => path.parse(file).name));
    for (const name of (await readdir(thumbnails)).filter((one) => !hashes.has(path.parse(one).name))) {
      known.delete(name);
      await rm(target(name), { force: true });
    }
  }

  return {
    find: (picture) => {
      const name = nameFor(picture);
      if (name === undefined) return undefined;
      if (!known.has(name)) {
        if (!existsSync(target(name))) return undefined;
        known.add(name);
      }
      return target(name);
    },
    keep: async (picture, bytes) => {
      const name = nameFor(picture);
      if (name === undefined || !existsSync(picture)) return undefined;
      const file = target(name);
      try {
        const draft = `${file}.part`;
        await writeFile(draft, bytes);
        await rename(draft, file);
        known.add(name);
        // Where there is a new one there may be old ones: once in a while is enough.
        tidying ??= tidy().catch(() => undefined);
        return file;
      } catch {
        return undefined;
      }
    },
  };
}

/** Only a picture that is named by its hash has a small one. */
function nameFor(picture: string): string | undefined {
  const { name } = path.parse(picture);
  return /^[0-9a-f]{64}$/.test(name) ? `${name}.webp` : undefined;
}
