import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');

const sources = ['src', 'webview-ui'].flatMap((folder) =>
  filesBelow(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|svelte)$/.test(name)),
);

describe('module resolution by folder', () => {
  /** Error codes of one line of code, compiled as a file of the project that the configuration describes. */
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

  it('resolves vscode in src/extension', () => {
    assert.deepEqual(errorCodes('src/tsconfig.json', 'src/extension/guardProbe.ts', vscodeLine), []);
  }).timeout(120_000);

  for (const [folder, config] of [
    ['src/http', 'src/http/tsconfig.json'],
    ['src/providers', 'src/providers/tsconfig.json'],
    ['src/engine', 'src/engine/tsconfig.json'],
    ['src/shared', 'src/shared/tsconfig.json'],
    ['webview-ui', 'webview-ui/tsconfig.json'],
  ] as const) {
    it(`${folder} cannot resolve vscode`, () => {
      assert.ok(errorCodes(config, `${folder}/guardProbe.ts`, vscodeLine).includes(notAModule));
    }).timeout(120_000);
  }

  it('resolves node: in the engine, but not in shared code or the webview', () => {
    assert.deepEqual(errorCodes('src/engine/tsconfig.json', 'src/engine/guardProbe.ts', nodeLine), []);
    assert.deepEqual(errorCodes('src/shared/tsconfig.json', 'src/shared/guardProbe.ts', nodeLine), [notAModule]);
    assert.deepEqual(errorCodes('webview-ui/tsconfig.json', 'webview-ui/guardProbe.ts', nodeLine), [notAModule]);
  }).timeout(120_000);
});

describe('file names', () => {
  it('uses camelCase.ts for modules and PascalCase.svelte for components', () => {
    const code = /^[a-z][a-zA-Z0-9]*(\.worker|\.svelte|\.d)?\.ts$/;
    const component = /^[A-Z][a-zA-Z0-9]*\.svelte$/;
    const wrong = sources.filter((file) => !code.test(basename(file)) && !component.test(basename(file)));
    assert.deepEqual(wrong, []);
  });

  it('uses index.ts only as the entry point of the engine, sketch or a provider', () => {
    const wrong = sources.filter(
      (file) =>
        basename(file) === 'index.ts' &&
        !/^src\/(engine|sketch|providers\/\w+|providers\/runninghub\/\w+)\/index\.ts$/.test(file),
    );
    assert.deepEqual(wrong, []);
  });

  it('finds the entry points where the documentation names them', () => {
    for (const file of [
      'src/extension.ts',
      'src/engine/surface/easel.ts',
      'src/shared/protocol/admin.ts',
      'webview-ui/app/main.ts',
    ]) {
      assert.ok(existsSync(join(root, file)), file);
    }
  });
});
