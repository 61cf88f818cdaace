/**
 * Finds the images for a command: the selection of a menu, the active tab, the image under the cursor, or the user's choice.
 */
import * as vscode from 'vscode';
import { documentAnchorOf, trackDocumentAnchor, type DocumentAnchor } from '../platform/documents/documentAnchor';
import { packageFolderOf } from '../platform/files/packageFolder';
import { imagesFolderOf } from '../languages/documents/asciidoc';
import { t } from '../platform/translate';
import { isImagePath } from './imageFiles';
import { candidatesOf, imageAt, importedImageAt, imagesOfText } from './imagePaths';
import { pickImage } from './pickImages';

export interface Sources {
  images: vscode.Uri[];
  /** Names of selected files that aren't images. */
  omitted: string[];
  /** Where the result may be inserted. */
  anchor?: DocumentAnchor;
}

/** The URIs that a menu passes: the selection, or the clicked file. */
export function urisOf(value: unknown, more: unknown): vscode.Uri[] {
  const selected = Array.isArray(more) ? more.filter((one): one is vscode.Uri => one instanceof vscode.Uri) : [];
  if (selected.length > 0) return selected;
  return value instanceof vscode.Uri ? [value] : [];
}

/**
 * @param uris Files from the menu; a text document stands for the image under its cursor.
 * @returns Undefined if the user dismissed the selection.
 */
export async function findSources(uris: readonly vscode.Uri[], title: string): Promise<Sources | undefined> {
  const images = uris.filter((uri) => isImagePath(uri.path));
  const others = uris.filter((uri) => !images.includes(uri));
  const editor = vscode.window.activeTextEditor;
  if (images.length > 0) return { images, omitted: others.map(nameOf), ...anchorIn(editor) };
  const activeFile = uris.length === 0 ? activeImage() : undefined;
  if (activeFile) return { images: [activeFile], omitted: [] };
  const clicked = others.length === 0 || others.some((uri) => uri.toString() === editor?.document.uri.toString());
  return clicked && editor ? sourcesOfEditor(editor, title) : pickedSources(title);
}

async function sourcesOfEditor(editor: vscode.TextEditor, title: string): Promise<Sources | undefined> {
  const { document, selection } = editor;
  const path = imageUnderCursor(editor);
  const uri = path === undefined ? undefined : await findFile(document, path);
  if (uri) {
    // The result is inserted below the line of the path.
    const end = document.lineAt(selection.active.line).range.end;
    const anchor = trackDocumentAnchor({ uri: document.uri, offset: document.offsetAt(end), ownLine: true });
    return { images: [uri], omitted: [], anchor };
  }
  const placeholder = path === undefined ? undefined : t("Can't find {path}. Select the image.", { path });
  return pickedSources(title, await imagesOfDocument(document), placeholder);
}

async function pickedSources(
  title: string,
  first: readonly vscode.Uri[] = [],
  placeholder?: string,
): Promise<Sources | undefined> {
  const picked = await pickImage(title, first, placeholder);
  return picked && { images: picked, omitted: [], ...anchorIn(vscode.window.activeTextEditor) };
}

function anchorIn(editor: vscode.TextEditor | undefined): { anchor?: DocumentAnchor } {
  return editor && !isImagePath(editor.document.uri.path) ? { anchor: documentAnchorOf(editor) } : {};
}

/** The image in the active tab, in any editor. */
function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isFile && isImagePath(input.uri.path) ? input.uri : undefined;
}

function imageUnderCursor({ document, selection }: vscode.TextEditor): string | undefined {
  const { text } = document.lineAt(selection.active.line);
  const column = selection.active.character;
  return imageAt(text, column) ?? importedImageAt(document.getText(), text, column);
}

async function imagesOfDocument(document: vscode.TextDocument): Promise<vscode.Uri[]> {
  const found = await Promise.all(
    imagesOfText(document.getText())
      .slice(0, 50)
      .map((path) => findFile(document, path)),
  );
  return found.filter((uri) => uri !== undefined);
}

/** The first existing file among the candidates for a path. */
async function findFile(document: vscode.TextDocument, path: string): Promise<vscode.Uri | undefined> {
  const own = document.isUntitled ? undefined : vscode.Uri.joinPath(document.uri, '..');
  const root = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
  const imagesFolder = /\.(adoc|asciidoc)$/i.test(document.uri.path) ? imagesFolderOf(document.getText()) : '';
  const owner = await packageFolderOf(document.uri);
  for (const candidate of candidatesOf(path, imagesFolder)) {
    for (const base of candidate.from === 'document' ? [own] : [owner, root?.uri]) {
      const uri = base && vscode.Uri.joinPath(base, candidate.path);
      if (uri && (await isFile(uri))) return uri;
    }
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** The last part of a URI's path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
