/** Actions for finished images. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { failureFrom } from '../../shared/model/easelError';
import type { Destination, ImageView } from '../../shared/model/jobs';
import { failureText } from '../notifications/messages';
import { isReadable } from '../platform/files/isReadable';
import { storageError } from '../platform/files/workspaceFiles';
import { t } from '../platform/translate';

/** The folder for new images: that of the active editor, else the first workspace folder; undefined if none is open. */
export function workspaceFolder(): vscode.WorkspaceFolder | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const own = document ? vscode.workspace.getWorkspaceFolder(document.uri) : undefined;
  return own ?? vscode.workspace.workspaceFolders?.[0];
}

/** The default destination in this window; if empty, the images are only kept in the history. */
export function defaultDestination(): Destination {
  const folder = workspaceFolder();
  return folder ? { workspaceFolder: folder.uri.toString() } : {};
}

/** The image's file in the workspace. If it can't be written there, asks for another location. Undefined if dismissed. */
export async function deliveredUri(easel: Easel, image: ImageView): Promise<vscode.Uri | undefined> {
  const folder = workspaceFolder();
  if (!folder && image.deliveredTo === undefined) return saveImageAs(easel, image);
  try {
    return vscode.Uri.parse(await easel.images.deliver(image.id, defaultDestination()), true);
  } catch (thrown) {
    void vscode.window.showWarningMessage(failureText(failureFrom(thrown)));
    return saveImageAs(easel, image);
  }
}

/** Asks for a file and writes the image to it. */
export async function saveImageAs(easel: Easel, image: ImageView): Promise<vscode.Uri | undefined> {
  const folder = workspaceFolder()?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, image.fileName),
    filters: { [t('Image')]: [image.extension] },
    title: t('Save Image'),
  });
  if (!target) return undefined;
  try {
    await vscode.workspace.fs.writeFile(target, await easel.images.bytes(image.id));
    return target;
  } catch (thrown) {
    void vscode.window.showErrorMessage(failureText(storageError(thrown, target).failure));
    return undefined;
  }
}

/** The image's file in the workspace if it still exists, else the one in the image store. */
export async function visibleUri(easel: Easel, image: ImageView): Promise<vscode.Uri> {
  const delivered = image.deliveredTo === undefined ? undefined : vscode.Uri.parse(image.deliveredTo, true);
  if (delivered && (await isReadable(delivered))) return delivered;
  return vscode.Uri.file(easel.images.path(image.id));
}

export async function openImages(easel: Easel, images: readonly ImageView[]): Promise<void> {
  for (const image of images) {
    await vscode.commands.executeCommand('vscode.open', await visibleUri(easel, image), {
      preview: images.length === 1,
    });
  }
}

/** Reveals the image's file in the Explorer, or in the system's file manager if it is outside of the workspace. */
export async function revealImage(easel: Easel, image: ImageView): Promise<void> {
  const uri = await visibleUri(easel, image);
  const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', uri);
}
