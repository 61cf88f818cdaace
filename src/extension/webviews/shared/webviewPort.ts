import type * as vscode from 'vscode';
import type { Port } from '../../../shared/protocol/rpc';

/** The host's end of the connection to a page. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    // A page that is gone takes no messages, and nobody waits for it.
    send: (message) => void webview.postMessage(message),
    receive: (listener) => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}
