/** A provider is named in its own folders and in the registry only, so that a new one changes nothing else. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { filesBelow } from '../../../scripts/sizes.mjs';
import { report } from '../../harness/reporting/report';

const root = join(import.meta.dirname, '../../..');

/** For each type: its own folders, and the words that name it. */
const owned: Record<string, { folders: readonly string[]; words: RegExp }> = {
  sketch: { folders: ['sketch'], words: /'sketch'/ },
  'qwen-image-service': { folders: ['qwenImageService'], words: /\b(qwen-image-service|qwenImageService)\b/ },
  kie: { folders: ['kie'], words: /\bkie\b/i },
  'runninghub-ai-app': { folders: ['runninghub'], words: /\b(runninghub-ai-app|runninghubAiApp)\b/ },
  'runninghub-models': {
    folders: ['runninghub'],
    words: /\b(runninghub-models|runninghubModels|runninghub-rhart-edit)\b/,
  },
  openai: { folders: ['openai'], words: /\bopenai\b|\bnano-banana-edits\b/ },
};

const registry = 'src/providers/registry.ts';
/** Written by `npm run generate`. */
const generated = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json'];
/** The translations of what a provider says about itself are kept with all others. */
const translations = 'l10n/bundle.l10n.zh-cn.json';

/** What the product and its suites are made of. Tests that use a service as an example are counted apart. */
const made = [
  ...filesBelow(join(root, 'src')).map((file) => `src/${file}`),
  ...filesBelow(join(root, 'webview-ui')).map((file) => `webview-ui/${file}`),
  ...filesBelow(join(root, 'scripts')).map((file) => `scripts/${file}`),
  ...[...generated, translations, 'eslint.config.mjs', 'vite.config.ts', 'tsconfig.json', 'test/tsconfig.json'],
];
/** What runs the tests of every provider. */
const suites = filesBelow(join(root, 'test'))
  .map((file) => `test/${file}`)
  .filter(
    (file) =>
      /^test\/simulators\/\w+\.ts$/.test(file) ||
      /^test\/providers\/(harness|faults|windows)\/\w+\.ts$/.test(file) ||
      /^test\/providers\/(contract|faults\/faults|network\/hostileUrls|hundredJobs)\.test\.ts$/.test(file) ||
      /^test\/fuzz\/(answerTargets|fuzz|target|main)\.ts$/.test(file) ||
      /^test\/extension\/matrix/.test(file) ||
      /^test\/harness\/(providerParts|programs\/simulator)\.ts$/.test(file),
  );

function isOwn(file: string, type: string, folders: readonly string[]): boolean {
  if (type === 'sketch' && /^(src\/sketch|test\/unit\/sketch)\//.test(file)) return true;
  return folders.some((folder) => new RegExp(`^(src/providers|test/providers|test/simulators)/${folder}/`).test(file));
}

/** Without comments, which may give an example. */
function code(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return /\.(ts|mjs|svelte)$/.test(file) ? text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '') : text;
}

describe('the names of the providers', () => {
  const files = [...made, ...suites].filter(
    (file) => /\.(ts|mjs|svelte|json)$/.test(file) && existsSync(join(root, file)),
  );
  const others = filesBelow(join(root, 'test'))
    .map((file) => `test/${file}`)
    .filter((file) => file.endsWith('.ts') && !suites.includes(file));
  const texts = new Map(files.map((file) => [file, code(file)]));

  const rows = Object.entries(owned).map(([type, { folders, words }]) => {
    const named = files.filter((file) => !isOwn(file, type, folders) && words.test(texts.get(file) ?? ''));
    const examples = others.filter((file) => !isOwn(file, type, folders) && words.test(code(file)));
    return { type, named, examples };
  });

  for (const { type, named } of rows) {
    it(`${type} is named in the registry and in generated files only`, () => {
      const allowed = [registry, translations, ...generated];
      assert.deepEqual(
        named.filter((file) => !allowed.includes(file)),
        [],
      );
    });
  }

  it('is reported as a table', () => {
    const width = Math.max(...rows.map(({ type }) => type.length));
    report([
      '',
      '  files outside its own folders that name a provider',
      ...rows.map(({ type, named, examples }) => {
        const places = named.map((file) => file.replace(/^.*\//, '')).join(', ') || 'none';
        return `    ${type.padEnd(width)}  ${named.length} (${places}); as an example in ${examples.length} tests`;
      }),
    ]);
  });
});
