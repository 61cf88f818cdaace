/**
 * A result written over its original, and the original written back. The only place where Easel overwrites a file, with the
 * original's bytes in the vault before anything is touched.
 */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { EaselError } from '../../shared/model/easelError';
import type { ImageView } from '../../shared/model/jobs';
import { storageError } from '../platform/files/workspaceFiles';
import { convertedTypeOf, extensionOf, isSameFormat, stemOf } from './imageFiles';
import type { Replacement } from '../platform/replacement';
import { nameOf } from './sources';

/** What is needed to carry it out; nothing is touched yet. */
interface PreparedReplacement {
  replacement: Replacement;
  image: ImageView;
  before: Uint8Array;
  after: Uint8Array;
}

/** The file could neither be written nor made as it was; its bytes are in the vault. */
export class PartialReplacementError extends EaselError {
  readonly replacement: Replacement;

  constructor({ failure, cause }: EaselError, replacement: Replacement) {
    super(failure, cause);
    this.replacement = replacement;
  }
}

/** @throws EaselError `storage`; `bad-request` when the original is no picture any more. */
export async function prepareReplacement(
  easel: Easel,
  original: vscode.Uri,
  image: ImageView,
): Promise<PreparedReplacement> {
  const target = replacementUri(original, image);
  try {
    const before = await vscode.workspace.fs.readFile(original);
    const kept = await easel.images.importReference(before, { name: nameOf(original), source: original.toString() });
    const result = await easel.images.importReference(await easel.images.bytes(image.id), { name: image.fileName });
    const after = await bytesFor(easel, original, image);
    const isRenamed = target.toString() !== original.toString();
    if (isRenamed && (await readIfExists(target))) throw vscode.FileSystemError.FileExists(target);
    const replacement = {
      original: original.toString(),
      kept,
      now: target.toString(),
      imageId: image.id,
      result,
      written: hashOf(after),
    };
    return { replacement, image, before, after };
  } catch (thrown) {
    throw storageError(thrown, target);
  }
}

/** @throws EaselError `storage`: the original is as it was, unless it is a `HalfReplaced`. */
export async function applyReplacement(easel: Easel, prepared: PreparedReplacement): Promise<Replacement> {
  const { replacement, image, after } = prepared;
  const target = vscode.Uri.parse(replacement.now);
  try {
    await vscode.workspace.fs.writeFile(target, after);
    if (replacement.now !== replacement.original) {
      await vscode.workspace.fs.delete(vscode.Uri.parse(replacement.original));
    }
  } catch (thrown) {
    const error = storageError(thrown, target);
    throw (await isAsBefore(prepared)) ? error : new PartialReplacementError(error, replacement);
  }
  try {
    const copy = await removeCopy(easel, image, target);
    return copy === undefined ? replacement : { ...replacement, copy };
  } catch {
    // It is replaced; that its copy stays as well is in nobody's way.
    return replacement;
  }
}

/** A full disk cuts a file in the middle, and has room again for what stood there. @returns Whether all is as it was. */
async function isAsBefore({ replacement: { original, now }, before, after }: PreparedReplacement): Promise<boolean> {
  try {
    const current = await readIfExists(vscode.Uri.parse(now));
    // Only what begins as ours does is ours.
    const isOurs = current !== undefined && Buffer.compare(current, after.subarray(0, current.length)) === 0;
    if (now !== original) {
      if (isOurs) await vscode.workspace.fs.delete(vscode.Uri.parse(now));
    } else if (isOurs) await vscode.workspace.fs.writeFile(vscode.Uri.parse(original), before);
    return Buffer.compare(await vscode.workspace.fs.readFile(vscode.Uri.parse(original)), before) === 0;
  } catch {
    return false;
  }
}

export function replacementUri(original: vscode.Uri, image: ImageView): vscode.Uri {
  const extension = extensionOf(original.path);
  if (isSameFormat(extension, image.extension) || convertedTypeOf(extension)) return original;
  return vscode.Uri.joinPath(original, '..', `${stemOf(original.path)}.${image.extension}`);
}

/** The result as it is, or in the type of the original. */
async function bytesFor(easel: Easel, original: vscode.Uri, image: ImageView): Promise<Uint8Array> {
  const extension = extensionOf(original.path);
  const type = isSameFormat(extension, image.extension) ? undefined : convertedTypeOf(extension);
  return type ? easel.images.convertedBytes(image.id, type) : easel.images.bytes(image.id);
}

/** The result's own file beside the original says nothing new any more; one that was changed since stays. */
async function removeCopy(easel: Easel, image: ImageView, target: vscode.Uri): Promise<string | undefined> {
  if (image.deliveredTo === undefined || image.deliveredTo === target.toString()) return undefined;
  const copy = vscode.Uri.parse(image.deliveredTo);
  const current = await readIfExists(copy);
  if (!current || hashOf(current) !== hashOf(await easel.images.bytes(image.id))) return undefined;
  await vscode.workspace.fs.delete(copy);
  return image.deliveredTo;
}

export async function restoreOriginal(
  easel: Easel,
  { original, kept, now, imageId, copy, result: its }: Replacement,
): Promise<void> {
  const uri = vscode.Uri.parse(original);
  try {
    // Deleted from the history meanwhile, it is there all the same.
    const result = await (its ? easel.images.referenceBytes(its) : easel.images.bytes(imageId));
    await vscode.workspace.fs.writeFile(uri, await easel.images.referenceBytes(kept));
    if (now !== original && (await readIfExists(vscode.Uri.parse(now))))
      await vscode.workspace.fs.delete(vscode.Uri.parse(now));
    const copyUri = copy === undefined ? undefined : vscode.Uri.parse(copy);
    if (copyUri && !(await readIfExists(copyUri))) await vscode.workspace.fs.writeFile(copyUri, result);
  } catch (thrown) {
    throw storageError(thrown, uri);
  }
}

export async function readIfExists(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound') return undefined;
    throw thrown;
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
