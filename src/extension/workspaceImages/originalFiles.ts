/**
 * Replaces an original by a result, and restores it. The only code that overwrites files of the workspace; the original's bytes
 * are in the image store before anything is written.
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

/** Everything that the replacement needs; no file has been changed yet. */
interface PreparedReplacement {
  replacement: Replacement;
  image: ImageView;
  before: Uint8Array;
  after: Uint8Array;
}

/** The file could neither be replaced nor restored; its bytes are in the image store. */
export class PartialReplacementError extends EaselError {
  readonly replacement: Replacement;

  constructor({ failure, cause }: EaselError, replacement: Replacement) {
    super(failure, cause);
    this.replacement = replacement;
  }
}

/** @throws EaselError `storage`; `bad-request` if the original isn't an image anymore. */
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

/** @throws EaselError `storage` if the original is unchanged; PartialReplacementError if it is damaged. */
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
    // The original is replaced; a remaining copy does no harm.
    return replacement;
  }
}

/**
 * Undoes a partial write: a full disk truncates the file, but has space for its previous content.
 * @returns Whether the original is unchanged.
 */
async function isAsBefore({ replacement: { original, now }, before, after }: PreparedReplacement): Promise<boolean> {
  try {
    const current = await readIfExists(vscode.Uri.parse(now));
    // Only a prefix of our bytes was written by us.
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

/** The result's bytes, converted to the type of the original if necessary. */
async function bytesFor(easel: Easel, original: vscode.Uri, image: ImageView): Promise<Uint8Array> {
  const extension = extensionOf(original.path);
  const type = isSameFormat(extension, image.extension) ? undefined : convertedTypeOf(extension);
  return type ? easel.images.convertedBytes(image.id, type) : easel.images.bytes(image.id);
}

/** Deletes the result's own file next to the original, which is redundant now, unless it was changed since. */
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
    // Available even if the result was deleted from the history in the meantime.
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
