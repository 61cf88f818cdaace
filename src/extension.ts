/** Wires Easel into VS Code. Everything is registered at once; the engine is loaded when something needs it. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { createAdminActions } from './extension/webviews/admin/shared/adminActions';
import { createApi, type EaselExtensionApi } from './extension/api';
import { createAssets } from './extension/platform/assets';
import { systemClock } from './extension/platform/clock';
import { commands } from './extension/commands/table';
import type { ExtensionServices, ShowImages } from './extension/platform/services';
import { createEngine, type Engine, type EngineHost } from './extension/platform/engine';
import { insertImages } from './extension/insertion/insertImages';
import { createLog } from './extension/platform/log';
import { createUserState } from './extension/platform/userState';
import { registerImageDrops } from './extension/insertion/imageDrops';
import { openImages, saveImageAs } from './extension/workspaceImages/imageActions';
import { documentAnchorOf, trackDocumentAnchor, type DocumentAnchor } from './extension/platform/documentAnchor';
import { createSecrets } from './extension/platform/secrets';
import { engineSettings } from './extension/platform/settings';
import { watchSettingProblems } from './extension/notifications/settingProblems';
import { createStatusBar } from './extension/notifications/statusBar';
import { watchStorage } from './extension/notifications/storageNotices';
import { t } from './extension/platform/translate';
import { resumePendingJobs } from './extension/platform/resumeJobs';
import { createAdminPanel } from './extension/webviews/admin/adminPanel';
import { loadTools, registerTools } from './extension/agents/register';
import { createImagesPanel } from './extension/webviews/images/imagesPanel';
import { createSideView } from './extension/webviews/sidebar/sidebarView';
import { openThumbnails, type Thumbnails } from './extension/webviews/shared/thumbnails';
import { createJobFollower } from './extension/jobs/jobFollower';
import { createWorkspaceFiles } from './extension/platform/workspaceFiles';

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
    recoveredLabel: t('Recovered image'),
    referencedHashes: () => userState.named(),
  });
  const engine = createEngine({ ports, builtFolder: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath });
  running = engine;
  const userState = createUserState(context.globalState);
  const pictures = createImages(context, engine);
  const jobFollower = createJobFollower({ engine, clock, userState, showImages: pictures.show });
  const editors = watchEditors();
  const world = { engine, clock, jobFollower, showImages: pictures.show, lastEditor: editors.last };
  const imageFolder = vscode.Uri.joinPath(context.globalStorageUri, 'vault');
  const thumbnailFolder = vscode.Uri.joinPath(context.globalStorageUri, 'thumbnails');
  let thumbnails: Promise<Thumbnails> | undefined;
  const views = {
    extensionUri: context.extensionUri,
    imageFolder,
    getThumbnails: () =>
      (thumbnails ??= openThumbnails({ thumbnails: thumbnailFolder.fsPath, imageStore: imageFolder.fsPath })),
    engine,
    userState,
    actions: createAdminActions(world),
  };
  const admin = createAdminPanel(views);
  const side = createSideView({ ...views, showAdmin: admin.show });
  const services: ExtensionServices = { ...world, userState, log, showAdmin: admin.show };
  for (const [id, run] of Object.entries(commands)) {
    const command = (value?: unknown, more?: unknown): unknown => run(services, value, more);
    context.subscriptions.push(vscode.commands.registerCommand(id, command));
  }
  context.subscriptions.push(...registerTools(services), registerImageDrops(engine));
  const { api, dispose } = createApi(engine, userState);
  const statusBar = createStatusBar(engine);
  const problems = watchSettingProblems(engine);
  const storageTrouble = watchStorage(engine, {
    storage: context.globalStorageUri,
    userState,
    showAdmin: admin.show,
  });
  context.subscriptions.push(log, statusBar, problems, storageTrouble, jobFollower, pictures, admin, side, editors, {
    dispose,
  });
  resumePendingJobs(context.globalStorageUri, engine, log);
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
function createImages(context: vscode.ExtensionContext, engine: Engine): { show: ShowImages; dispose(): void } {
  let place: DocumentAnchor | undefined;
  const panel = createImagesPanel({
    extensionUri: context.extensionUri,
    imageFolder: vscode.Uri.joinPath(context.globalStorageUri, 'vault'),
    engine,
    actions: {
      insert: async (image) => insertImages(await engine.get(), [image], place),
      open: async (image) => openImages(await engine.get(), [image]),
      saveAs: async (image) => saveImageAs(await engine.get(), image),
      generate: async () => vscode.commands.executeCommand('easel.generate'),
      openLog: async () => vscode.commands.executeCommand('easel.openLog'),
    },
  });
  return {
    show: async (jobIds, wanted) => {
      const editor = vscode.window.activeTextEditor;
      const next = wanted ? trackDocumentAnchor(wanted) : editor && documentAnchorOf(editor);
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
