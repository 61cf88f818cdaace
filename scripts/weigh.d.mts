export function filesBelow(folder: string): string[];
export function weigh(dist: string): {
  host: number;
  activation: number;
  worker: number;
  wasm: number;
  webviewGzip: number;
};
export function loadedAtActivation(dist: string): string[];
