/**
 * Who may import whom. `npm run check -- dependencies` reports every import that breaks a rule; ARCHITECTURE.md gives the
 * reasons. Each rule is shown to fail by test/unit/guards/dependencies.test.ts.
 *
 * Types count like values unless a rule says otherwise: a type from another layer ties the two together just as much.
 */

/** A module of this project, as opposed to a package or a module of Node. */
const project = '^(src|webview-ui)/';

/** A file of this project that is not there. */
const unresolved = '^\\.(?!.*node_modules/)';

/** Where a run begins: what VS Code, a worker thread or the page's HTML loads by file name. */
const entryPoints = ['^src/extension\\.ts$', '\\.worker\\.ts$', '^webview-ui/(app/)?(main|first)\\.ts$'];

/** Declarations that TypeScript finds through its configuration and that nothing imports. */
const ambient = '\\.d\\.ts$';

const contract = '^src/providers/contract(/|\\.ts$)';
const registry = '^src/providers/registry\\.ts$';
const http = '^src/http/';
const shared = '^src/shared/';
const surface = '^src/engine/surface(/|\\.ts$)';

/** What modules of a layer may import of the project; `types` are allowed for `import type` only. */
const layers = [
  { name: 'shared', files: shared, may: [shared] },
  { name: 'http', files: http, may: [http, shared] },
  { name: 'sketch', files: '^src/sketch/', may: ['^src/sketch/', shared] },
  { name: 'provider-contract', files: contract, may: [contract, http, shared] },
  { name: 'provider-registry', files: '^src/providers/(?!contract\\.ts)[^/]+\\.ts$', may: ['^src/providers/', shared] },
  {
    name: 'provider',
    files: '^src/providers/(?!contract/|sketch/)([^/]+)/',
    may: ['^src/providers/$1/', contract, http, shared],
  },
  {
    name: 'provider-sketch',
    files: '^src/providers/sketch/',
    may: ['^src/providers/sketch/', '^src/sketch/', contract, http, shared],
  },
  { name: 'engine', files: '^src/engine/', may: ['^src/engine/', contract, registry, http, shared] },
  {
    name: 'extension',
    files: '^src/extension(/|\\.ts$)',
    may: ['^src/extension/', '^src/engine/index\\.ts$', shared],
    types: [surface],
  },
  { name: 'webview', files: '^webview-ui/', may: ['^webview-ui/', shared] },
];

/** The same for the folders of the engine; `index.ts` stands above them and may import them all. */
const engineFolders = [
  { name: 'domain', may: [] },
  { name: 'images', may: ['domain'] },
  { name: 'spending', may: ['domain'] },
  { name: 'storage', may: ['domain', 'images', 'spending'] },
  { name: 'providers', may: ['domain'], types: ['storage', 'surface'] },
  { name: 'jobs', may: ['domain'], types: ['images', 'spending', 'storage', 'providers', 'surface'] },
  { name: 'surface', may: ['domain'], types: ['images', 'spending', 'storage', 'providers', 'jobs'] },
  {
    name: 'services',
    may: ['domain', 'images', 'spending', 'storage', 'providers', 'jobs', 'surface'],
  },
].map(({ name, may, types = [] }) => ({
  name: `engine-${name}`,
  files: engine(name),
  within: '^src/engine/',
  may: [name, ...may].map(engine),
  types: types.map(engine),
}));

/** Packages and modules of Node, by layer. */
const packages = [
  { name: 'shared', files: shared, may: [] },
  { name: 'http', files: http, may: ['axios', 'ws', 'zod'], node: true },
  { name: 'sketch', files: '^src/sketch/', may: ['@resvg/resvg-wasm'], node: true },
  { name: 'providers', files: '^src/providers/', may: ['zod'] },
  { name: 'engine', files: '^src/engine/(?!images/)', may: ['zod'], node: true },
  { name: 'engine-images', files: '^src/engine/images/', may: ['@jsquash/', '@resvg/resvg-wasm', 'zod'], node: true },
  { name: 'extension', files: '^src/extension(/|\\.ts$)', may: ['vscode', 'zod'], node: true },
  { name: 'webview', files: '^webview-ui/', may: ['svelte'] },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...[...layers, ...engineFolders].flatMap(layerRules),
    ...packages.flatMap(packageRules),
    {
      name: 'registry-only-for-the-engine',
      comment: 'Only the engine learns which providers exist, where it is opened and where they are configured.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: ['^src/engine/index\\.ts$', '^src/engine/providers/'] },
      to: { path: registry },
    },
    {
      name: 'engine-index-on-top',
      comment: 'index.ts puts the engine together; its parts do not know the whole.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: '^src/engine/index\\.ts$' },
      to: { path: '^src/engine/index\\.ts$' },
    },
    {
      name: 'commands-only-through-their-table',
      comment: 'A command is run by its ID; nothing else imports its module.',
      severity: 'error',
      from: { path: project, pathNot: ['^src/extension\\.ts$', '^src/extension/commands/'] },
      to: { path: '^src/extension/commands/' },
    },
    {
      name: 'no-circular-files',
      comment: 'Move what both need to a third file.',
      severity: 'error',
      from: { path: project },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Imports nothing and is imported by nothing.',
      severity: 'error',
      from: { path: project, orphan: true, pathNot: [...entryPoints, ambient] },
      to: {},
    },
    {
      name: 'no-unreachable-files',
      comment: 'No entry point leads here: the file is not part of the extension.',
      severity: 'error',
      from: { path: entryPoints },
      to: { path: project, pathNot: [...entryPoints, ambient], reachable: false },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'What cannot be resolved cannot be checked either.',
      severity: 'error',
      from: { path: project },
      to: { couldNotResolve: true, pathNot: ['^vscode$', '\\.css$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      modules: ['node_modules'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
    },
  },
};

/** Every module belongs to one of these, or the rules above would have nothing to say about it. */
export const layerFiles = layers.map(({ files }) => files);

function engine(name) {
  return `^src/engine/${name}(/|\\.ts$)`;
}

function layerRules({ name, files, within = project, may, types = [] }) {
  const rule = (suffix, allowed, to) => ({
    name: `layer-${name}${suffix}`,
    comment: `${files} may import ${may.join(' ')}${types.length > 0 ? `; types also of ${types.join(' ')}` : ''}`,
    severity: 'error',
    from: { path: files },
    to: { path: within, pathNot: allowed, ...to },
  });
  if (types.length === 0) return [rule('', may, {})];
  return [
    rule('', may, { dependencyTypesNot: ['type-only'] }),
    rule('-types', [...may, ...types], { dependencyTypes: ['type-only'] }),
  ];
}

function packageRules({ name, files, may, node = false }) {
  const allowed = may.map((one) => `(^|node_modules/)${one}${one.endsWith('/') ? '' : '(/|$)'}`);
  const rules = [
    {
      name: `packages-${name}`,
      comment: may.length > 0 ? `${files} may import the packages ${may.join(', ')}` : `${files} imports no package`,
      severity: 'error',
      from: { path: files },
      to: { dependencyTypesNot: ['core', 'local', 'localmodule'], pathNot: [project, unresolved, ...allowed] },
    },
  ];
  if (!node) {
    rules.push({
      name: `node-${name}`,
      comment: `${files} does not import modules of Node`,
      severity: 'error',
      from: { path: files },
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}
