import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { checkDependencies, ruleNames, type Violation } from '../../../scripts/dependencies/check.mjs';

/** Source text by path. */
type Tree = Record<string, string>;

/** A small project that keeps every rule. */
const correct: Tree = {
  'src/extension.ts': `
    import { openEasel } from './engine/index';
    import { table } from './extension/commands/table';
    export const activate = () => [openEasel(), table];`,
  'src/shared/model.ts': `export interface Model { id: string }`,
  'src/shared/format.ts': `import type { Model } from './model'; export const nameOf = (model: Model) => model.id;`,
  'src/http/request.ts': `
    import { request } from 'node:http';
    import axios from 'axios';
    import { nameOf } from '../shared/format';
    export const send = () => [request, axios, nameOf];`,
  'src/sketch/draw.ts': `import { nameOf } from '../shared/format'; export const draw = () => nameOf;`,
  'src/sketch/draw.worker.ts': `import { draw } from './draw'; draw();`,
  'src/providers/contract.ts': `import type { send } from '../http/request'; export interface Provider { send: typeof send }`,
  'src/providers/registry.ts': `
    import { kie } from './kie/index';
    import { sketch } from './sketch/index';
    export const providers = [kie, sketch];`,
  'src/providers/kie/index.ts': `
    import { z } from 'zod/mini';
    import type { Provider } from '../contract';
    import { submit } from './submit';
    export const kie = [z, submit] as unknown as Provider;`,
  'src/providers/kie/submit.ts': `import { send } from '../../http/request'; export const submit = () => send;`,
  'src/providers/sketch/index.ts': `import { draw } from '../../sketch/draw'; export const sketch = draw;`,
  'src/engine/index.ts': `
    import { createJobService } from './services/jobService';
    import './clock';
    import { providers } from '../providers/registry';
    export const openEasel = () => [createJobService(), providers];`,
  'src/engine/clock.ts': `export const now = () => Date.now();`,
  'src/engine/surface.ts': `import type { Job } from './domain/job'; export interface Easel { job: Job }`,
  'src/engine/domain/job.ts': `import type { Model } from '../../shared/model'; export interface Job { model: Model }`,
  'src/engine/images/sniff.ts': `import type { Job } from '../domain/job'; export const sniff = (job: Job) => job;`,
  'src/engine/spending/prices.ts': `import type { Job } from '../domain/job'; export const price = (job: Job) => job;`,
  'src/engine/storage/history.ts': `
    import { sniff } from '../images/sniff';
    import { price } from '../spending/prices';
    export const history = { sniff, price };`,
  'src/engine/providers/configured.ts': `import { providers } from '../../providers/registry'; export const list = providers;`,
  'src/engine/jobs/runner.ts': `
    import type { history } from '../storage/history';
    export const run = (stored: typeof history) => stored;`,
  'src/engine/services/jobService.ts': `
    import { run } from '../jobs/runner';
    import { list } from '../providers/configured';
    import { history } from '../storage/history';
    import type { Easel } from '../surface';
    export const createJobService = (): Easel => [run(history), list] as unknown as Easel;`,
  'src/extension/commands/table.ts': `import { generate } from './generate'; export const table = { generate };`,
  'src/extension/commands/generate.ts': `import { log } from '../platform/log'; export const generate = () => log();`,
  'src/extension/platform/log.ts': `
    import { window } from 'vscode';
    import type { Easel } from '../../engine/surface';
    export const log = (easel?: Easel) => [window, easel];`,
  'webview-ui/app/main.ts': `import App from './App.svelte'; export const app = App;`,
  'webview-ui/app/App.svelte': `
    <script lang="ts">
      import { onMount } from 'svelte';
      import type { Model } from '../../src/shared/model';
      let model: Model;
      onMount(() => undefined);
    </script>`,
};

/** A rule, and an import that it must report when the file has it besides its own. */
const forbidden: [rule: string, file: string, line: string][] = [
  ['layer-shared', 'src/shared/format.ts', `import type { send } from '../http/request';`],
  ['layer-http', 'src/http/request.ts', `import '../engine/domain/job';`],
  ['layer-sketch', 'src/sketch/draw.ts', `import '../http/request';`],
  ['layer-provider-contract', 'src/providers/contract.ts', `import './kie/submit';`],
  ['layer-provider-registry', 'src/providers/registry.ts', `import '../http/request';`],
  ['layer-provider', 'src/providers/kie/submit.ts', `import '../sketch/index';`],
  ['layer-provider', 'src/providers/kie/submit.ts', `import '../registry';`],
  ['layer-provider', 'src/providers/kie/submit.ts', `import '../../sketch/draw';`],
  ['layer-provider-sketch', 'src/providers/sketch/index.ts', `import '../kie/submit';`],
  ['layer-engine', 'src/engine/services/jobService.ts', `import '../../providers/kie/index';`],
  ['layer-engine', 'src/engine/images/sniff.ts', `import '../../sketch/draw';`],
  ['layer-extension', 'src/extension/platform/log.ts', `import '../../engine/domain/job';`],
  ['layer-extension', 'src/extension/platform/log.ts', `import { Easel } from '../../engine/surface';`],
  ['layer-extension', 'src/extension.ts', `import './http/request';`],
  ['layer-extension-types', 'src/extension/platform/log.ts', `import type { run } from '../../engine/jobs/runner';`],
  ['layer-webview', 'webview-ui/app/main.ts', `import type { Easel } from '../../src/engine/surface';`],
  ['layer-engine-domain', 'src/engine/domain/job.ts', `import '../images/sniff';`],
  ['layer-engine-images', 'src/engine/images/sniff.ts', `import '../spending/prices';`],
  ['layer-engine-spending', 'src/engine/spending/prices.ts', `import '../images/sniff';`],
  ['layer-engine-storage', 'src/engine/storage/history.ts', `import '../jobs/runner';`],
  ['layer-engine-providers', 'src/engine/providers/configured.ts', `import '../storage/history';`],
  ['layer-engine-providers-types', 'src/engine/providers/configured.ts', `import type { run } from '../jobs/runner';`],
  ['layer-engine-jobs', 'src/engine/jobs/runner.ts', `import { history as value } from '../storage/history';`],
  ['layer-engine-jobs-types', 'src/engine/jobs/runner.ts', `import type * as all from '../services/jobService';`],
  ['layer-engine-surface', 'src/engine/surface.ts', `import './jobs/runner';`],
  ['layer-engine-surface-types', 'src/engine/surface.ts', `import type * as all from './services/jobService';`],
  ['layer-engine-services', 'src/engine/services/jobService.ts', `import '../clock';`],
  ['packages-shared', 'src/shared/format.ts', `import 'zod/mini';`],
  ['packages-http', 'src/http/request.ts', `import 'svelte';`],
  ['packages-sketch', 'src/sketch/draw.ts', `import 'axios';`],
  ['packages-providers', 'src/providers/kie/submit.ts', `import type { AxiosInstance } from 'axios';`],
  ['packages-engine', 'src/engine/jobs/runner.ts', `import 'vscode';`],
  ['packages-engine-images', 'src/engine/images/sniff.ts', `import 'axios';`],
  ['packages-extension', 'src/extension/platform/log.ts', `import 'axios';`],
  ['packages-webview', 'webview-ui/app/main.ts', `import 'zod';`],
  ['packages-webview', 'webview-ui/app/main.ts', `import 'vscode';`],
  ['node-shared', 'src/shared/format.ts', `import 'node:fs';`],
  ['node-providers', 'src/providers/kie/submit.ts', `import 'node:fs';`],
  ['node-webview', 'webview-ui/app/main.ts', `import 'node:fs';`],
  [
    'registry-only-for-the-engine',
    'src/engine/jobs/runner.ts',
    `import type * as all from '../../providers/registry';`,
  ],
  ['engine-index-on-top', 'src/engine/clock.ts', `import './index';`],
  ['commands-only-through-their-table', 'src/extension/platform/log.ts', `import '../commands/generate';`],
  ['no-unresolvable-imports', 'src/http/request.ts', `import './missing';`],
];

/** A rule about the project as a whole, and files that it must report. */
const wrong: [rule: string, files: Tree][] = [
  ['no-orphans', { 'src/shared/unused.ts': `export const unused = 1;` }],
  ['no-unreachable-files', { 'src/shared/unused.ts': `import './model';` }],
  ['no-file-outside-the-layers', { 'src/other/added.ts': `import '../shared/model';` }],
  ['no-circular-files', { 'src/shared/model.ts': `import './format'; export interface Model { id: string }` }],
  [
    // Four files, no circle of files; for dependency-cruiser's own rule not even one of folders.
    'no-circular-folders',
    {
      'src/extension/first/a/start.ts': `import '../../second/a/end';`,
      'src/extension/second/a/end.ts': `export const end = 1;`,
      'src/extension/second/b/start.ts': `import '../../first/b/end';`,
      'src/extension/first/b/end.ts': `export const end = 1;`,
    },
  ],
  [
    // A folder that lies both above and below a file beside it.
    'no-circular-folders',
    {
      'src/extension/start.ts': `import './part/end';`,
      'src/extension/part/end.ts': `export const end = 1;`,
      'src/extension/part/start.ts': `import '../start';`,
    },
  ],
];

/** A forbidden import also closes a circle where the layers import each other the other way round. */
const consequences = ['no-circular-files', 'no-circular-folders'];

const folder = join(import.meta.dirname, '../../../.cache/tests');

async function violationsOf(tree: Tree): Promise<Violation[]> {
  mkdirSync(folder, { recursive: true });
  // Inside the project, so that packages are found.
  const root = mkdtempSync(join(folder, 'dependencies-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return (await checkDependencies(root)).violations;
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function rulesBroken(tree: Tree): Promise<string[]> {
  return [...new Set((await violationsOf(tree)).map(({ rule }) => rule))];
}

describe('dependencies', function () {
  this.timeout(120_000);

  it('reports nothing about a project that keeps the rules', async () => {
    assert.deepEqual(await violationsOf(correct), []);
  });

  for (const [rule, file, line] of forbidden) {
    it(`${rule} reports ${line} in ${file}`, async () => {
      const broken = await rulesBroken({ ...correct, [file]: `${line}\n${correct[file]}` });
      assert.deepEqual(
        broken.filter((one) => !consequences.includes(one)),
        [rule],
      );
    });
  }

  for (const [rule, files] of wrong) {
    it(`${rule} reports ${Object.keys(files).join(', ')}`, async () => {
      assert.ok((await rulesBroken({ ...correct, ...files })).includes(rule));
    });
  }

  it('reads imports of types, of modules loaded later and of the markup of components', async () => {
    for (const line of [
      `<script lang="ts">import type { Easel } from '../../src/engine/surface';</script>`,
      `<script lang="ts">let easel: import('../../src/engine/surface').Easel;</script>`,
      `<script lang="ts">const load = () => import('../../src/engine/surface');</script>`,
      `<script lang="ts" module>import '../../src/engine/surface';</script>`,
      `{#await import('../../src/engine/surface') then easel}{easel}{/await}`,
    ]) {
      const broken = await rulesBroken({ ...correct, 'webview-ui/app/App.svelte': line });
      assert.ok(broken.includes('layer-webview'), line);
    }
  });

  it('shows a circle of folders with the imports that close it', async () => {
    const files = { 'src/extension/one/a.ts': `import '../two/b';`, 'src/extension/two/b.ts': `import '../one/c';` };
    const violations = await violationsOf({ ...correct, ...files, 'src/extension/one/c.ts': `export const c = 1;` });
    assert.deepEqual(
      violations.filter(({ rule }) => rule === 'no-circular-folders').map(({ text }) => text.split('\n    ')),
      [
        [
          'in src/extension: one → two → one',
          'src/extension/one/a.ts → src/extension/two/b.ts',
          'src/extension/two/b.ts → src/extension/one/c.ts',
        ],
      ],
    );
  });

  it('has a case for every rule', () => {
    const tried = new Set([...forbidden, ...wrong].map(([rule]) => rule));
    assert.deepEqual(
      ruleNames.filter((rule) => !tried.has(rule)),
      [],
    );
  });
});
