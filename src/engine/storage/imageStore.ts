import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../shared/model/easelError';
import type { StoredImageFacts, ImageStore } from '../domain/stores';
import { sniffImage, type ImageFacts } from '../images/formats/sniff';
import { sniffSvg, type SvgFacts } from '../images/formats/svg';

/** The window whose half-written files are told from those of others, and its clock. */
export interface ImageStoreOwner {
  name: string;
  isGone(name: string): boolean;
  /** Milliseconds since 1970; left out: the system's. */
  now?: () => number;
}

/** 16,384 × 16,384. No real picture has more pixels; a file that says so is small, and a gigabyte for whoever shows it. */
const maxPixels = 2 ** 28;
/** Milliseconds after which a half-written file is nobody's any more, whoever began it. */
const longestWrite = 24 * 60 * 60_000;

/** Ends the name of a file that is being taken away. */
const goingEnd = '.going';

const alone: ImageStoreOwner = { name: 'alone', isGone: () => false };

/** The vault below `folder` (absolute); nothing is made before the first picture. */
export function openImageStore(folder: string, owner: ImageStoreOwner = alone): ImageStore {
  const path = (hash: string, extension: string): string => join(folder, hash.slice(0, 2), `${hash}.${extension}`);
  const parts = join(folder, 'parts');
  const { now = () => Date.now() } = owner;
  /** Names of files that are being written here and now. */
  const writing = new Set<string>();

  async function keep(
    bytes: Uint8Array,
    sniffed: ImageFacts | SvgFacts | undefined,
    announce?: (kept: StoredImageFacts) => void,
  ): Promise<StoredImageFacts> {
    const kept = describe(bytes, sniffed);
    announce?.(kept);
    const target = path(kept.hash, kept.extension);
    if (!(await hasSize(target, bytes.length)) || !(await touch(target, now()))) {
      await write(target, bytes);
      await touch(target, now());
    }
    return kept;
  }

  async function write(target: string, bytes: Uint8Array): Promise<void> {
    const name = `${owner.name}.${randomUUID()}.part`;
    writing.add(name);
    try {
      await writeWhole({ target, part: join(parts, name) }, bytes);
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

  /** Nobody knows whether it was taken up when the window died that was taking it away. */
  async function bringBack(): Promise<void> {
    for (const start of await namesIn(folder)) {
      for (const name of await namesIn(join(folder, start))) {
        const file = join(folder, start, name);
        if (name.endsWith(goingEnd)) await moved(file, file.slice(0, -goingEnd.length));
      }
    }
  }

  async function sweep(now: number): Promise<void> {
    await bringBack();
    for (const name of await namesIn(parts)) {
      // Its age says nothing where the clock of the disk is another's.
      if (writing.has(name)) continue;
      const file = join(parts, name);
      const begun = owner.isGone(name.replace(/\.[^.]+\.part$/, '')) ? 0 : await timeOf(file);
      if (Math.abs(now - begun) > longestWrite) await rm(file, { force: true });
    }
  }

  return {
    keep: (bytes, announce) => keep(bytes, sniffImage(bytes), announce),
    keepReference: (bytes, announce) => keep(bytes, sniffImage(bytes) ?? sniffSvg(bytes), announce),
    describe: (bytes) => describe(bytes, sniffImage(bytes)),
    path,
    has: async (hash, extension) => (await sizeOf(path(hash, extension))) !== undefined,
    read,
    discard: async ({ hash, extension }, before) => {
      const file = path(hash, extension);
      const going = file + goingEnd;
      while ((await timeOf(file)) < before && (await moved(file, going))) {
        // Whoever took it up between the look and the move finds it where it was; whoever comes later writes it anew.
        if (before <= (await timeOf(going))) return void (await moved(going, file));
        // Otherwise another window brought it back meanwhile, and it is taken away once more.
        if (await isDeleted(going)) return;
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

function describe(bytes: Uint8Array, sniffed: ImageFacts | SvgFacts | undefined): StoredImageFacts {
  if (!sniffed || sniffed.width * sniffed.height > maxPixels) {
    throw fail('bad-answer', { reason: 'not-an-image', values: { size: bytes.length } });
  }
  const { isWhole, ...facts } = sniffed;
  if (!isWhole) throw fail('bad-answer', { reason: 'cut-answer', values: { size: bytes.length } });
  return { ...facts, hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

/** Says that there is use for a file now; false when somebody just took it away. */
async function touch(file: string, now: number): Promise<boolean> {
  try {
    await utimes(file, now / 1000, now / 1000);
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT');
  }
}

/** False when it is not there any more. @throws what the file system says of one that can not be deleted. */
async function isDeleted(file: string): Promise<boolean> {
  try {
    // Not `rm`, which is content when the file goes to another name under its hands.
    await unlink(file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
    throw thrown;
  }
}

/** False when it is not there any more. */
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

/** A reader never sees half a file: the bytes get their name only when they are all on the disk. */
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

/** Without it the name may be gone after a power cut, although the history has it. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const opened = await open(folder, 'r');
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  } catch {
    // The file is there all the same.
  }
}

function storageFailure(thrown: unknown): Error {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('storage', { reason: 'disk-full', code }, thrown);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return fail('storage', { reason: 'read-only', code }, thrown);
  return fail('storage', { code }, thrown);
}
