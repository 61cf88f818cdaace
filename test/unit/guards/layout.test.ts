import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import { filesBelow } from '../../../scripts/sizes.mjs';
import { errorCodes } from './compile';

const root = join(import.meta.dirname, '../../..');

const sources = ['src', 'webview-ui'].flatMap((folder) =>
  filesBelow(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|svelte)$/.test(name)),
);

describe('module resolution by folder', () => {
  const notAModule = 2306;
  const vscodeLine = `import { window } from 'vscode'; export const there = window.activeTextEditor;`;
  const nodeLine = `import { readFileSync } from 'node:fs'; export const there = readFileSync;`;

  it('resolves vscode in src/extension', () => {
    assert.deepEqual(
      errorCodes({ config: 'src/tsconfig.json', file: 'src/extension/guardProbe.ts', text: vscodeLine }),
      [],
    );
  }).timeout(120_000);

  for (const [folder, config] of [
    ['src/http', 'src/http/tsconfig.json'],
    ['src/sketch', 'src/sketch/tsconfig.json'],
    ['src/providers', 'src/providers/tsconfig.json'],
    ['src/engine', 'src/engine/tsconfig.json'],
    ['src/shared', 'src/shared/tsconfig.json'],
    ['webview-ui', 'webview-ui/tsconfig.json'],
  ] as const) {
    it(`${folder} cannot resolve vscode`, () => {
      assert.ok(errorCodes({ config, file: `${folder}/guardProbe.ts`, text: vscodeLine }).includes(notAModule));
    }).timeout(120_000);
  }

  it('resolves node: in the engine, but not in shared code or the webview', () => {
    assert.deepEqual(
      errorCodes({ config: 'src/engine/tsconfig.json', file: 'src/engine/guardProbe.ts', text: nodeLine }),
      [],
    );
    assert.deepEqual(
      errorCodes({ config: 'src/shared/tsconfig.json', file: 'src/shared/guardProbe.ts', text: nodeLine }),
      [notAModule],
    );
    assert.deepEqual(
      errorCodes({ config: 'webview-ui/tsconfig.json', file: 'webview-ui/guardProbe.ts', text: nodeLine }),
      [notAModule],
    );
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
