/** Registers the drop of images from the admin page; the code that inserts them is loaded by the first drop. */
import * as vscode from 'vscode';
import { imageMime } from '../../shared/protocol/views/drag';
import type { Engine } from '../platform/engine/engine';

export function registerImageDrops(engine: Engine): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(
    '*',
    {
      provideDocumentDropEdits: async (document, position, data) => {
        const { imageDropEdit } = await import('./imageDrops');
        return imageDropEdit(engine, document, { position, data });
      },
    },
    { dropMimeTypes: [imageMime] },
  );
}
