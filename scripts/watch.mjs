/**
 * `npm run watch`: builds host, workers and webview for development (source maps, not minified) and rebuilds what changes. The
 * lines that begin with `[watch]` are read by the problem matcher of .vscode/tasks.json.
 */
import { isAbsolute, join, relative } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';

// Vite warns that the package is CommonJS, which VS Code requires, and its configuration isn't.
process.env['VITE_CONFIG_NATIVE_IGNORE_WARNING'] = 'true';

const root = join(import.meta.dirname, '..');

/** Modes that are building. The task sees one build, from the start of the first to the end of the last. */
const running = new Set();
let failures = 0;

for (const mode of ['host', 'worker', 'webview']) begin(mode);
for (const mode of [...running]) await watch(mode);

async function watch(mode) {
  const watcher = await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    mode,
    logLevel: 'silent',
    build: { watch: {}, minify: false, sourcemap: true },
  });
  watcher.on('event', (event) => {
    if (event.code === 'START') begin(mode);
    if (event.code === 'ERROR') report(event.error);
    if (event.code === 'END' || event.code === 'ERROR') end(mode);
    if (event.code === 'BUNDLE_END' || event.code === 'ERROR') void event.result?.close();
  });
}

function begin(mode) {
  if (running.size === 0) {
    failures = 0;
    console.log('[watch] build started');
  }
  running.add(mode);
}

function end(mode) {
  if (!running.delete(mode) || running.size > 0) return;
  console.log(`[watch] build finished, ${failures === 0 ? 'no errors' : `${failures} failed`}`);
}

/** Prints each error in one line: location and message. */
function report(error) {
  failures += 1;
  for (const { message } of error.errors ?? [error]) {
    const text = stripVTControlCharacters(message);
    const place = /[^\s[]+:\d+:\d+/.exec(text)?.[0] ?? '';
    const what = text.split('\n', 1)[0].replace(place, '').trim();
    console.log(`[watch] error ${relativeToRoot(place)}: ${what}`);
  }
}

function relativeToRoot(place) {
  return isAbsolute(place) ? relative(root, place) : place;
}
