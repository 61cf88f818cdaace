/**
 * What a page may load: files of the extension, images of the allowed folders, and thumbnails as `data:` URLs.
 * No inline script or style, nothing from anywhere else. Pure.
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
