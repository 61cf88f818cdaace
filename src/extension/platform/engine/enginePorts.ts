/** What the engine is given of VS Code; loaded together with the engine. */
import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { EngineHost } from './engine';
import type { Clock } from '../../../shared/platform/ports';
import { createAssets } from './assets';
import { createSecrets } from './secrets';
import { engineSettings } from '../settings';
import { t } from '../translate';
import type { UserState } from '../userState';
import { createWorkspaceFiles } from '../files/workspaceFiles';

interface Window {
  log: vscode.LogOutputChannel;
  clock: Clock;
  userState: UserState;
}

export function createEnginePorts(
  context: vscode.ExtensionContext,
  { log, clock, userState }: Window,
): Awaited<ReturnType<EngineHost['ports']>> {
  return {
    storageFolder: context.globalStorageUri.fsPath,
    secrets: createSecrets(context.secrets),
    settings: engineSettings,
    files: createWorkspaceFiles(),
    assets: createAssets(context.extensionUri),
    log,
    clock,
    // Not env.sessionId: windows of one VS Code may share it, and only one of them may run the jobs.
    windowId: randomUUID(),
    recoveredLabel: t('Recovered image'),
    referencedHashes: () => userState.referencedHashes(),
  };
}
