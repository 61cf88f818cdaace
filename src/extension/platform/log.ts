import * as vscode from 'vscode';

/** The output channel “Easel”; its level is the person's. Prompts, keys and bodies never go into it. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Easel', { log: true });
}
