/** The connection to the host: the only module that handles messages. */
import type { AdminApi } from '../../../src/shared/protocol/admin';
import type { ImagesApi } from '../../../src/shared/protocol/pages/images';
import type { WebviewEvent } from '../../../src/shared/protocol/connection/events';
import { connect, type Client, type Port } from '../../../src/shared/protocol/connection/rpc';
import type { SideApi } from '../../../src/shared/protocol/sidebar';
import type { PageStart } from '../../../src/shared/protocol/strings';

/** What VS Code gives to the script of a webview. */
interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** Which methods a page may call. */
interface PageApis {
  images: ImagesApi;
  admin: AdminApi;
  side: SideApi;
}
export type Page = PageStart['page'];

export interface Host<Name extends Page> {
  readonly start: Extract<PageStart, { page: Name }>;
  readonly api: Client<PageApis[Name]>;
  /** Returns a function that removes the listener. */
  onEvent(listener: (event: WebviewEvent) => void): () => void;
  /** The stored state; VS Code drops the document while its tab is hidden. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** Connects. Call it once, because VS Code gives its API only once. @param root Has `data-start`. */
export function connectHost<Name extends Page>(root: HTMLElement): Host<Name> {
  const vscode = acquireVsCodeApi();
  const listeners = new Set<(event: WebviewEvent) => void>();
  const port: Port = {
    send: (message) => vscode.postMessage(message),
    receive: (listener) => {
      const heard = (event: MessageEvent<unknown>): void => listener(event.data);
      window.addEventListener('message', heard);
      return () => window.removeEventListener('message', heard);
    },
  };
  // Written by our host.
  const start = JSON.parse(root.dataset['start'] ?? '{}') as PageStart;
  const hear = (event: WebviewEvent): void => listeners.forEach((listener) => listener(event));
  return {
    start: start as Host<Name>['start'],
    // All pages use the same messages.
    api: connect<AdminApi>(port, hear) as Client<PageApis[Name]>,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: () => vscode.getState(),
    keep: (state) => vscode.setState(state),
  };
}
