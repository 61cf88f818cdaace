/** What Easel may weigh. The build stops above these; the guards in `test/unit/guards` read them too. Bytes. */
export const limits = {
  /** All JavaScript of the extension host together, minified. */
  host: 920 * 1024,
  /** What is loaded when VS Code activates Easel: it registers, and nothing else. */
  activation: 60 * 1024,
  /** The webview's JavaScript, gzipped. */
  webviewScripts: 90 * 1024,
  /** Its styles, gzipped. */
  webviewStyles: 10 * 1024,
  /** The data of the built-in provider `sketch` as it stands compressed in the .vsix. */
  sketchZipped: 1.5 * 1024 * 1024,
  /** What works on pixels, as it stands compressed in the .vsix; resvg not counted, which `sketch` needs anyway. */
  pixelsZipped: 1.5 * 1024 * 1024,
};

/** Texts that only the engine's libraries have: none of them may be in what activation loads. */
export const engineMarkers = ['axios', 'ZodError', '$ZodType', 'node:sqlite', 'follow-redirects', 'DatabaseSync'];
