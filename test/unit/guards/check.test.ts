/** Each step of `npm run check` turns red; the table says which test shows it. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, it } from 'mocha';
import * as prettier from 'prettier';
import { runSteps } from '../../../scripts/check/runSteps.mjs';
import { steps } from '../../../scripts/check/steps.mjs';
import { applyChanges, changesOf } from '../../../scripts/generateFiles.mjs';
import { errorCodes } from './compile';

const root = join(import.meta.dirname, '../../..');

/** For each step, a file beside this one, and a title in it. */
const shownBy: Record<string, [file: string, title: string]> = {
  types: ['check', 'types reports '],
  format: ['check', 'format reports a file'],
  lint: ['check', 'lint reports '],
  svelte: ['check', 'svelte and svelte-rejects'],
  'svelte-rejects': ['check', 'svelte and svelte-rejects'],
  generated: ['check', 'generated reports'],
  dependencies: ['dependencies', ' reports '],
  words: ['words', 'reports messages of the product'],
  guards: ['canFail', 'fails “'],
};

/** A rule, and a line that breaks it in a module of `src/shared`. */
const lintMistakes: [rule: string, line: string][] = [
  ['no-restricted-syntax', `export enum Wrong { One }`],
  ['no-restricted-syntax', `export * from './easelError';`],
  ['no-restricted-syntax', `export class WrongManager {}`],
  ['no-restricted-exports', `export default 1;`],
  ['no-console', `console.log(1);`],
  ['eqeqeq', `export const wrong = Number(1) == Number(2);`],
  ['@typescript-eslint/no-explicit-any', `export const wrong = (one: any): number => Number(one);`],
  ['@typescript-eslint/no-non-null-assertion', `export const wrong = [1][0]!;`],
  ['@typescript-eslint/max-params', `export const wrong = (a: 1, b: 1, c: 1, d: 1): number => a + b + c + d;`],
  ['@typescript-eslint/explicit-module-boundary-types', `export const wrong = () => 1;`],
  ['@typescript-eslint/no-floating-promises', `Promise.resolve(1);`],
  ['@typescript-eslint/no-unnecessary-condition', `export const wrong = (one: { a: 1 }): number => one?.a;`],
];

/** An error code of TypeScript, and a line that must not compile. */
const typeMistakes: [code: number, line: string][] = [
  [2322, `export const wrong: string = 1;`],
  [7006, `export const wrong = (one) => one;`],
  [2375, `export const wrong: { a?: number } = { a: undefined };`],
  [2322, `export const wrong: number = [1][0];`],
  [6133, `const wrong = 1; export {};`],
];

describe('npm run check', function () {
  this.timeout(120_000);

  it('is shown to fail at every step', () => {
    assert.deepEqual(Object.keys(shownBy).sort(), Object.keys(steps).sort());
    for (const [step, [file, title]] of Object.entries(shownBy)) {
      assert.ok(readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8').includes(title), step);
    }
  });

  it('names the steps that fail, prints what they say and goes on', async () => {
    const lines: string[] = [];
    const result = (ok: boolean) => () => Promise.resolve({ ok, output: ok ? 'silent' : 'line 1 is wrong\n' });
    const all = { good: result(true), bad: result(false), last: result(true) };
    const failed = await runSteps(all, { names: Object.keys(all), print: (line) => lines.push(line) });
    assert.deepEqual(failed, ['bad']);
    assert.deepEqual(lines.map((line) => line.replace(/ +[\d.]+ s$/, '')).sort(), [
      'line 1 is wrong',
      '✓ good',
      '✓ last',
      '✗ bad',
    ]);
    await assert.rejects(runSteps(all, { names: ['other'], print: () => undefined }), /Unknown: other/);
  });

  it('format reports a file that Prettier would change', async () => {
    const filepath = join(root, 'src/extension.ts');
    const options = { ...(await prettier.resolveConfig(filepath, { editorconfig: true })), filepath };
    assert.equal(await prettier.check(`export const a = 'b';\n`, options), true);
    assert.equal(await prettier.check(`export const a = "b"`, options), false);
    const info = await prettier.getFileInfo(filepath, { ignorePath: join(root, '.prettierignore') });
    assert.equal(info.ignored, false);
  });

  it('generated reports files that are stale, missing, or no longer made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-generated-'));
    try {
      const generator = {
        name: 'probe',
        files: () => ['right.md', 'stale.md', 'superfluous.md'].filter((name) => existsSync(join(folder, name))),
        run: () => Promise.resolve({ 'right.md': 'right', 'stale.md': 'new', 'new/missing.md': 'new' }),
      };
      writeFileSync(join(folder, 'right.md'), 'right');
      writeFileSync(join(folder, 'stale.md'), 'old');
      writeFileSync(join(folder, 'superfluous.md'), '');
      const changes = await changesOf(generator, folder);
      const expected = { write: { 'stale.md': 'new', 'new/missing.md': 'new' }, remove: ['superfluous.md'] };
      assert.deepEqual(changes, expected);
      applyChanges(changes, folder);
      assert.deepEqual(await changesOf(generator, folder), { write: {}, remove: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('svelte and svelte-rejects have a component with mistakes that must be found', () => {
    const text = readFileSync(join(root, 'test/fixtures/wrong.svelte'), 'utf8');
    assert.match(text, /const count: number = 'three'/);
    assert.ok(steps['svelte-rejects']);
  });

  const eslint = new ESLint({ cwd: root });
  for (const [rule, line] of lintMistakes) {
    it(`lint reports ${rule}: ${line}`, async () => {
      // The text takes the place of a file of the project, so that its types are known.
      const [result] = await eslint.lintText(`${line}\n`, { filePath: join(root, 'src/shared/model/jobs.ts') });
      const rules = result?.messages.map(({ ruleId }) => ruleId);
      assert.ok(rules?.includes(rule), String(rules));
    });
  }

  for (const [code, text] of typeMistakes) {
    it(`types reports TS${code}: ${text}`, () => {
      const codes = errorCodes({ config: 'src/shared/tsconfig.json', file: 'src/shared/guardProbe.ts', text });
      assert.ok(codes.includes(code), String(codes));
    });
  }
});
