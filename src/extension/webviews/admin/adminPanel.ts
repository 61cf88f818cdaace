/** The admin page in an editor tab: opened by a command, or by VS Code when it restores a window. */
import * as vscode from 'vscode';
import { failureFrom } from '../../../shared/model/easelError';
import { prefetchedCalls } from '../../../shared/protocol/prefetchedCalls';
import type { AdminRoute } from '../../../shared/protocol/pages/adminRoute';
import type { AdminApi } from '../../../shared/protocol/admin';
import { serve } from '../../../shared/protocol/connection/rpc';
import type { AdminActionServices } from './shared/adminActions';
import type { UserState } from '../../platform/userState';
import { failureText } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import type { Thumbnails } from '../shared/thumbnails';
import { webviewPort } from '../shared/webviewPort';

/** What the admin page and the sidebar view need. */
export interface AdminViewOptions {
  extensionUri: vscode.Uri;
  /** The page can read files there and nowhere else. */
  imageFolder: vscode.Uri;
  /** One store of thumbnails for all views. */
  getThumbnails(): Promise<Thumbnails>;
  services: AdminActionServices & { userState: UserState };
}

export interface AdminPanel {
  /** @param wanted What the page shows; left out: what it showed last. */
  show(wanted?: AdminRoute): Promise<void>;
  /** Fills a panel that VS Code kept over a reload of the window. */
  restore(panel: vscode.WebviewPanel): Promise<void>;
  dispose(): void;
}

export const adminViewType = 'easel.admin';

export function createAdminPanel(options: AdminViewOptions): AdminPanel {
  const { extensionUri, imageFolder, services } = options;
  const { engine, userState, clock } = services;
  let open: vscode.WebviewPanel | undefined;
  let notifyRoute: (() => void) | undefined;
  let route: AdminRoute | undefined;

  const takeRoute = (): AdminRoute | undefined => {
    const taken = route;
    route = undefined;
    return taken;
  };

  /** @param origin A restored page continues with the state that VS Code kept for it. */
  async function fill(panel: vscode.WebviewPanel, origin: 'new' | 'restored'): Promise<void> {
    // Opening the engine takes longest, and the first call of the page needs it.
    void engine.get().catch(() => undefined);
    open?.dispose();
    open = panel;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageFolder(extensionUri), imageFolder],
    };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    const life = { isDisposed: false };
    panel.onDidDispose(() => {
      life.isDisposed = true;
      if (open === panel) open = undefined;
    });
    const { adminHandlers, adminStrings, createAdminActions, createZone, batchedChanges } =
      await import('./adminContent');
    if (life.isDisposed) return;
    const { webview } = panel;
    const zone = createZone(userState.timeZone(), (name) => {
      void userState.saveTimeZone(name);
      // Prefetched and earlier answers count days in the former time zone.
      server.send({ kind: 'changed', jobIds: [], areas: ['history'] });
    });
    const actions = createAdminActions(services);
    const handlers = adminHandlers({ ...options, engine, userState, actions, webview, zone, takeRoute });
    const server = serve<AdminApi>(webviewPort(webview), handlers, { failure: failureFrom, sentence: failureText });
    const changes = batchedChanges({ engine, clock }, (event) => server.send(event));
    notifyRoute = () => server.send({ kind: 'route-changed' });
    panel.onDidDispose(() => {
      changes.dispose();
      server.dispose();
    });
    const first = origin === 'new' && route === undefined ? prefetchedCalls : [];
    webview.html = pageHtml(webview, extensionUri, { page: 'admin', strings: adminStrings(t), first });
    server.prefetch(first);
  }

  return {
    async show(wanted) {
      route = wanted;
      if (open) {
        open.reveal();
        notifyRoute?.();
        return;
      }
      await fill(vscode.window.createWebviewPanel(adminViewType, t('Easel'), vscode.ViewColumn.Active), 'new');
    },
    restore: (panel) => fill(panel, 'restored'),
    // The panel itself stays open: VS Code would not restore a closed one after a reload of the window.
    dispose: () => undefined,
  };
}
