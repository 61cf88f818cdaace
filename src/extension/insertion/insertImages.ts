/** Inserts images into a document, in the syntax of its language. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ImageView } from '../../shared/model/jobs';
import { altTextOf } from './altText';
import { languageOf } from '../languages/table';
import { relativePath, servedPathFor } from '../languages/contract/paths';
import { importsImagesAsObjects } from './bundler';
import type { ImageToInsert } from '../languages/contract/language';
import { insertionFor } from '../languages/table';
import { deliveredUri } from '../workspaceImages/imageActions';
import { documentAnchorOf, type DocumentAnchor } from '../platform/documents/documentAnchor';
import { isReadOnly } from '../platform/documents/readOnly';
import { packageFolderOf } from '../platform/files/packageFolder';
import { insertsSize } from '../platform/settings';
import { t } from '../platform/translate';

/**
 * Inserts at the anchor or, if its document is gone, at the cursor. Images that aren't in the workspace yet are saved to it
 * first; if that fails, the user is asked for a file.
 * @returns Whether something was inserted.
 */
export async function insertImages(
  easel: Easel,
  images: readonly ImageView[],
  anchor?: DocumentAnchor,
): Promise<boolean> {
  const point = await findInsertionPoint(anchor);
  if (!point) {
    await showNoOpenFile(easel, images);
    return false;
  }
  if (await isReadOnly(point.document)) {
    await showReadOnly(easel, images);
    return false;
  }
  const insertions: ImageToInsert[] = [];
  for (const image of images) {
    const file = await deliveredUri(easel, image);
    if (!file) return false;
    insertions.push(await imageFor(point.document, file, image));
  }
  return insertAt(point.document, point.anchor, insertions);
}

interface InsertionPoint {
  document: vscode.TextDocument;
  anchor: DocumentAnchor;
}

async function findInsertionPoint(anchor: DocumentAnchor | undefined): Promise<InsertionPoint | undefined> {
  if (anchor) {
    try {
      return { document: await vscode.workspace.openTextDocument(anchor.uri), anchor };
    } catch {
      // The document was deleted in the meantime.
    }
  }
  const editor = openEditor();
  return editor ? { document: editor.document, anchor: documentAnchorOf(editor) } : undefined;
}

/**
 * The active editor or, while a webview has the focus and none is active, a visible one. Panels such as Output are text
 * editors, too, but have no column.
 */
export function openEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor ?? visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
}

async function showNoOpenFile(easel: Easel, images: readonly ImageView[]): Promise<void> {
  await offerPath(
    easel,
    images,
    t('No file is open to insert into. Open a file, place the cursor where you want the image, and insert it again.'),
  );
}

async function showReadOnly(easel: Easel, images: readonly ImageView[]): Promise<void> {
  await offerPath(easel, images, t("This document is read-only, so the image can't be inserted."));
}

async function offerPath(easel: Easel, images: readonly ImageView[], message: string): Promise<void> {
  const copy = t('Copy Path');
  const chosen = await vscode.window.showInformationMessage(message, copy);
  const [image] = images;
  if (chosen !== copy || !image) return;
  const uri = await deliveredUri(easel, image);
  if (uri) await vscode.env.clipboard.writeText(vscode.workspace.asRelativePath(uri, false));
}

/** An image as the document refers to it. */
export async function imageFor(
  document: vscode.TextDocument,
  file: vscode.Uri,
  { prompt, width, height }: ImageView,
): Promise<ImageToInsert> {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const owner = await packageFolderOf(file);
  // An untitled document has no location; it will most likely be saved at the top of the package or the workspace.
  const at = document.isUntitled ? owner && vscode.Uri.joinPath(owner, 'untitled') : document.uri;
  const served = owner && at && servedPathFor(owner.path, at.path, file.path);
  const path = document.isUntitled ? undefined : relativePath(locationOf(document.uri, file), file);
  return {
    path: path ?? (folder ? vscode.workspace.asRelativePath(file, false) : file.fsPath.replace(/\\/g, '/')),
    ...(served === undefined ? {} : { servedPath: served }),
    alt: altTextOf(prompt),
    ...(insertsSize() ? { size: { width, height } } : {}),
  };
}

/** A notebook cell has its own scheme, but the path of the notebook. */
function locationOf(uri: vscode.Uri, file: vscode.Uri): vscode.Uri {
  return uri.scheme === 'vscode-notebook-cell' ? uri.with({ scheme: file.scheme, authority: file.authority }) : uri;
}

async function insertAt(
  document: vscode.TextDocument,
  anchor: DocumentAnchor,
  images: readonly ImageToInsert[],
): Promise<boolean> {
  const text = document.getText();
  const offset = Math.min(anchor.offset, text.length);
  const language = languageOf(document.languageId, document.uri.path);
  const importsObjects = await importsImagesAsObjects(document.uri);
  const insertion = insertionFor({ language, text, offset, ownLine: anchor.ownLine, importsObjects }, images);
  const position = document.positionAt(offset);
  const indent = /^[ \t]*/.exec(document.lineAt(position.line).text)?.[0] ?? '';
  const lines = (anchor.ownLine ? `\n${insertion.text}` : insertion.text).replace(/\n(?=.)/g, `\n${indent}`);
  const edit = new vscode.WorkspaceEdit();
  if (insertion.imports) {
    edit.insert(document.uri, document.positionAt(insertion.imports.offset), insertion.imports.text);
  }
  edit.insert(document.uri, position, lines);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  await revealAnchor(document, anchor);
  if (insertion.isOutsideRule) {
    void vscode.window.showInformationMessage(
      t('The image was inserted outside any CSS rule. Move the declaration into a rule.'),
    );
  }
  return true;
}

/** Puts the cursor after the inserted text. */
async function revealAnchor(document: vscode.TextDocument, anchor: DocumentAnchor): Promise<void> {
  if (document.uri.scheme === 'vscode-notebook-cell') return;
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, visible?.viewColumn);
  const position = document.positionAt(anchor.offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
