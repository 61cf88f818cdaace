/**
 * What a page may load: files of the extension and images of the folders that it may see, and small images as text that came
 * in messages. No script and no style of a document, nothing from anywhere else. Pure.
 * @param source Where VS Code serves those files from (`webview.cspSource`).
 */
export function contentPolicy(source: string): string {
  return [
    `default-src 'none'`,
    `img-src ${source} data:`,
    `script-src ${source}`,
    `style-src ${source}`,
    `font-src ${source}`,
  ].join('; ');
}
