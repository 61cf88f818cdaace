export const limits: Readonly<{
  host: number;
  activation: number;
  webviewGzip: number;
  sketchZipped: number;
  pixelsZipped: number;
}>;
export const engineMarkers: readonly string[];
