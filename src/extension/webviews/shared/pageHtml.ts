import * as vscode from 'vscode';
import type { PageStart } from '../../../shared/protocol/strings';
import { contentPolicy } from './contentPolicy';

/** Folder of the built page. */
export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The HTML document of a page. It has no inline script or style, so that the policy can forbid both: only files
 * of the extension run, and only images of the allowed folders are shown. The start data is plain JSON.
 */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, start: PageStart): string {
  const uri = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), name)).toString();
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(webview.cspSource))}">
    <title>Easel</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${escaped(uri('main.css'))}">
  </head>
  <body>
    <div id="easel" data-start="${escaped(JSON.stringify(start))}"></div>
    <script type="module" src="${escaped(uri('first.js'))}"></script>
    <script type="module" src="${escaped(uri('main.js'))}"></script>
  </body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
