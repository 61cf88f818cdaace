/** What the handlers of the admin page are given. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { AdminRoute } from '../../../../shared/protocol/pages/adminRoute';
import type { AdminActions } from './adminActions';
import type { UserState } from '../../../platform/userState';
import type { RenderContext } from './entryViews';
import type { ThumbnailOptions } from '../../shared/thumbnailHandlers';
import type { Zone } from '../../shared/zone';

/** What the handlers of a page need. */
export interface HandlerOptions extends ThumbnailOptions {
  userState: UserState;
  actions: AdminActions;
  webview: vscode.Webview;
  /** The user's time zone, which may differ from the host's. */
  zone: Zone;
  /** What the page was opened for; gives it once. */
  takeRoute(): AdminRoute | undefined;
}

/** Where the page loads images from. */
export function imageUrls({ webview }: Pick<HandlerOptions, 'webview'>, easel: Easel): RenderContext['url'] {
  return ({ id }) => webview.asWebviewUri(vscode.Uri.file(easel.images.path(id))).toString();
}
