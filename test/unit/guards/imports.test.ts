import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { wrongImport, zoneOf } from '../../../scripts/importRules.mjs';
import { filesBelow } from '../../../scripts/weigh.mjs';

const root = join(import.meta.dirname, '../../..');

const sources = ['src', 'webview-ui'].flatMap((folder) =>
  filesBelow(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|svelte)$/.test(name)),
);

interface ImportLine {
  specifier: string;
  typeOnly: boolean;
}

function importLines(text: string): ImportLine[] {
  const pattern =
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{},\s$]+?\s+from\s+)?(['"])([^'"\n]+)\2|\bimport\(\s*(['"`])([^'"`\n]+)\4/g;
  return [...text.matchAll(pattern)].map((match) => ({
    specifier: match[3] ?? match[5] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

describe('who imports whom', () => {
  it('holds for every import line of src and webview-ui', () => {
    const wrong = sources.flatMap((file) =>
      importLines(readFileSync(join(root, file), 'utf8')).flatMap(({ specifier, typeOnly }) => {
        const message = wrongImport(file, specifier, typeOnly);
        return message === undefined ? [] : [`${file}: ${message}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('has a rule for every file', () => {
    assert.ok(sources.length > 20, 'found the sources');
    assert.deepEqual(
      sources.filter((file) => zoneOf(file) === undefined && file !== 'src/notHere.d.ts'),
      [],
    );
  });

  it('reads import lines of every form', () => {
    const text = `
      import a from './a';
      import type { B } from "./b";
      import { c,
        type D } from './c';
      import './e.css';
      export { f } from './f';
      const g = await import('./g');
    `;
    assert.deepEqual(
      importLines(text).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ' type' : ''}`),
      ['./a', './b type', './c', './e.css', './f', './g'],
    );
  });

  const forbidden: [file: string, specifier: string, why: string][] = [
    ['src/shared/model.ts', '../core/easel', 'shared stands alone'],
    ['src/shared/model.ts', 'node:fs', 'shared runs in the page too'],
    ['src/core/jobs/runner.ts', 'vscode', 'the engine knows no editor'],
    ['src/core/jobs/runner.ts', '../../vscode/log', 'the engine knows no door'],
    ['src/core/jobs/runner.ts', '../history/database', 'jobs get stores as interfaces'],
    ['src/core/jobs/runner.ts', '../providers/sketch', 'jobs know no provider'],
    ['src/core/history/search.ts', '../jobs/runner', 'history runs nothing'],
    ['src/core/images/vault.ts', '../providers/provider', 'pictures know no provider'],
    ['src/core/providers/sketch/index.ts', '../qwenImageService', 'providers do not know each other'],
    ['src/core/providers/sketch/index.ts', 'node:fs', 'a provider sees no file'],
    ['src/core/providers/sketch/index.ts', '../../history/database', 'a provider sees no database'],
    ['src/core/providers/sketch/index.ts', 'axios', 'a provider has the kit'],
    ['src/core/providers/roster.ts', './sketch', 'only the registry names providers'],
    ['src/core/easel.ts', '../vscode/log', 'no calls back up'],
    ['src/vscode/commands/generateImage.ts', '../views/picturesPanel', 'doors do not know each other'],
    ['src/vscode/commands/generateImage.ts', '../../core/jobs/runner', 'doors speak to the desk'],
    ['src/vscode/views/picturesPanel.ts', '../../core/openEasel', 'only the lazy gate loads the engine'],
    ['webview-ui/host.ts', '../src/core/failure', 'the page knows shared only'],
    ['webview-ui/host.ts', 'vscode', 'the page has no editor'],
    ['webview-ui/pages/Pictures.svelte', 'zod', 'no schemas in the page'],
  ];
  for (const [file, specifier, why] of forbidden) {
    it(`refuses ${specifier} in ${file}: ${why}`, () => {
      assert.notEqual(wrongImport(file, specifier), undefined);
    });
  }

  it('lets types of the contract through where values are refused', () => {
    assert.equal(wrongImport('src/vscode/choices.ts', '../core/providers/provider', true), undefined);
    assert.notEqual(wrongImport('src/vscode/choices.ts', '../core/providers/provider', false), undefined);
  });
});

describe('what TypeScript lets a folder see', () => {
  /** Error codes of one line of code, as if it stood in a file of the project that the configuration describes. */
  function errorCodes(config: string, file: string, code: string): number[] {
    const configPath = join(root, config);
    const path = join(root, file);
    const read = ts.readConfigFile(configPath, (name) => ts.sys.readFile(name));
    const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(configPath, '..'));
    const host = ts.createCompilerHost(options);
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target, ...rest) =>
      name === path ? ts.createSourceFile(name, code, target) : getSourceFile(name, target, ...rest);
    const program = ts.createProgram([path], { ...options, composite: false, incremental: false, noEmit: true }, host);
    return program.getSemanticDiagnostics(program.getSourceFile(path)).map((diagnostic) => diagnostic.code);
  }

  const notAModule = 2306;
  const vscodeLine = `import { window } from 'vscode'; export const there = window.activeTextEditor;`;
  const nodeLine = `import { readFileSync } from 'node:fs'; export const there = readFileSync;`;

  it('the doors see vscode', () => {
    assert.deepEqual(errorCodes('src/tsconfig.json', 'src/vscode/guardProbe.ts', vscodeLine), []);
  }).timeout(120_000);

  for (const [folder, config] of [
    ['src/core', 'src/core/tsconfig.json'],
    ['src/shared', 'src/shared/tsconfig.json'],
    ['webview-ui', 'webview-ui/tsconfig.json'],
  ] as const) {
    it(`${folder} can not even resolve vscode`, () => {
      assert.ok(errorCodes(config, `${folder}/guardProbe.ts`, vscodeLine).includes(notAModule));
    }).timeout(120_000);
  }

  it('the engine sees Node, shared code and the page do not', () => {
    assert.deepEqual(errorCodes('src/core/tsconfig.json', 'src/core/guardProbe.ts', nodeLine), []);
    assert.deepEqual(errorCodes('src/shared/tsconfig.json', 'src/shared/guardProbe.ts', nodeLine), [notAModule]);
    assert.deepEqual(errorCodes('webview-ui/tsconfig.json', 'webview-ui/guardProbe.ts', nodeLine), [notAModule]);
  }).timeout(120_000);
});

describe('names of files', () => {
  it('are camelCase.ts, PascalCase.svelte', () => {
    const code = /^[a-z][a-zA-Z0-9]*(\.worker|\.svelte|\.d)?\.ts$/;
    const component = /^[A-Z][a-zA-Z0-9]*\.svelte$/;
    const wrong = sources.filter((file) => !code.test(basename(file)) && !component.test(basename(file)));
    assert.deepEqual(wrong, []);
  });

  it('are no barrels: index.ts stands only for a provider', () => {
    const wrong = sources.filter(
      (file) => basename(file) === 'index.ts' && !/^src\/core\/providers\/\w+\/index\.ts$/.test(file),
    );
    assert.deepEqual(wrong, []);
  });

  it('of the layout are there', () => {
    for (const file of ['src/extension.ts', 'src/core/easel.ts', 'src/shared/easelApi.ts', 'webview-ui/main.ts']) {
      assert.ok(existsSync(join(root, file)), file);
    }
  });
});
