/** Which packages a bundle contains. The build compares them with `bundled.json`, of which NOTICE is made. */

/**
 * @param {{ type: string, modules?: Record<string, unknown>, originalFileNames?: string[] }[]} outputs chunks and assets of one build
 * @returns {string[]} names of the packages that they contain, sorted
 */
export function packagesOf(outputs) {
  const ids = outputs.flatMap(({ modules = {}, originalFileNames = [] }) => [
    ...Object.keys(modules),
    ...originalFileNames,
  ]);
  const names = ids.map(packageOf).filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/**
 * Undefined for modules of the project, and for those that the bundler adds (`\0rolldown/runtime.js`): whether a bundle needs them
 * changes with its code, so NOTICE names the bundler in any case.
 */
function packageOf(id) {
  return /^.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.replaceAll('\\', '/'))?.[1];
}

/**
 * @param {{ mode: string, found: string[], listed: string[] | undefined }} bundle
 * @returns {string | undefined} what to change in `bundled.json`; undefined when nothing
 */
export function differenceOf({ mode, found, listed = [] }) {
  const missing = found.filter((name) => !listed.includes(name));
  const gone = listed.filter((name) => !found.includes(name));
  if (missing.length === 0 && gone.length === 0) return undefined;
  const parts = [
    ...(missing.length > 0 ? [`add ${missing.join(', ')}`] : []),
    ...(gone.length > 0 ? [`remove ${gone.join(', ')}`] : []),
  ];
  return `scripts/notice/bundled.json, ${mode}: ${parts.join('; ')}. Then run "npm run generate", which writes NOTICE.`;
}
