import * as vscode from 'vscode';

export interface LastEditor extends vscode.Disposable {
  get(): vscode.TextEditor | undefined;
}

/** Remembers the text editor that was active last: while a webview has the focus, VS Code reports none. */
export function trackLastEditor(): LastEditor {
  let last = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });
  return { get: () => last, dispose: () => void subscription.dispose() };
}
