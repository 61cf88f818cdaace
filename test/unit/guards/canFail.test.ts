/** Each guard turns red when what it guards is broken: the guards are run in a copy of the project with one mistake for each. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { before, describe, it } from 'mocha';

const root = join(import.meta.dirname, '../../..');

/** What the guards below read. */
const copied = [
  ...['src', 'webview-ui', 'test', 'scripts', 'docs', 'l10n', 'media', '.github'],
  ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'tsconfig.json', 'tsconfig.base.json'],
  ...['README.md', 'README.zh-cn.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'CODE_OF_CONDUCT.md'],
  ...['SECURITY.md', 'NOTICE', 'LICENSE', 'eslint.config.mjs', 'vite.config.ts'],
];

const guards = [
  'bundle',
  'documents',
  'l10n',
  'layout',
  'manifest',
  'notice',
  'providerNames',
  'repository',
  'sentences',
  'workflows',
];

interface Mistake {
  file: string;
  /** Default: the text is added at the end, or the file is new. */
  replace?: string | RegExp;
  by: string;
  /** Full titles of the tests that must fail. */
  fails: string[];
}

const wrongCode = `
  import { t } from './platform/translate';
  const text = 'computed';
  export const wrong = [t(text), t('No such text is translated') + text, 'kie', 'easel.undeclared'];
  void commands.executeCommand('easel.unknown');
  read('undeclared');`;

const mistakes: Mistake[] = [
  {
    file: 'README.md',
    by: '\n`src/missing.ts` [missing](docs/missing.md) `npm run missing` `--grep "{root}"` {repository}/wiki\n',
    fails: [
      'documents name only files that exist: README.md',
      'documents link only to files that exist: README.md',
      'documents run only npm scripts that exist: README.md',
      'documents search only for titles of tests that exist',
      'the address of the repository is written out in the manifest only',
    ],
  },
  {
    file: 'ARCHITECTURE.md',
    replace: /^(\| Where [^|]+\?\s+\| `)src\//m,
    by: '$1gone/',
    fails: ['documents answer at least twenty questions of a newcomer in ARCHITECTURE.md, each with one path'],
  },
  {
    file: 'src/extension/Wrong_name.ts',
    by: wrongCode,
    fails: [
      'file names uses camelCase.ts for modules and PascalCase.svelte for components',
      'translations are written out at every call',
      'translations zh-cn has every string',
      'texts for users are whole messages in the host',
      'the names of the providers kie is named in the registry and in generated files only',
      'manifest contributes every command that the code runs, and no others',
    ],
  },
  {
    file: 'webview-ui/components/Joined.svelte',
    by: '<script>const a = `${strings.a}: ${b}`;</script><p>{strings.a}: {b}</p>',
    fails: [
      'texts for users are whole strings in the scripts of the pages',
      'texts for users are whole strings in the markup of the pages',
    ],
  },
  {
    file: 'src/extension/platform/settings.ts',
    by: "\nread('undeclared');\n",
    fails: ['manifest declares exactly the settings that the code reads'],
  },
  {
    file: 'src/shared/index.ts',
    by: 'export const one = 1;\n',
    fails: ['file names uses index.ts only as the entry point of the engine, sketch or a provider'],
  },
  {
    file: 'src/http/tsconfig.json',
    replace: /"paths": \{[^}]*\}/,
    by: '"paths": {}',
    fails: ['module resolution by folder src/http cannot resolve vscode'],
  },
  {
    file: 'l10n/bundle.l10n.zh-cn.json',
    replace: /^\{/,
    by: '{ "{count} of nothing, unused": "nothing, ",',
    fails: [
      'texts for users begin and end with a word, a placeholder or the mark of a sentence',
      'translations zh-cn has no unused string',
      'translations zh-cn has the placeholders of the English',
      'translations zh-cn is translated',
    ],
  },
  {
    file: 'package.json',
    replace: /"contributes": \{/,
    by: `"icon": "media/missing.png", "contributes": { "keybindings": [{ "command": "easel.unknown", "title": "Plain" }],`,
    fails: ['manifest names files that exist', 'manifest has no text for users outside package.nls.json'],
  },
  {
    file: 'package.json',
    replace: /"command": "easel\.generate"/,
    by: '"command": "easel.renamed"',
    fails: [
      'manifest contributes exactly the commands of the typed table',
      'manifest names only its own commands and submenus in menus and key bindings',
    ],
  },
  {
    file: 'package.json',
    replace: /"name": "easel_generate_image"/,
    by: '"name": "easel_renamed"',
    fails: ['manifest contributes exactly the tools of the typed table, and hides them where AI is disabled'],
  },
  {
    file: 'package.json',
    replace: /"scope": "machine"/,
    by: '"scope": "resource"',
    fails: ['manifest gives every setting its scope, and restricts those that an untrusted workspace must not set'],
  },
  {
    file: 'package.json',
    replace: /"qna": "[^"]*"/,
    by: '"qna": "https://example.com"',
    fails: ['the address of the repository is what bugs, homepage and qna are derived from'],
  },
  {
    file: 'package.nls.zh-cn.json',
    replace: /^\{/,
    by: '{ "unused.key": "多余",',
    fails: ['manifest has a text for every key, in every language, and no others'],
  },
  {
    file: 'NOTICE',
    replace: /^ {2}axios .*$/m,
    by: '',
    fails: ['NOTICE names every package that the build listed'],
  },
  {
    file: 'media/sketch/added.json',
    by: '{}',
    fails: ['NOTICE names the origin of every file of media that was not made for Easel'],
  },
  {
    file: '.github/workflows/release.yml',
    replace: 'npm run package',
    by: 'npm run missing',
    fails: ['workflows run only what exists, pinned and with few rights: workflows/release.yml'],
  },
  {
    // Loaded at activation; what is not, holds nothing of the engine.
    file: 'dist/extension.js',
    by: `'axios ZodString Ungültige Eingabe {root}'; /* ${'x'.repeat(1024 * 1024)} */`,
    fails: [
      'what was built stays below the size limits',
      'what was built activation loads nothing of the engine',
      'what was built contains the engine in the files that activation does not load',
      'what was built contains the small variant of zod only, in English only',
      'what was built contains no path of the machine that built it',
    ],
  },
  { file: 'dist/webview/main.js', by: 'eval("1")', fails: ['what was built evaluates no text as code in the page'] },
];

/** Titles of the tests that fail in the folder. */
function failuresIn(folder: string): string[] {
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const files = guards.map((name) => `test/unit/guards/${name}.test.ts`);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', mocha, '--reporter', 'json', '--timeout', '120000', ...files],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const start = stdout.indexOf('{\n  "stats"');
  assert.ok(start >= 0, `${stdout.slice(0, 1000)}\n${stderr.slice(0, 2000)}`);
  const { failures } = JSON.parse(stdout.slice(start)) as { failures: { fullTitle: string }[] };
  return failures.map(({ fullTitle }) => fullTitle);
}

function make(folder: string, { file, replace, by }: Mistake): void {
  const path = join(folder, file);
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    repository: { url: string };
  };
  const added = by.replace('{root}', folder).replace('{repository}', repository.url);
  const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const text = replace === undefined ? `${old}${added}` : old.replace(replace, added);
  assert.notEqual(text, old, `${file} has nothing to replace`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe('a mistake in the project', function () {
  this.timeout(300_000);
  let failures: string[] = [];

  before(() => {
    const parent = join(root, '.cache/tests');
    mkdirSync(parent, { recursive: true });
    // Inside the project, so that packages are found.
    const folder = mkdtempSync(join(parent, 'guards-'));
    try {
      for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
      for (const mistake of mistakes) make(folder, mistake);
      failures = failuresIn(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const { file, fails } of mistakes) {
    for (const title of fails) {
      it(`in ${file} fails “${title}”`, () => assert.ok(failures.includes(title), failures.join('\n')));
    }
  }
});
