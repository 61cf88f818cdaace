/**
 * What activation did by itself, recorded before the first test of the run: later suites open the engine, so no test could
 * observe it afterwards.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { activated } from './host';

export interface ActivationSnapshot {
  /** Names of the files of the built extension that were loaded. */
  loadedFiles: string[];
  isEngineOpen: boolean;
  /** Names of the files in Easel's storage folder. */
  storedFiles: string[];
}

let snapshot: ActivationSnapshot | undefined;

/** Activates the extension. Called by `index.ts` in a hook before all suites. */
export async function recordActivation(): Promise<void> {
  const { engine, storage } = await activated();
  snapshot = {
    loadedFiles: loadedFiles(),
    isEngineOpen: engine.opened() !== undefined,
    storedFiles: await namesIn(storage),
  };
}

export function activationSnapshot(): ActivationSnapshot {
  assert.ok(snapshot, 'recordActivation was not called before the tests');
  return snapshot;
}

function loadedFiles(): string[] {
  const extension = vscode.extensions.getExtension('easel.easel');
  assert.ok(extension, 'the extension is not installed');
  const built = join(extension.extensionUri.fsPath, 'dist');
  return Object.keys(createRequire(__filename).cache)
    .filter((file) => dirname(file) === built)
    .map((file) => basename(file));
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}
