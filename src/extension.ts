/** Wires Easel into VS Code. Everything is registered at once; the engine is loaded when something needs it. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { createAdminActions } from './vscode/adminActions';
import { createApi, type EaselExtensionApi } from './vscode/api';
import { createAssets } from './vscode/assets';
import { systemClock } from './vscode/clock';
import { commands } from './vscode/commands/table';
import type { Doors, ShowPictures } from './vscode/doors';
import { createEngine, type Engine, type EngineHost } from './vscode/engine';
import { insertPictures } from './vscode/insertPictures';
import { createLog } from './vscode/log';
import { createMemory } from './vscode/memory';
import { registerPictureDrops } from './vscode/pictureDrops';
import { openPictures, savePictureAs } from './vscode/pictures';
import { placeOf, trackPlace, type Place } from './vscode/place';
import { createSecrets } from './vscode/secrets';
import { engineSettings } from './vscode/settings';
import { watchSettingProblems } from './vscode/settingProblems';
import { createStatusBar } from './vscode/statusBar';
import { watchStorage } from './vscode/storageTrouble';
import { t } from './vscode/translate';
import { takeUpUnfinished } from './vscode/unfinished';
import { createAdminPanel } from './vscode/views/adminPanel';
import { loadTools, registerTools } from './vscode/tools/register';
import { createPicturesPanel } from './vscode/views/picturesPanel';
import { createSideView } from './vscode/views/sideView';
import { openThumbnails, type Thumbnails } from './vscode/views/thumbnails';
import { createWaiting } from './vscode/waiting';
import { createWorkspaceFiles } from './vscode/workspaceFiles';

/** What the suite that runs inside VS Code gets beside the API. */
export interface EaselTestApi extends EaselExtensionApi {
  readonly engine: Engine;
  /** Folder of Easel's own files. */
  readonly storage: vscode.Uri;
  /** The tools for agents, without the editor between. */
  readonly tools: typeof loadTools;
}

let running: Engine | undefined;

export function activate(context: vscode.ExtensionContext): EaselExtensionApi | EaselTestApi {
  const log = createLog();
  const clock = systemClock;
  const ports = (): ReturnType<EngineHost['ports']> => ({
    storageFolder: context.globalStorageUri.fsPath,
    secrets: createSecrets(context.secrets),
    settings: engineSettings,
    files: createWorkspaceFiles(),
    assets: createAssets(context.extensionUri),
    log,
    clock,
    // Not env.sessionId: windows of one VS Code may share it, and only one of them may run the jobs.
    windowId: randomUUID(),
    recoveredWords: t('Recovered picture'),
    namedElsewhere: () => memory.named(),
  });
  const engine = createEngine({ ports, builtFolder: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath });
  running = engine;
  const memory = createMemory(context.globalState);
  const pictures = createPictures(context, engine);
  const waiting = createWaiting({ engine, clock, memory, showPictures: pictures.show });
  const editors = watchEditors();
  const world = { engine, clock, waiting, showPictures: pictures.show, lastEditor: editors.last };
  const vaultFolder = vscode.Uri.joinPath(context.globalStorageUri, 'vault');
  const thumbnailFolder = vscode.Uri.joinPath(context.globalStorageUri, 'thumbnails');
  let thumbnails: Promise<Thumbnails> | undefined;
  const views = {
    extensionUri: context.extensionUri,
    vaultFolder,
    getThumbnails: () =>
      (thumbnails ??= openThumbnails({ thumbnails: thumbnailFolder.fsPath, vault: vaultFolder.fsPath })),
    engine,
    memory,
    actions: createAdminActions(world),
  };
  const admin = createAdminPanel(views);
  const side = createSideView({ ...views, showAdmin: admin.show });
  const doors: Doors = { ...world, memory, log, showAdmin: admin.show };
  for (const [id, run] of Object.entries(commands)) {
    const command = (value?: unknown, more?: unknown): unknown => run(doors, value, more);
    context.subscriptions.push(vscode.commands.registerCommand(id, command));
  }
  context.subscriptions.push(...registerTools(doors), registerPictureDrops(engine));
  const { api, dispose } = createApi(engine, memory);
  const statusBar = createStatusBar(engine);
  const problems = watchSettingProblems(engine);
  const storageTrouble = watchStorage(engine, {
    storage: context.globalStorageUri,
    memory,
    showAdmin: admin.show,
  });
  context.subscriptions.push(log, statusBar, problems, storageTrouble, waiting, pictures, admin, side, editors, {
    dispose,
  });
  takeUpUnfinished(context.globalStorageUri, engine, log);
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { ...api, engine, storage: context.globalStorageUri, tools: loadTools }
    : api;
}

/** VS Code gives this a few seconds: what is being written gets written, running jobs are taken up next time. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}

/** The text editor that was used last: a page that has the focus leaves no active one. */
function watchEditors(): { last(): vscode.TextEditor | undefined; dispose(): void } {
  let last = vscode.window.activeTextEditor;
  const listening = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });
  return { last: () => last, dispose: () => void listening.dispose() };
}

/** The page with pictures side by side. While it has the focus there is no active editor, so the place is kept for it. */
function createPictures(context: vscode.ExtensionContext, engine: Engine): { show: ShowPictures; dispose(): void } {
  let place: Place | undefined;
  const panel = createPicturesPanel({
    extensionUri: context.extensionUri,
    vaultFolder: vscode.Uri.joinPath(context.globalStorageUri, 'vault'),
    engine,
    actions: {
      insert: async (image) => insertPictures(await engine.get(), [image], place),
      open: async (image) => openPictures(await engine.get(), [image]),
      saveAs: async (image) => savePictureAs(await engine.get(), image),
      generate: async () => vscode.commands.executeCommand('easel.generate'),
      openLog: async () => vscode.commands.executeCommand('easel.openLog'),
    },
  });
  return {
    show: async (jobIds, wanted) => {
      const editor = vscode.window.activeTextEditor;
      const next = wanted ? trackPlace(wanted) : editor && placeOf(editor);
      if (next) {
        place?.dispose();
        place = next;
      }
      await panel.show(jobIds);
    },
    dispose() {
      place?.dispose();
      panel.dispose();
    },
  };
}
