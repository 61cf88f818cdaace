import * as vscode from 'vscode';

/** The output channel “Easel”. Prompts, keys and bodies are never logged. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Easel', { log: true });
}
