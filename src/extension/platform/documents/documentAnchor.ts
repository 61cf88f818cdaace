/** A position in a document that moves with edits. */
import * as vscode from 'vscode';
import { movedByAll } from './trackedPosition';

export interface DocumentAnchor extends vscode.Disposable {
  readonly uri: vscode.Uri;
  /** Current offset in the document's text. */
  readonly offset: number;
  /** True if the insertion gets its own line after this one, because the prompt was selected there. */
  readonly ownLine: boolean;
}

/** The cursor's position; for a selection, which is the prompt, the end of its line. */
export function documentAnchorOf(editor: vscode.TextEditor): DocumentAnchor {
  const { document, selection } = editor;
  const ownLine = !selection.isEmpty;
  const position = ownLine ? document.lineAt(selection.end.line).range.end : selection.active;
  return trackDocumentAnchor({ uri: document.uri, offset: document.offsetAt(position), ownLine });
}

/** Tracks a position on its own, independent of the given anchor. */
export function trackDocumentAnchor({
  ownLine,
  ...start
}: Pick<DocumentAnchor, 'uri' | 'offset' | 'ownLine'>): DocumentAnchor {
  let { uri, offset } = start;
  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== uri.toString()) return;
      offset = movedByAll(
        offset,
        event.contentChanges.map((change) => ({
          offset: change.rangeOffset,
          removed: change.rangeLength,
          inserted: change.text.length,
        })),
      );
    }),
    vscode.workspace.onDidRenameFiles((event) => {
      const moved = event.files.find((file) => file.oldUri.toString() === uri.toString());
      if (moved) uri = moved.newUri;
    }),
  ];
  return {
    get uri() {
      return uri;
    },
    get offset() {
      return offset;
    },
    ownLine,
    dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()),
  };
}
