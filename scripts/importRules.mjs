/**
 * Who may import whom. One table for the lint rule (eslint.config.mjs) and for the guard (test/unit/guards/imports.test.ts);
 * ARCHITECTURE.md tells the reasons. The first zone whose folder (or file) fits counts. Paths are relative to the project,
 * without an extension; one that ends in `/` means everything below.
 */
const shared = ['src/shared/'];
/** What a job is, and the stores as interfaces: known to all parts of the engine but the providers. */
const jobWords = ['src/core/job', 'src/core/stores', 'src/core/names'];
const contract = ['src/core/failure', 'src/core/ports', 'src/core/request'];
const providerContract = ['src/core/providers/provider', 'src/core/providers/administration'];
const desk = ['src/core/easel', 'src/core/failure', 'src/core/ports', ...shared];

/** @typedef {{ folder: string, may: string[], mayTypes?: string[], packages: string[], node: boolean }} Zone */

/** @type {Zone[]} */
export const zones = [
  { folder: 'src/shared/', may: [...shared], packages: [], node: false },

  {
    folder: 'src/core/providers/registry',
    may: ['src/core/providers/', ...contract, ...shared],
    packages: [],
    node: false,
  },
  {
    folder: 'src/core/providers/kit/',
    may: ['src/core/providers/kit/', ...providerContract, ...contract, ...shared],
    packages: ['axios', 'cockatiel', 'fflate', 'zod'],
    node: true,
  },
  {
    folder: 'src/core/providers/*/',
    may: ['<own>', 'src/core/providers/kit/', ...providerContract, ...contract, ...shared],
    packages: ['zod'],
    node: false,
  },
  {
    folder: 'src/core/providers/',
    may: [
      'src/core/providers/kit/',
      'src/core/providers/configuration',
      'src/core/providers/keyBinding',
      ...providerContract,
      ...contract,
      ...shared,
    ],
    mayTypes: ['src/core/easel', 'src/core/stores'],
    packages: ['zod'],
    node: true,
  },
  {
    folder: 'src/core/money/',
    may: ['<own>', ...jobWords, ...contract, ...shared],
    mayTypes: ['src/core/easel', ...providerContract],
    packages: [],
    node: false,
  },
  {
    folder: 'src/core/jobs/',
    may: ['<own>', ...providerContract, ...jobWords, ...contract, ...shared],
    mayTypes: ['src/core/easel', 'src/core/money/spending'],
    packages: [],
    node: true,
  },
  {
    folder: 'src/core/history/',
    may: ['<own>', 'src/core/money/', ...jobWords, ...contract, ...shared],
    mayTypes: ['src/core/easel'],
    packages: [],
    node: true,
  },
  {
    folder: 'src/core/images/',
    may: ['<own>', ...jobWords, ...contract, ...shared],
    packages: [
      '@resvg/resvg-wasm',
      'fflate',
      ...['avif', 'jpeg', 'png', 'resize', 'webp'].map((codec) => `@jsquash/${codec}`),
    ],
    node: true,
  },
  { folder: 'src/core/', may: ['src/core/', ...shared], packages: ['zod'], node: true },

  // Words and syntax are pure: they are tested without an editor.
  {
    folder: 'src/vscode/words/',
    may: ['<own>', ...desk],
    mayTypes: ['src/vscode/choices', ...providerContract],
    packages: [],
    node: false,
  },
  { folder: 'src/vscode/insertion/', may: ['<own>', ...desk], packages: [], node: false },
  ...['commands', 'views', 'tools', 'editors'].map((door) => ({
    folder: `src/vscode/${door}/`,
    may: ['<own>', 'src/vscode/*', 'src/vscode/words/', 'src/vscode/insertion/', 'src/vscode/editing/', ...desk],
    mayTypes: providerContract,
    packages: ['vscode'],
    node: true,
  })),
  // The lazy gate: the only door behind which the engine is loaded.
  {
    folder: 'src/vscode/engine',
    may: ['src/vscode/*', 'src/core/openEasel', 'src/core/images/codec', ...desk],
    packages: ['vscode'],
    node: true,
  },
  {
    folder: 'src/vscode/',
    may: ['src/vscode/', ...desk],
    mayTypes: providerContract,
    packages: ['vscode'],
    node: true,
  },
  { folder: 'src/extension', may: ['src/'], packages: ['vscode'], node: true },

  {
    folder: 'webview-ui/',
    may: ['webview-ui/', ...shared],
    packages: ['svelte', 'virtua'],
    node: false,
  },
];

/** The zone of a file, or undefined when the table has nothing to say about it. @param {string} file */
export function zoneOf(file) {
  const bare = bareOf(file);
  return zones.find((zone) => fits(zone.folder, bare));
}

/**
 * What is wrong with an import, or undefined.
 * @param {string} file The importing file, relative to the project.
 * @param {string} specifier What stands between the quotes.
 * @param {boolean} [typeOnly] True for `import type`.
 * @returns {string | undefined}
 */
export function wrongImport(file, specifier, typeOnly = false) {
  const zone = zoneOf(file);
  if (!zone) return undefined;
  if (specifier.startsWith('node:'))
    return zone.node ? undefined : `${zone.folder} does not import Node (${specifier})`;
  if (!specifier.startsWith('.')) return wrongPackage(zone, specifier);
  const target = bareOf(resolve(file, specifier));
  const own = ownFolder(zone.folder, bareOf(file));
  const allowed = [...zone.may, ...(typeOnly ? (zone.mayTypes ?? []) : [])].map((one) => (one === '<own>' ? own : one));
  return allowed.some((one) => fits(one, target)) ? undefined : `${zone.folder} may not import ${target}`;
}

function wrongPackage(zone, specifier) {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return zone.packages.includes(name) ? undefined : `${zone.folder} may not import the package ${name}`;
}

// A star stands for one step of the path: a provider's folder, or a file right there.
function fits(pattern, bare) {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+');
  return new RegExp(`^${escaped}${pattern.endsWith('/') ? '' : '$'}`).test(bare);
}

function ownFolder(pattern, bare) {
  const depth = pattern.split('/').length - 1;
  return `${bare.split('/').slice(0, depth).join('/')}/`;
}

function bareOf(path) {
  return path
    .replaceAll('\\', '/')
    .replace(/(\.svelte)?\.(m?ts|m?js|d\.ts)$/, '')
    .replace(/\.svelte$/, '');
}

/** Joins without touching the disk: `('src/a/b.ts', '../c')` gives `src/c`. */
function resolve(file, specifier) {
  const parts = file.replaceAll('\\', '/').split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}
