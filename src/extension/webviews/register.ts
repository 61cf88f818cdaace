/** Registers the webviews with VS Code; their code is loaded when one is shown or restored. */
import * as vscode from 'vscode';
import type { Lazy } from '../platform/lazy';
import type { AdminPanel } from './admin/adminPanel';
import type { ImagesPanel } from './images/imagesPanel';
import type { SideViewOptions } from './sidebar/sidebarView';

export interface Webviews {
  admin: Lazy<AdminPanel>;
  images: Lazy<ImagesPanel>;
  sidebar: SideViewOptions;
}

export function registerWebviews({ admin, images, sidebar }: Webviews): vscode.Disposable[] {
  return [
    vscode.window.registerWebviewPanelSerializer('easel.admin', {
      deserializeWebviewPanel: async (panel) => (await admin.get()).restore(panel),
    }),
    vscode.window.registerWebviewPanelSerializer('easel.pictures', {
      deserializeWebviewPanel: async (panel, state) => (await images.get()).restore(panel, state),
    }),
    vscode.window.registerWebviewViewProvider('easel.side', {
      async resolveWebviewView(view) {
        const life = { isDisposed: false };
        view.onDidDispose(() => {
          life.isDisposed = true;
        });
        const { fillSideView } = await import('./sidebar/sidebarView');
        if (!life.isDisposed) fillSideView(view, sidebar);
      },
    }),
  ];
}
