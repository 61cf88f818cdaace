import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '../../shared/model/easelError';
import type { StoredImageFacts, ImageStore } from '../domain/stores';
import { sniffImage, type ImageFacts } from '../images/formats/sniff';
import { sniffSvg, type SvgFacts } from '../images/formats/svg';

/** The window that writes, whose unfinished files are distinguished from those of others, and its clock. */
export interface ImageStoreOwner {
  name: string;
  isGone(name: string): boolean;
  /** Names of other windows that are running; left out: none. */
  others?(): string[];
  /** Milliseconds since 1970; left out: the system's. */
  now?: () => number;
}

/** 16,384 × 16,384 pixels. No real image has more; a small file that claims to would take a gigabyte to show. */
const maxPixels = 2 ** 28;
/** Milliseconds after which an unfinished file is abandoned, if it is unknown whether its window still exists. */
const maxWriteTime = 24 * 60 * 60_000;

/** Suffix of a file that is being deleted. */
const deletingSuffix = '.going';

const soleOwner: ImageStoreOwner = { name: 'alone', isGone: () => false };

/** Opens the image store below `folder` (absolute), which is created with the first image. */
export function openImageStore(folder: string, owner: ImageStoreOwner = soleOwner): ImageStore {
  const path = (hash: string, extension: string): string => join(folder, hash.slice(0, 2), `${hash}.${extension}`);
  const unfinishedFiles = join(folder, 'parts');
  const { now = () => Date.now() } = owner;
  /** Names of files that this window is writing now. */
  const writing = new Set<string>();

  async function keep(
    bytes: Uint8Array,
    sniffed: ImageFacts | SvgFacts | undefined,
    announce?: (kept: StoredImageFacts) => void,
  ): Promise<StoredImageFacts> {
    const kept = describeAs(bytes, sniffed, await hashOf(bytes));
    announce?.(kept);
    const file = path(kept.hash, kept.extension);
    if (!(await hasSize(file, bytes.length)) || !(await touch(file, now()))) {
      await write(file, bytes);
      await touch(file, now());
    }
    return kept;
  }

  async function write(file: string, bytes: Uint8Array): Promise<void> {
    const name = `${owner.name}.${randomUUID()}.part`;
    writing.add(name);
    try {
      await writeWhole({ target: file, part: join(unfinishedFiles, name) }, bytes);
    } finally {
      writing.delete(name);
    }
  }

  async function read(hash: string, extension: string): Promise<Uint8Array> {
    try {
      return new Uint8Array(await readFile(path(hash, extension)));
    } catch (thrown) {
      throw fail('storage', { reason: 'image-missing' }, thrown);
    }
  }

  async function* all(): AsyncGenerator<{ hash: string; extension: string; time: number }> {
    for (const start of await namesIn(folder)) {
      for (const name of /^[0-9a-f]{2}$/.test(start) ? await namesIn(join(folder, start)) : []) {
        const [, hash, extension] = /^([0-9a-f]{64})\.(\w+)$/.exec(name) ?? [];
        if (hash === undefined || extension === undefined) continue;
        yield { hash, extension, time: await timeOf(join(folder, start, name)) };
      }
    }
  }

  /** Restores files whose deletion was interrupted by the end of a window: they may have become needed again. */
  async function restoreInterrupted(): Promise<void> {
    for (const start of await namesIn(folder)) {
      for (const name of await namesIn(join(folder, start))) {
        const file = join(folder, start, name);
        if (name.endsWith(deletingSuffix)) await moved(file, file.slice(0, -deletingSuffix.length));
      }
    }
  }

  async function sweep(now: number): Promise<void> {
    await restoreInterrupted();
    for (const name of await namesIn(unfinishedFiles)) {
      // The age of the file is no evidence if its disk has another clock.
      if (writing.has(name)) continue;
      const file = join(unfinishedFiles, name);
      const window = name.replace(/\.[^.]+\.part$/, '');
      const isGone = owner.isGone(window);
      // A running window's file is left alone, whatever the clock says.
      if (!isGone && owner.others?.().includes(window)) continue;
      const startedAt = isGone ? 0 : await timeOf(file);
      if (Math.abs(now - startedAt) > maxWriteTime) await rm(file, { force: true });
    }
  }

  return {
    keep: async (bytes, announce) => keep(bytes, resultImage(bytes), announce),
    keepReference: (bytes, announce) => keep(bytes, ownImage(bytes), announce),
    describe: (bytes) => describe(bytes, resultImage(bytes)),
    path,
    has: async (hash, extension) => (await sizeOf(path(hash, extension))) !== undefined,
    read,
    discard: async ({ hash, extension }, before) => {
      const file = path(hash, extension);
      const deleting = file + deletingSuffix;
      while ((await timeOf(file)) < before && (await moved(file, deleting))) {
        // If it became needed between the check and the move, it is moved back; what needs it later writes it again.
        if (before <= (await timeOf(deleting))) return void (await moved(deleting, file));
        // Otherwise another window restored it meanwhile, and it is deleted again.
        if (await isDeleted(deleting)) return;
      }
    },
    size: async () => {
      let sum = 0;
      for (const start of await namesIn(folder)) {
        for (const name of await namesIn(join(folder, start))) sum += (await sizeOf(join(folder, start, name))) ?? 0;
      }
      return sum;
    },
    all,
    sweep,
  };
}

/** Sent as they are, although neither services nor decoders read them without their end. */
const readableWhole: readonly string[] = ['image/png', 'image/webp'];

/**
 * A user's own image is not an interrupted download: cameras and editors also write JPEGs without an end. Images of types that
 * are not sent are decoded first, which tells whether they can be read.
 */
function ownImage(bytes: Uint8Array): ImageFacts | SvgFacts | undefined {
  const image = sniffImage(bytes);
  if (!image) return sniffSvg(bytes);
  return { ...image, isWhole: image.isWhole || !readableWhole.includes(image.mimeType) };
}

/** @throws EaselError `svg-result`: results go to places that show or run what is in an SVG. */
function resultImage(bytes: Uint8Array): ImageFacts | undefined {
  const image = sniffImage(bytes);
  if (!image && sniffSvg(bytes)) throw fail('bad-answer', { reason: 'svg-result', values: { size: bytes.length } });
  return image;
}

function describe(bytes: Uint8Array, sniffed: ImageFacts | SvgFacts | undefined): StoredImageFacts {
  return describeAs(bytes, sniffed, createHash('sha256').update(bytes).digest('hex'));
}

/** Bytes that are hashed within a few milliseconds. */
const hashedAtOnce = 1024 * 1024;

/** SHA-256 in hexadecimal. The event loop goes on between the parts of a large image. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += hashedAtOnce) {
    if (at > 0) await nextTurn();
    hash.update(bytes.subarray(at, at + hashedAtOnce));
  }
  return hash.digest('hex');
}

function describeAs(bytes: Uint8Array, sniffed: ImageFacts | SvgFacts | undefined, hash: string): StoredImageFacts {
  if (!sniffed || sniffed.width * sniffed.height > maxPixels) {
    throw fail('bad-answer', { reason: 'not-an-image', values: { size: bytes.length } });
  }
  const { isWhole, mimeType, extension, width, height, hasAlpha } = sniffed;
  if (!isWhole) throw fail('bad-answer', { reason: 'cut-answer', values: { size: bytes.length } });
  return {
    mimeType,
    extension,
    width,
    height,
    hasAlpha,
    hash,
    size: bytes.length,
  };
}

/** Marks a file as needed by its time; false if it was just deleted. */
async function touch(file: string, now: number): Promise<boolean> {
  try {
    await utimes(file, now / 1000, now / 1000);
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT');
  }
}

/** False if it does not exist. @throws the file system's error if it can't be deleted. */
async function isDeleted(file: string): Promise<boolean> {
  try {
    // Not `rm`, which succeeds if the file is renamed meanwhile.
    await unlink(file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
    throw thrown;
  }
}

/** False if it does not exist anymore. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch {
    return false;
  }
}

async function hasSize(file: string, size: number): Promise<boolean> {
  return (await sizeOf(file)) === size;
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}

async function timeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Readers never see a partial file: the name is given when all bytes are on the disk. */
async function writeWhole({ target, part }: { target: string; part: string }, bytes: Uint8Array): Promise<void> {
  const folder = join(target, '..');
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(join(part, '..'), { recursive: true });
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
    await syncFolder(folder);
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined);
    throw storageFailure(thrown);
  }
}

/** Without it a power cut can lose the name, although the history refers to it. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const opened = await open(folder, 'r');
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  } catch {
    // The file itself is written.
  }
}

function storageFailure(thrown: unknown): Error {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('storage', { reason: 'disk-full', code }, thrown);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return fail('storage', { reason: 'read-only', code }, thrown);
  return fail('storage', { code }, thrown);
}
