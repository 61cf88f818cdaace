import * as vscode from 'vscode';
import { documentAnchorOf, trackDocumentAnchor, type DocumentAnchor } from '../../platform/documents/documentAnchor';

/** Where the images panel inserts: while it has the focus, VS Code reports no active editor, so the anchor is kept from before. */
export interface InsertionAnchor extends vscode.Disposable {
  get(): DocumentAnchor | undefined;
  /** Keeps this anchor, else that of the active editor; without either, the former one stays. */
  update(wanted?: DocumentAnchor): void;
}

export function createInsertionAnchor(): InsertionAnchor {
  let anchor: DocumentAnchor | undefined;
  return {
    get: () => anchor,
    update(wanted) {
      const editor = vscode.window.activeTextEditor;
      const next = wanted ? trackDocumentAnchor(wanted) : editor && documentAnchorOf(editor);
      if (!next) return;
      anchor?.dispose();
      anchor = next;
    },
    dispose: () => void anchor?.dispose(),
  };
}
