export function filesBelow(folder: string): string[];
/** Bytes; of the webview, gzipped. */
export interface Sizes {
  host: number;
  activation: number;
  worker: number;
  wasm: number;
  webviewScripts: number;
  webviewStyles: number;
}
export function sizesOf(dist: string): Sizes;
export function loadedAtActivation(dist: string): string[];
