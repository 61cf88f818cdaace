/** Size limits in bytes, checked by the build, by `npm run package`, and by `test/unit/guards/bundle.test.ts`. */
export const limits = {
  /** All JavaScript of the extension host together, minified. */
  host: 975 * 1024,
  /** Loaded when VS Code activates Easel: code that registers. */
  activation: 60 * 1024,
  /** The webview's JavaScript, gzipped. */
  webviewScripts: 90 * 1024,
  /** Its styles, gzipped. */
  webviewStyles: 10 * 1024,
  /** The data of the built-in provider `sketch`, compressed in the .vsix. */
  sketchZipped: 1.5 * 1024 * 1024,
  /** Code and WebAssembly that work on pixels, compressed in the .vsix; without resvg, which `sketch` needs too. */
  pixelsZipped: 1.5 * 1024 * 1024,
};

/** Texts that occur in the engine and its libraries only: the files that activation loads contain none of them. */
export const engineMarkers = ['axios', 'ZodError', '$ZodType', 'node:sqlite', 'follow-redirects', 'DatabaseSync'];
