/** What the suites inside VS Code share: the extension, its settings, the workspace. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Easel } from '../../../src/engine/surface/easel';
import type { EaselTestApi } from '../../../src/extension';
import type { JobView } from '../../../src/shared/model/jobs';
import { until } from '../../harness/until';

export async function activated(): Promise<EaselTestApi> {
  const extension = vscode.extensions.getExtension<EaselTestApi>('easel.easel');
  assert.ok(extension, 'the extension is not there');
  return extension.activate();
}

/** The engine, for steps that a user does in inputs that a test can't fill. */
export async function openedEasel(): Promise<Easel> {
  return (await activated()).engine.get();
}

/** Writes `easel.providers` and waits until the engine has read it. */
export async function useProviders(entries: unknown): Promise<void> {
  const easel = await openedEasel();
  const read = (): string =>
    JSON.stringify([easel.providers.list().map(({ config }) => config), easel.providers.settingProblems()]);
  const before = read();
  const configuration = vscode.workspace.getConfiguration('easel');
  if (JSON.stringify(configuration.inspect('providers')?.globalValue) === JSON.stringify(entries)) return;
  await configuration.update('providers', entries, vscode.ConfigurationTarget.Global);
  await until('the engine to read the providers', () => read() !== before);
}

/** Sets a user setting of Easel; undefined removes it. */
export async function useSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('easel').update(name, value, vscode.ConfigurationTarget.Global);
}

export function workspaceUri(...path: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path);
}

/** Names of the files in a folder of the workspace; none when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(workspaceUri(folder))).map(([name]) => name).sort();
  } catch {
    return [];
  }
}

/** Opens a document with a text in which `|` is the cursor. */
export async function openDocument(name: string, marked: string): Promise<vscode.TextEditor> {
  const uri = workspaceUri(name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(marked.replace('|', '')));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const position = document.positionAt(marked.indexOf('|'));
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

/** The job with an ID, as listed in the history. */
export async function jobOf(jobId: string): Promise<JobView> {
  const row = (await openedEasel()).jobs.list({ limit: 50 }).find((job) => job.id === jobId);
  assert.ok(row, 'the history has no such job');
  return row;
}
