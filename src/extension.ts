/** The extension's entry point: registers everything and loads what is registered on first use. */
import * as vscode from 'vscode';
import { createActivationApi } from './extension/activationApi';
import { loadTools, registerTools } from './extension/agents/register';
import type { EaselExtensionApi } from './extension/api';
import { commands } from './extension/commands/table';
import { createServices } from './extension/createServices';
import { registerImageDrops } from './extension/insertion/registerImageDrops';
import type { Engine } from './extension/platform/engine/engine';
import { lazy } from './extension/platform/lazy';
import { resumePendingJobs } from './extension/platform/engine/resumeJobs';
import type { ExtensionServices } from './extension/platform/services';
import { registerWebviews } from './extension/webviews/register';

/** What the tests that run inside VS Code get beside the API. */
export interface EaselTestApi extends EaselExtensionApi {
  readonly engine: Engine;
  /** Folder of Easel's own files. */
  readonly storage: vscode.Uri;
  /** The tools for agents, without the editor in between. */
  readonly tools: typeof loadTools;
}

/** Kept for `deactivate`, which VS Code awaits, as it does not await the disposal of subscriptions. */
let activeEngine: Engine | undefined;

export function activate(context: vscode.ExtensionContext): EaselExtensionApi | EaselTestApi {
  const { services, webviews, disposables } = createServices(context);
  const { engine, userState, log } = services;
  const storage = context.globalStorageUri;
  activeEngine = engine;
  // First, so that the commands are there whatever a fork of VS Code makes of the registrations that follow.
  context.subscriptions.push(...disposables, ...registerCommands(services));
  context.subscriptions.push(...registerTools(services), registerImageDrops(engine), ...registerWebviews(webviews));
  context.subscriptions.push(...watchEngineOnceOpen(services, storage));
  const { api, dispose } = createActivationApi(engine, userState);
  context.subscriptions.push({ dispose });
  resumePendingJobs(storage, engine, log);
  return context.extensionMode === vscode.ExtensionMode.Test ? { ...api, engine, storage, tools: loadTools } : api;
}

/** VS Code gives this a few seconds: writes are completed, running jobs are resumed at the next start. */
export async function deactivate(): Promise<void> {
  await activeEngine?.dispose();
}

function registerCommands(services: ExtensionServices): vscode.Disposable[] {
  return Object.entries(commands).map(([id, load]) =>
    vscode.commands.registerCommand(id, async (value?: unknown, more?: unknown): Promise<unknown> => {
      const run = await load();
      return run(services, value, more);
    }),
  );
}

/** The status bar item and the notifications about the engine: there is nothing to show before it opens. */
function watchEngineOnceOpen(services: ExtensionServices, storage: vscode.Uri): vscode.Disposable[] {
  const watchers = lazy(async () =>
    (await import('./extension/notifications/watchEngine')).watchEngine(services, storage),
  );
  return [services.engine.onWillOpen(watchers.get), watchers];
}
