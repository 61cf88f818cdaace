/** Shows the engine's state outside of webviews, in the status bar and notifications. Loaded before the engine opens. */
import type * as vscode from 'vscode';
import type { ExtensionServices } from '../platform/services';
import { watchSettingProblems } from './settingProblems';
import { createStatusBar } from './statusBar';
import { watchStorage } from './storageNotices';

/** @param storage Folder of Easel's own files. */
export function watchEngine(services: ExtensionServices, storage: vscode.Uri): { dispose(): void } {
  const { engine, userState, showAdmin } = services;
  const watchers = [
    createStatusBar(engine),
    watchSettingProblems(engine),
    watchStorage(engine, { storage, userState, showAdmin }),
  ];
  return { dispose: () => watchers.forEach((watcher) => watcher.dispose()) };
}
