import * as vscode from 'vscode';

/** Keys of `when` clauses. */
export type ContextKey = 'easel.hasJobs';

export function setContextKey(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
