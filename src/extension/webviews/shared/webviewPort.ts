import type * as vscode from 'vscode';
import type { Port } from '../../../shared/protocol/connection/rpc';

/** The host's end of the connection to a page. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    // A disposed webview drops messages, and nothing awaits them.
    send: (message) => void webview.postMessage(message),
    receive: (listener) => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}
