export const limits: Readonly<{
  host: number;
  activation: number;
  webviewScripts: number;
  webviewStyles: number;
  sketchZipped: number;
  pixelsZipped: number;
}>;
export const engineMarkers: readonly string[];
