/**
 * Everything that is built, one mode for each: `vite build --mode host|worker|webview|test|components`.
 * `npm run build` runs the first three, `test` is for the suite that runs inside VS Code.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { wasmFiles } from './src/engine/images/formats/pixelImage';

const root = import.meta.dirname;
const here = (path: string): string => join(root, path);

/** Node of the oldest VS Code that the manifest claims. */
const nodeTarget = 'node22';

/** CommonJS for Node: what VS Code's extension host loads with `require`. */
function nodeBuild(entries: Record<string, string>, outDir: string): UserConfig {
  const isTest = outDir.startsWith('out/');
  return {
    publicDir: false,
    ssr: { noExternal: true, target: 'node', external: ['vscode', ...(isTest ? ['mocha'] : [])] },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: here(outDir),
      emptyOutDir: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      minify: !isTest,
      sourcemap: isTest,
      rolldownOptions: {
        input: entries,
        external: ['vscode', /^node:/, ...(isTest ? ['mocha'] : [])],
        output: {
          format: 'cjs',
          exports: 'named',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
        },
      },
    },
  };
}

/** Puts the WebAssembly of the workers beside the built code. */
function wasmBeside(): Plugin {
  return {
    name: 'easel-wasm',
    generateBundle() {
      for (const { module, built } of Object.values(wasmFiles)) {
        const path = `node_modules/${module}`;
        this.emitFile({ type: 'asset', fileName: built, originalFileName: path, source: readFileSync(here(path)) });
      }
    },
  };
}

/** The threads. What two of them share goes into a file of its own. */
function workers(): UserConfig {
  const entries = {
    drawingWorker: here('src/sketch/drawing.worker.ts'),
    pixelsWorker: here('src/engine/images/pixels/pixels.worker.ts'),
  };
  const { build, ...common } = nodeBuild(entries, 'dist');
  const { rolldownOptions, ...rest } = build ?? {};
  const output = { ...rolldownOptions?.output, chunkFileNames: '[name]Worker.js' };
  return {
    ...common,
    plugins: [wasmBeside()],
    build: { ...rest, ssrEmitAssets: true, rolldownOptions: { ...rolldownOptions, output } },
  };
}

/** @param scripts The page's scripts, by their names. */
function page(scripts: Record<string, string>, outDir: string): UserConfig {
  return {
    root: here('webview-ui'),
    base: '',
    publicDir: false,
    plugins: [
      // Class names are short because hundreds of elements have one; components with the same styles may share one.
      svelte({ configFile: false, compilerOptions: { cssHash: ({ hash, css }) => `s${hash(css).slice(0, 4)}` } }),
    ],
    build: {
      // Chromium of the oldest VS Code that the manifest claims.
      target: 'chrome138',
      outDir: here(outDir),
      emptyOutDir: true,
      reportCompressedSize: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: scripts,
        // Compiling components is what takes the time; it need not be reported at every build.
        checks: { bundlerTimings: false },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  };
}

const webview = (): UserConfig =>
  page({ first: here('webview-ui/app/prefetch.ts'), main: here('webview-ui/app/main.ts') }, 'dist/webview');

const modes: Record<string, () => UserConfig> = {
  host: () => nodeBuild({ extension: here('src/extension.ts') }, 'dist'),

  worker: workers,

  webview,

  // The same page with a host of its own, for tests in a browser.
  components: () => page({ main: here('test/components/page/main.ts') }, 'out/test/components'),

  test: () => nodeBuild({ index: here('test/extension/index.ts') }, 'out/test/extension'),
};

export default defineConfig(({ mode }) => {
  // Tools that only read this file (svelte-check, editors) come with modes of their own; what they look for is Svelte.
  return (modes[mode] ?? webview)();
});
