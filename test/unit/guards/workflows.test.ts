/** The files of `.github` are read by GitHub only; what can be checked without it is checked here. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, it } from 'mocha';
import { releaseNotes } from '../../../scripts/release.mjs';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string>; version: string };

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Job {
  needs?: string | string[];
  uses?: string;
  steps?: Step[];
  permissions?: Record<string, string>;
  'runs-on'?: string;
  'timeout-minutes'?: number;
}

interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

interface Form {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: { label?: string; value?: string; options?: unknown[] } }[];
}

const files = filesBelow(join(root, '.github')).filter((file) => file.endsWith('.yml'));
const workflows = files.filter((file) => file.startsWith('workflows/'));
const forms = files.filter((file) => file.startsWith('ISSUE_TEMPLATE/') && !file.endsWith('config.yml'));

/** What is wrong with a workflow; empty when nothing is. */
function mistakesIn(text: string): string[] {
  const workflow = load(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const mistakes: string[] = [];
  if (workflow.permissions?.['contents'] !== 'read') mistakes.push('the token may do more than read');
  for (const [name, job] of jobs) {
    for (const needed of [job.needs ?? []].flat())
      if (!(needed in workflow.jobs)) mistakes.push(`${name} needs ${needed}`);
    if (job.uses?.startsWith('./') && !existsSync(join(root, job.uses))) mistakes.push(`${job.uses} is missing`);
    if (job.uses === undefined && job['timeout-minutes'] === undefined) mistakes.push(`${name} has no time limit`);
    for (const step of job.steps ?? []) mistakes.push(...mistakesInStep(step));
  }
  return mistakes;
}

function mistakesInStep({ uses, run = '', with: inputs = {} }: Step): string[] {
  const mistakes: string[] = [];
  if (uses !== undefined && !/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(uses)) mistakes.push(`unpinned: ${uses}`);
  if (uses?.startsWith('actions/setup-node@') && inputs['node-version-file'] !== '.nvmrc') {
    mistakes.push('another Node than .nvmrc names');
  }
  for (const [, script = ''] of run.matchAll(/npm run ([\w:-]+)/g)) {
    if (!(script in manifest.scripts)) mistakes.push(`no npm script ${script}`);
  }
  for (const [, file = ''] of run.matchAll(/\bnode (scripts\/[\w./-]+)/g)) {
    if (!existsSync(join(root, file))) mistakes.push(`no file ${file}`);
  }
  if (/\bnpm (ci|install)\b(?!.*--ignore-scripts)/.test(run)) mistakes.push(`runs install scripts: ${run}`);
  // Text that others write must not become part of a command.
  if (/\$\{\{\s*(github\.(event|head_ref|ref_name)|inputs)\b/.test(run)) mistakes.push(`open to injection: ${run}`);
  return mistakes;
}

function stepsOf(workflow: string, job: string): Step[] {
  return (load(read(`.github/workflows/${workflow}`)) as Workflow).jobs[job]?.steps ?? [];
}

describe('workflows', () => {
  it('are found', () => {
    assert.deepEqual(workflows, ['workflows/check.yml', 'workflows/release.yml']);
  });

  for (const file of workflows) {
    it(`run only what exists, pinned and with few rights: ${file}`, () => {
      assert.deepEqual(mistakesIn(read(`.github/${file}`)), []);
    });
  }

  it('are reported for each mistake', () => {
    const text = `
on: push
jobs:
  first:
    needs: missing
    steps:
      - uses: someone/else@main
      - uses: actions/setup-node@v6
        with: { node-version: 18 }
      - run: npm run nothing
      - run: node scripts/nothing.mjs
      - run: npm ci
      - run: echo \${{ github.event.issue.title }}
  second:
    uses: ./.github/workflows/nothing.yml
`;
    assert.deepEqual(mistakesIn(text), [
      'the token may do more than read',
      'first needs missing',
      'first has no time limit',
      'unpinned: someone/else@main',
      'another Node than .nvmrc names',
      'no npm script nothing',
      'no file scripts/nothing.mjs',
      'runs install scripts: npm ci',
      'open to injection: echo ${{ github.event.issue.title }}',
      './.github/workflows/nothing.yml is missing',
    ]);
  });

  it('cover Linux, macOS and Windows', () => {
    const text = read('.github/workflows/check.yml');
    for (const system of ['ubuntu-latest', 'macos-latest', 'windows-latest']) {
      assert.equal(text.split(system).length - 1, 2, `${system} in check and in test`);
    }
  });
});

describe('a release', () => {
  it('publishes the file that was tested and builds no other', () => {
    const commands = stepsOf('release.yml', 'publish').map(({ run }) => run ?? '');
    assert.ok(!commands.some((run) => /npm run|scripts\/(build|package)/.test(run)));
    const publishing = commands.filter((run) => /\b(vsce|ovsx(@[\d.]+)?) publish|gh release create/.test(run));
    assert.equal(publishing.length, 3);
    for (const run of publishing) assert.match(run, /out\/easel\.vsix\b/);
    const checked = commands.findIndex((run) => run.includes('sha256sum --check'));
    assert.ok(checked >= 0 && checked < commands.indexOf(publishing[0] ?? ''));
  });

  it('waits for the checks of all systems and for the test of the package', () => {
    const { jobs } = load(read('.github/workflows/release.yml')) as Workflow;
    assert.deepEqual(jobs['publish']?.needs, ['check', 'package']);
    assert.equal(jobs['check']?.uses, './.github/workflows/check.yml');
    const commands = (jobs['package']?.steps ?? []).map(({ run }) => run ?? '');
    const at = (part: string): number => commands.findIndex((run) => run.includes(part));
    assert.ok(at('npm run package') >= 0 && at('npm run package') < at('npm test'));
    assert.ok(at('npm test') < at('sha256sum --check'));
  });

  it('gives secrets to the steps that publish and to no others', () => {
    for (const file of workflows) {
      const { jobs } = load(read(`.github/${file}`)) as Workflow;
      const withSecrets = Object.values(jobs)
        .flatMap(({ steps = [] }) => steps)
        .filter(({ env }) => Object.values(env ?? {}).some((value) => value.includes('secrets.')));
      const names = withSecrets.flatMap(({ env }) => Object.keys(env ?? {}));
      assert.deepEqual(names, file.endsWith('release.yml') ? ['VSCE_PAT', 'OVSX_PAT'] : []);
      assert.equal(read(`.github/${file}`).split('secrets.').length - 1, names.length);
    }
  });

  const changelog =
    '# Changelog\n\n## Unreleased\n\n- Next.\n\n## 1.2.0 - 2026-01-02\n\n- New.\n\n## 1.1.0\n\n- Old.\n';

  it('has the notes of its version', () => {
    assert.equal(releaseNotes({ tag: 'v1.2.0', version: '1.2.0', changelog }), '- New.');
    assert.ok(releaseNotes({ tag: 'v0.1.0', version: '0.1.0', changelog: read('CHANGELOG.md') }).length > 0);
  });

  it('is refused when tag, manifest and changelog disagree', () => {
    const refused = (tag: string, version: string): string => {
      try {
        return releaseNotes({ tag, version, changelog });
      } catch (error) {
        return (error as Error).message;
      }
    };
    assert.match(refused('v1.2.0', '1.3.0'), /The tag is v1\.2\.0, but package\.json says 1\.3\.0/);
    assert.match(refused('1.2.0', '1.2.0'), /The tag is/);
    assert.match(refused('v1.3.0', '1.3.0'), /no section/);
    assert.match(refused('v1.1.0', '1.1.0'), /no section/);
  });
});

describe('issue forms', () => {
  it('are found', () => assert.ok(forms.length >= 3));

  for (const file of forms) {
    it(`have a name, labels and IDs of their own: ${file}`, () => {
      const { name, description, body } = load(read(`.github/${file}`)) as Form;
      assert.ok(name && description);
      const fields = body.filter(({ type }) => type !== 'markdown');
      const ids = fields.map(({ id }) => id);
      assert.equal(new Set(ids).size, fields.length);
      for (const { type, attributes } of body) {
        assert.ok(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'].includes(type), type);
        assert.ok(type === 'markdown' ? attributes.value : attributes.label);
        if (type === 'dropdown' || type === 'checkboxes') assert.ok((attributes.options ?? []).length > 0);
      }
    });
  }
});
