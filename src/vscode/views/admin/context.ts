/** What the handlers of the admin page are given. */
import * as vscode from 'vscode';
import type { Easel } from '../../../core/easel';
import type { AdminTarget } from '../../../shared/admin/target';
import type { AdminActions } from '../../adminActions';
import type { Memory } from '../../memory';
import type { Surroundings } from '../adminView';
import type { ThumbnailOptions } from '../thumbnailHandlers';
import type { Zone } from '../zone';

/** What the verbs of the page need. */
export interface HandlerOptions extends ThumbnailOptions {
  memory: Memory;
  actions: AdminActions;
  webview: vscode.Webview;
  /** Where the person is: the host may be on another continent. */
  zone: Zone;
  /** What the page was opened for; gives it once. */
  takeTarget(): AdminTarget | undefined;
}

/** Where the page loads pictures from. */
export function addresses({ webview }: Pick<HandlerOptions, 'webview'>, easel: Easel): Surroundings['url'] {
  return ({ id }) => webview.asWebviewUri(vscode.Uri.file(easel.imagePath(id))).toString();
}
