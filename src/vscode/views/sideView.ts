/** The view in the side bar: jobs under way and the latest pictures. Nothing is loaded before it is seen. */
import * as vscode from 'vscode';
import { failureFrom } from '../../core/failure';
import type { AdminTarget } from '../../shared/admin/target';
import { serve } from '../../shared/rpc';
import type { SideApi } from '../../shared/sideApi';
import { failureText } from '../messages';
import { t } from '../translate';
import { systemClock } from '../clock';
import type { AdminPanelOptions } from './adminPanel';
import { pageFolder, pageHtml } from './pageHtml';
import { portOf } from './webviewPort';

const sideViewId = 'easel.side';

export interface SideViewOptions extends AdminPanelOptions {
  showAdmin(wanted: AdminTarget): Promise<void>;
}

export function createSideView(options: SideViewOptions): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(sideViewId, { resolveWebviewView: (view) => fill(view, options) });
}

/** VS Code calls this when the view is seen for the first time. */
async function fill(view: vscode.WebviewView, options: SideViewOptions): Promise<void> {
  const { extensionUri, vaultFolder, engine, showAdmin } = options;
  const { webview } = view;
  webview.options = {
    enableScripts: true,
    localResourceRoots: [pageFolder(extensionUri), vaultFolder],
  };
  const life = { isGone: false };
  view.onDidDispose(() => {
    life.isGone = true;
  });
  const [{ adminStrings, createZone, gatheredChanges }, { sideHandlers }] = await Promise.all([
    import('./adminServing'),
    import('./sideHandlers'),
  ]);
  // Closed while its code was being loaded.
  if (life.isGone) return;
  // It tells no days and no times: where the person is does not matter to it.
  const zone = createZone(undefined, () => undefined);
  const handlers = sideHandlers({ ...options, webview, zone, takeTarget: () => undefined }, showAdmin);
  const server = serve<SideApi>(portOf(webview), handlers, { failure: failureFrom, sentence: failureText });
  const changes = gatheredChanges({ engine, clock: systemClock }, (event) => {
    // A hidden page is dropped, and asks for everything when it comes back.
    if (view.visible) server.tell(event);
  });
  view.onDidDispose(() => {
    changes.dispose();
    server.dispose();
  });
  webview.html = pageHtml(webview, extensionUri, { page: 'side', strings: adminStrings(t) });
}
