/** The way to the host: the one place of the page that knows about messages. */
import type { AdminApi } from '../../src/shared/protocol/admin';
import type { ImagesApi } from '../../src/shared/protocol/images';
import type { WebviewEvent } from '../../src/shared/protocol/events';
import { connect, type Client, type Port } from '../../src/shared/protocol/rpc';
import type { SideApi } from '../../src/shared/protocol/sidebar';
import type { PageStart } from '../../src/shared/protocol/strings';

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
  /** Gives a function that ends the listening. */
  onEvent(listener: (event: WebviewEvent) => void): () => void;
  /** What was kept when the page was last seen; VS Code drops the page while its tab is hidden. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** Connects; to be called once, for VS Code hands its API out only once. @param root Carries `data-start`. */
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
  // Written by our own host into our own page.
  const start = JSON.parse(root.dataset['start'] ?? '{}') as PageStart;
  const hear = (event: WebviewEvent): void => listeners.forEach((listener) => listener(event));
  return {
    start: start as Host<Name>['start'],
    // The messages are the same whatever the methods are.
    api: connect<AdminApi>(port, hear) as Client<PageApis[Name]>,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: () => vscode.getState(),
    keep: (state) => vscode.setState(state),
  };
}
