/** The view in the side bar: jobs under way and the latest pictures. Nothing is loaded before it is seen. */
import * as vscode from 'vscode';
import { failureFrom } from '../../../shared/model/easelError';
import type { AdminTarget } from '../../../shared/protocol/adminRoute';
import { serve } from '../../../shared/protocol/rpc';
import type { SideApi } from '../../../shared/protocol/sidebar';
import { failureText } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { systemClock } from '../../platform/clock';
import type { AdminPanelOptions } from '../admin/adminPanel';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import { webviewPort } from '../shared/webviewPort';

const sideViewId = 'easel.side';

export interface SideViewOptions extends AdminPanelOptions {
  showAdmin(wanted: AdminTarget): Promise<void>;
}

export function createSideView(options: SideViewOptions): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(sideViewId, { resolveWebviewView: (view) => fill(view, options) });
}

/** VS Code calls this when the view is seen for the first time. */
async function fill(view: vscode.WebviewView, options: SideViewOptions): Promise<void> {
  const { extensionUri, imageFolder, engine, showAdmin } = options;
  const { webview } = view;
  webview.options = {
    enableScripts: true,
    localResourceRoots: [pageFolder(extensionUri), imageFolder],
  };
  const life = { isGone: false };
  view.onDidDispose(() => {
    life.isGone = true;
  });
  const [{ adminStrings, createZone, throttledChanges }, { sideHandlers }] = await Promise.all([
    import('../admin/adminServing'),
    import('./sidebarHandlers'),
  ]);
  // Closed while its code was being loaded.
  if (life.isGone) return;
  // It tells no days and no times: where the person is does not matter to it.
  const zone = createZone(undefined, () => undefined);
  const handlers = sideHandlers({ ...options, webview, zone, takeTarget: () => undefined }, showAdmin);
  const server = serve<SideApi>(webviewPort(webview), handlers, { failure: failureFrom, sentence: failureText });
  const changes = throttledChanges({ engine, clock: systemClock }, (event) => {
    // A hidden page is dropped, and asks for everything when it comes back.
    if (view.visible) server.tell(event);
  });
  view.onDidDispose(() => {
    changes.dispose();
    server.dispose();
  });
  webview.html = pageHtml(webview, extensionUri, { page: 'side', strings: adminStrings(t) });
}
