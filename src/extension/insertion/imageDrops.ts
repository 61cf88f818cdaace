/** Inserts images that are dragged out of the admin page, in the syntax of the language of the document. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { imageMime } from '../../shared/protocol/views/drag';
import type { Engine } from '../platform/engine/engine';
import { imageFor } from './insertImages';
import { languageOf } from '../languages/table';
import { importsImagesAsObjects } from './bundler';
import { insertionFor } from '../languages/table';
import { showThrown } from '../notifications/messages';
import { deliveredUri } from '../workspaceImages/imageActions';

/** Limits what a single drop inserts. */
const maxImages = 50;

/** The edit for dropped images; undefined if the data has none of ours, so that VS Code applies its default. */
export async function imageDropEdit(
  engine: Engine,
  document: vscode.TextDocument,
  { position, data }: { position: vscode.Position; data: vscode.DataTransfer },
): Promise<vscode.DocumentDropEdit | undefined> {
  const ids = idsOf(await data.get(imageMime)?.asString());
  if (ids.length === 0) return undefined;
  try {
    return await editFor(await engine.get(), document, { position, ids });
  } catch (thrown) {
    void showThrown(thrown);
    return undefined;
  }
}

/** Drag data comes from the webview and is validated like its messages. */
function idsOf(dragData: string | undefined): string[] {
  try {
    const ids: unknown = JSON.parse(dragData ?? '[]');
    const isId = (id: unknown): id is string => typeof id === 'string' && id.length <= 100;
    return Array.isArray(ids) ? (ids as unknown[]).filter(isId).slice(0, maxImages) : [];
  } catch {
    return [];
  }
}

async function editFor(
  easel: Easel,
  document: vscode.TextDocument,
  { position, ids }: { position: vscode.Position; ids: readonly string[] },
): Promise<vscode.DocumentDropEdit | undefined> {
  const images = [];
  for (const id of ids) {
    const image = easel.images.get(id);
    const file = await deliveredUri(easel, image);
    if (!file) return undefined;
    images.push(await imageFor(document, file, image));
  }
  const target = {
    language: languageOf(document.languageId, document.uri.path),
    text: document.getText(),
    offset: document.offsetAt(position),
    importsObjects: await importsImagesAsObjects(document.uri),
  };
  const { text, imports } = insertionFor(target, images);
  const indent = /^[ \t]*/.exec(document.lineAt(position.line).text)?.[0] ?? '';
  const edit = new vscode.DocumentDropEdit(text.replace(/\n(?=.)/g, `\n${indent}`));
  if (imports) {
    edit.additionalEdit = new vscode.WorkspaceEdit();
    edit.additionalEdit.insert(document.uri, document.positionAt(imports.offset), imports.text);
  }
  return edit;
}
