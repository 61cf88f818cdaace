/** Paths and commands that the documents name must exist. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';

const root = join(import.meta.dirname, '../../..');
const documents = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })].filter(
  (name) => name !== 'CHANGELOG.md',
);
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
/** Folders whose files documents refer to by their path. */
const tracked = /^(src|webview-ui|test|scripts|docs|l10n|media)\/[\w./-]+$/;

describe('documents', () => {
  for (const name of documents) {
    it(`name only files that exist: ${name}`, () => {
      const named = [...read(name).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
      const missing = named.filter((path) => tracked.test(path) && !existsSync(join(root, path)));
      assert.deepEqual(missing, []);
    });

    it(`link only to files that exist: ${name}`, () => {
      const links = [...read(name).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
      const local = links.filter((link) => !/^[a-z]+:/.test(link));
      const missing = local.filter((link) => !existsSync(join(root, name, '..', link)));
      assert.deepEqual(missing, []);
    });

    it(`run only npm scripts that exist: ${name}`, () => {
      const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
      const run = [...read(name).matchAll(/npm run ([\w-]+(?::[\w-]+)*)/g)].map((match) => match[1] ?? '');
      assert.deepEqual(
        run.filter((script) => !scripts.includes(script)),
        [],
      );
    });
  }

  it('search only for titles of tests that exist', () => {
    const titles = globSync('test/**/*.test.ts', { cwd: root }).map(read).join('\n');
    const searched = documents.flatMap((name) =>
      [...read(name).matchAll(/--grep "([^"]+)"/g)].map((match) => match[1] ?? ''),
    );
    assert.deepEqual(
      searched.filter((title) => !titles.includes(title)),
      [],
    );
  });

  it('answer at least twenty questions of a newcomer in ARCHITECTURE.md, each with one path', () => {
    const section = read('ARCHITECTURE.md').split('## Where do I find')[1] ?? '';
    const rows = [...section.matchAll(/^\| (Where [^|]+\?) +\| `([^`]+)` +\|$/gm)];
    assert.ok(rows.length >= 20, `${rows.length} questions`);
    for (const [, question, path] of rows) assert.ok(existsSync(join(root, path ?? '')), `${question} ${path}`);
  });
});
