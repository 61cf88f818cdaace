/** The page on which the pictures of a job stand side by side, to pick from. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { failureFrom } from '../../../shared/model/easelError';
import type { EaselApi, ImagesView } from '../../../shared/protocol/admin';
import type { ImageView } from '../../../shared/model/jobs';
import { serve, type Handlers, type Server } from '../../../shared/protocol/rpc';
import { failureText } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import { pageStrings } from './strings';
import { isKnown, keptJobIds, latestJobIds, imagesView } from './imagesView';
import { webviewPort } from '../shared/webviewPort';

/** What the buttons of the page do. While the page has the focus there is no active editor: `insert` must remember its place. */
export interface ImageActions {
  insert(image: ImageView): Promise<unknown>;
  open(image: ImageView): Promise<unknown>;
  saveAs(image: ImageView): Promise<unknown>;
  generate(): Promise<unknown>;
  openLog(): Promise<unknown>;
}

export interface ImagesPanelOptions {
  extensionUri: vscode.Uri;
  /** Folder below which all pictures of the vault stand; the page can read files there and nowhere else. */
  imageFolder: vscode.Uri;
  engine: { get(): Promise<Easel> };
  actions: ImageActions;
}

export interface ImagesPanel {
  /** Shows the pictures of these jobs, or of the latest when there are none, in the one panel that there is. */
  show(jobIds: readonly string[]): Promise<void>;
  dispose(): void;
}

export const imagesViewType = 'easel.pictures';

export function createImagesPanel(options: ImagesPanelOptions): ImagesPanel {
  let open: { panel: vscode.WebviewPanel; server: Server } | undefined;
  let shownJobIds: readonly string[] = [];

  const webviewOptions = (): vscode.WebviewOptions => ({
    enableScripts: true,
    localResourceRoots: [pageFolder(options.extensionUri), options.imageFolder],
  });

  const isOpen = (panel: vscode.WebviewPanel): boolean => open?.panel === panel;

  /** Fills the panel with the page, and keeps it as the one that there is. */
  async function fill(panel: vscode.WebviewPanel): Promise<void> {
    const media = (name: string): vscode.Uri => vscode.Uri.joinPath(options.extensionUri, 'media', name);
    panel.title = t('Images');
    panel.iconPath = { light: media('picturesLight.svg'), dark: media('picturesDark.svg') };
    const handlers = imagesHandlers({ ...options, panel, jobIds: () => shownJobIds });
    const server = serve<EaselApi>(webviewPort(panel.webview), handlers, {
      failure: failureFrom,
      sentence: failureText,
    });
    open = { panel, server };
    let listening: { dispose(): void } | undefined;
    panel.onDidDispose(() => {
      listening?.dispose();
      server.dispose();
      if (isOpen(panel)) open = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, options.extensionUri, { page: 'pictures', strings: pageStrings(t) });
    const easel = await options.engine.get().catch(() => undefined); // The page itself tells why, when it asks.
    if (isOpen(panel)) listening = easel?.onEvent((event) => server.tell(event));
  }

  // After a reload of the window VS Code gives the panel back, with what the page had kept.
  const serializer = vscode.window.registerWebviewPanelSerializer(imagesViewType, {
    async deserializeWebviewPanel(panel, state) {
      if (open) {
        panel.dispose();
        return;
      }
      shownJobIds = keptJobIds(state);
      panel.webview.options = webviewOptions();
      await fill(panel);
    },
  });

  return {
    async show(jobIds) {
      shownJobIds = jobIds;
      if (open) {
        open.panel.reveal();
        open.server.tell({ kind: 'history-changed' });
        return;
      }
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
      await fill(vscode.window.createWebviewPanel(imagesViewType, t('Images'), column, webviewOptions()));
    },
    // The panel itself stays: closed here, it would not come back after a reload of the window.
    dispose: () => void serializer.dispose(),
  };
}

interface HandlerOptions extends ImagesPanelOptions {
  panel: vscode.WebviewPanel;
  jobIds(): readonly string[];
}

function imagesHandlers({ engine, actions, panel, jobIds }: HandlerOptions): Handlers<EaselApi> {
  const withImage = (run: (image: ImageView) => Promise<unknown>): Handlers<EaselApi>['insert'] => ({
    accepts: ([imageId, ...more]) => typeof imageId === 'string' && imageId.length <= 100 && more.length === 0,
    run: async ([imageId]) => {
      await run((await engine.get()).images.get(imageId));
    },
  });
  const plain = (run: () => unknown): Handlers<EaselApi>['close'] => ({
    accepts: (values) => values.length === 0,
    run: async () => {
      await run();
    },
  });
  return {
    pictures: {
      accepts: (values) => values.length === 0,
      run: async () => shownImages(await engine.get(), jobIds(), panel.webview),
    },
    insert: withImage((image) => actions.insert(image)),
    open: withImage((image) => actions.open(image)),
    saveAs: withImage((image) => actions.saveAs(image)),
    generate: plain(() => actions.generate()),
    openLog: plain(() => actions.openLog()),
    close: plain(() => void panel.dispose()),
  };
}

function shownImages(easel: Easel, jobIds: readonly string[], webview: vscode.Webview): ImagesView | undefined {
  const known = jobIds.filter((id) => isKnown(easel, id));
  const ids = known.length > 0 ? known : latestJobIds(easel);
  const urlOf = (image: ImageView): string =>
    webview.asWebviewUri(vscode.Uri.file(easel.images.path(image.id))).toString();
  return imagesView(
    ids.map((id) => easel.jobs.get(id)),
    urlOf,
  );
}
