import * as vscode from 'vscode';

/** What menus and palette ask in their `when` clauses. */
export type ContextKey = 'easel.hasJobs';

export function setContextKey(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
