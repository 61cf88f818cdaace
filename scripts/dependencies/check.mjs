/**
 * The rules of `.dependency-cruiser.mjs`, and what they cannot say: no circles of folders, and no file outside the layers.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import configuration, { layerFiles } from '../../.dependency-cruiser.mjs';
import { folderCircles } from './folderCircles.mjs';

const ownRules = { folders: 'no-circular-folders', layers: 'no-file-outside-the-layers' };

/** The names of all rules. @type {readonly string[]} */
export const ruleNames = [...configuration.forbidden.map(({ name }) => name), ...Object.values(ownRules)];

const folders = ['src', 'webview-ui'];

if (typeof module.registerHooks !== 'function') {
  throw new Error(
    `This is Node ${process.versions.node}; the import rules need Node 22.15 or later (module.registerHooks).`,
  );
}

// See svelteImports.mjs. Only the import is redirected: `require.resolve` tells dependency-cruiser that there is a compiler.
module.registerHooks({
  resolve(specifier, context, next) {
    const isRedirected =
      specifier === 'svelte/compiler' &&
      context.conditions.includes('import') &&
      context.parentURL?.includes('/node_modules/dependency-cruiser/');
    return next(isRedirected ? new URL('svelteImports.mjs', import.meta.url).href : specifier, context);
  },
});

/**
 * @param {string} root folder that holds `src` and `webview-ui`
 * @returns {Promise<{ modules: string[], violations: { rule: string, text: string }[] }>}
 */
export async function checkDependencies(root) {
  // Only here, after the hook is there.
  const { cruise } = await import('dependency-cruiser');
  const { forbidden, options } = configuration;
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(present, { ...options, baseDir: root, validate: true, ruleSet: { forbidden } });
  const own = output.modules.filter(({ source }) => isOwn(source));
  const imports = own.flatMap(({ source, dependencies }) =>
    dependencies.filter(({ resolved }) => isOwn(resolved)).map(({ resolved }) => ({ from: source, to: resolved })),
  );
  return {
    modules: own.map(({ source }) => source),
    violations: [
      ...output.summary.violations.map(fromCruiser),
      ...folderCircles(imports).map(fromCircle),
      ...own.filter(({ source }) => !hasLayer(source)).map(({ source }) => outsideOfLayers(source)),
    ],
  };
}

function isOwn(path) {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function hasLayer(source) {
  return source.endsWith('.d.ts') || layerFiles.some((pattern) => new RegExp(pattern).test(source));
}

function fromCruiser({ rule, from, to, cycle }) {
  if (cycle) return { rule: rule.name, text: [from, ...cycle.map(({ name }) => name)].join(' → ') };
  return { rule: rule.name, text: from === to ? from : `${from} → ${to}` };
}

function fromCircle({ folder, members, imports }) {
  const steps = imports.map(({ from, to }) => `    ${from} → ${to}`);
  return { rule: ownRules.folders, text: [`in ${folder || '.'}: ${members.join(' → ')}`, ...steps].join('\n') };
}

function outsideOfLayers(source) {
  return { rule: ownRules.layers, text: source };
}
