/** The view in the sidebar: running jobs and the latest images. Loaded when the view is first shown. */
import type * as vscode from 'vscode';
import { failureFrom } from '../../../shared/model/easelError';
import type { AdminRoute } from '../../../shared/protocol/pages/adminRoute';
import { serve } from '../../../shared/protocol/connection/rpc';
import type { SideApi } from '../../../shared/protocol/sidebar';
import { failureText } from '../../notifications/messages';
import { t } from '../../platform/translate';
import type { AdminViewOptions } from '../admin/adminPanel';
import { adminStrings } from '../admin/adminStrings';
import { createAdminActions } from '../admin/shared/adminActions';
import { batchedChanges } from '../shared/batchedChanges';
import { pageFolder, pageHtml } from '../shared/pageHtml';
import { webviewPort } from '../shared/webviewPort';
import { createZone } from '../shared/zone';
import { sideHandlers } from './sidebarHandlers';

export interface SideViewOptions extends AdminViewOptions {
  showAdmin(wanted: AdminRoute): Promise<void>;
}

export function fillSideView(view: vscode.WebviewView, options: SideViewOptions): void {
  const { extensionUri, imageFolder, services, showAdmin } = options;
  const { engine, userState, clock } = services;
  const { webview } = view;
  webview.options = {
    enableScripts: true,
    localResourceRoots: [pageFolder(extensionUri), imageFolder],
  };
  // The view shows no dates, so the user's time zone does not matter.
  const zone = createZone(undefined, () => undefined);
  const actions = createAdminActions(services);
  const context = { ...options, engine, userState, actions, webview, zone, takeRoute: () => undefined };
  const handlers = sideHandlers(context, showAdmin);
  const server = serve<SideApi>(webviewPort(webview), handlers, { failure: failureFrom, sentence: failureText });
  const changes = batchedChanges({ engine, clock }, (event) => {
    // VS Code drops the document of a hidden view; a new one reads everything again.
    if (view.visible) server.send(event);
  });
  view.onDidDispose(() => {
    changes.dispose();
    server.dispose();
  });
  webview.html = pageHtml(webview, extensionUri, { page: 'side', strings: adminStrings(t) });
}
