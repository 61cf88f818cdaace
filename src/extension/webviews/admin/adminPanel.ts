/** The admin page in an editor tab: opened by a command, or by VS Code when it restores a window. */
import * as vscode from 'vscode';
import { failureFrom } from '../../../shared/model/easelError';
import { prefetchedCalls } from '../../../shared/protocol/initialCalls';
import type { AdminTarget } from '../../../shared/protocol/adminRoute';
import type { AdminApi } from '../../../shared/protocol/admin';
import { serve } from '../../../shared/protocol/rpc';
import type { AdminActions } from './shared/adminActions';
import { systemClock } from '../../platform/clock';
import type { Engine } from '../../platform/engine';
import type { UserState } from '../../platform/userState';
import { failureText } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import type { Thumbnails } from '../shared/thumbnails';
import { webviewPort } from '../shared/webviewPort';

export interface AdminPanelOptions {
  extensionUri: vscode.Uri;
  /** The page can read files there and nowhere else. */
  imageFolder: vscode.Uri;
  /** One store of small pictures for all views. */
  getThumbnails(): Promise<Thumbnails>;
  engine: Pick<Engine, 'get' | 'onOpen'>;
  userState: UserState;
  actions: AdminActions;
}

export interface AdminPanel {
  /** @param wanted What the page shall show; left out: what it showed last. */
  show(wanted?: AdminTarget): Promise<void>;
  dispose(): void;
}

const adminViewType = 'easel.admin';

export function createAdminPanel(options: AdminPanelOptions): AdminPanel {
  const { extensionUri, imageFolder, engine, userState } = options;
  let open: vscode.WebviewPanel | undefined;
  let tellOpen: (() => void) | undefined;
  let target: AdminTarget | undefined;

  const takeTarget = (): AdminTarget | undefined => {
    const taken = target;
    target = undefined;
    return taken;
  };

  /** @param what Of a page that was there before, VS Code kept what it showed. */
  async function fill(panel: vscode.WebviewPanel, what: 'new' | 'restored'): Promise<void> {
    // What the page will ask for needs it, and nothing of it can begin too soon.
    void engine.get().catch(() => undefined);
    open?.dispose();
    open = panel;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageFolder(extensionUri), imageFolder],
    };
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    const life = { isGone: false };
    panel.onDidDispose(() => {
      life.isGone = true;
      if (open === panel) open = undefined;
    });
    const { adminHandlers, adminStrings, createZone, throttledChanges } = await import('./adminServing');
    // Closed while its code was being loaded.
    if (life.isGone) return;
    const { webview } = panel;
    const zone = createZone(userState.zone(), (name) => {
      void userState.keepZone(name);
      // What was begun or told before was by another calendar.
      server.tell({ kind: 'history-changed' });
    });
    const handlers = adminHandlers({ ...options, webview, zone, takeTarget });
    const server = serve<AdminApi>(webviewPort(webview), handlers, { failure: failureFrom, sentence: failureText });
    const changes = throttledChanges({ engine, clock: systemClock }, (event) => server.tell(event));
    tellOpen = () => server.tell({ kind: 'target-changed' });
    panel.onDidDispose(() => {
      changes.dispose();
      server.dispose();
    });
    const first = what === 'new' && target === undefined ? prefetchedCalls : [];
    webview.html = pageHtml(webview, extensionUri, { page: 'admin', strings: adminStrings(t), first });
    server.begin(first);
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(adminViewType, {
    deserializeWebviewPanel: (panel) => fill(panel, 'restored'),
  });

  return {
    async show(wanted) {
      target = wanted;
      if (open) {
        open.reveal();
        tellOpen?.();
        return;
      }
      await fill(vscode.window.createWebviewPanel(adminViewType, t('Easel'), vscode.ViewColumn.Active), 'new');
    },
    // The panel itself stays: closed here, it would not come back after a reload of the window.
    dispose: () => void serializer.dispose(),
  };
}
