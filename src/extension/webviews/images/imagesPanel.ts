/** The panel that shows the images of a job side by side, to choose from. */
import * as vscode from 'vscode';
import { failureFrom } from '../../../shared/model/easelError';
import type { Clock } from '../../../shared/platform/ports';
import type { ImagesApi } from '../../../shared/protocol/pages/images';
import { serve, type Server } from '../../../shared/protocol/connection/rpc';
import { failureText } from '../../notifications/messages';
import type { DocumentAnchor } from '../../platform/documents/documentAnchor';
import type { Engine } from '../../platform/engine/engine';
import { t } from '../../platform/translate';
import { batchedChanges } from '../shared/batchedChanges';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import { webviewPort } from '../shared/webviewPort';
import { imagesHandlers } from './imagesHandlers';
import { storedJobIds } from './imagesView';
import { createInsertionAnchor } from './insertionAnchor';
import { imagesStrings } from './strings';

export interface ImagesPanelOptions {
  extensionUri: vscode.Uri;
  /** The image store; the page can read files there and nowhere else. */
  imageFolder: vscode.Uri;
  engine: Pick<Engine, 'get' | 'onOpen'>;
  clock: Clock;
}

export interface ImagesPanel {
  /** Shows the images of these jobs, or of the latest if there are none, in the only panel. @param place Where they are inserted. */
  show(jobIds: readonly string[], place?: DocumentAnchor): Promise<void>;
  /** Fills a panel that VS Code kept over a reload of the window. @param state What the page stored; it is not trusted. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  dispose(): void;
}

/** Named when images were called pictures: VS Code restores panels by their type. */
export const imagesViewType = 'easel.pictures';

export function createImagesPanel(options: ImagesPanelOptions): ImagesPanel {
  const { extensionUri, imageFolder, engine, clock } = options;
  const anchor = createInsertionAnchor();
  let open: { panel: vscode.WebviewPanel; server: Server } | undefined;
  let shownJobIds: readonly string[] = [];

  const webviewOptions = (): vscode.WebviewOptions => ({
    enableScripts: true,
    localResourceRoots: [pageFolder(extensionUri), imageFolder],
  });

  function fill(panel: vscode.WebviewPanel): void {
    const media = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', name);
    panel.title = t('Images');
    panel.iconPath = { light: media('imagesLight.svg'), dark: media('imagesDark.svg') };
    const handlers = imagesHandlers({ engine, panel, anchor, jobIds: () => shownJobIds });
    const server = serve<ImagesApi>(webviewPort(panel.webview), handlers, {
      failure: failureFrom,
      sentence: failureText,
    });
    open = { panel, server };
    const changes = batchedChanges({ engine, clock }, (event) => server.send(event));
    panel.onDidDispose(() => {
      changes.dispose();
      server.dispose();
      if (open?.panel === panel) open = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, { page: 'images', strings: imagesStrings(t) });
  }

  return {
    show(jobIds, place) {
      anchor.update(place);
      shownJobIds = jobIds;
      if (open) {
        open.panel.reveal();
        open.server.send({ kind: 'changed', jobIds: [], areas: ['history'] });
      } else {
        const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
        fill(vscode.window.createWebviewPanel(imagesViewType, t('Images'), column, webviewOptions()));
      }
      return Promise.resolve();
    },
    restore(panel, state) {
      if (open) {
        panel.dispose();
        return;
      }
      shownJobIds = storedJobIds(state);
      panel.webview.options = webviewOptions();
      fill(panel);
    },
    // The panel itself stays open: VS Code would not restore a closed one after a reload of the window.
    dispose: () => void anchor.dispose(),
  };
}
