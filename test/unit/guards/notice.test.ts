import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { differenceOf, packagesOf } from '../../../scripts/notice/bundledPackages.mjs';
import { licenseBlocks, licenseFileOf, readLicense, splitMit } from '../../../scripts/notice/licenseTexts.mjs';
import { ownFiles, works } from '../../../scripts/notice/works.mjs';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');

describe('NOTICE', () => {
  it('names every package that the build listed', () => {
    const bundled = JSON.parse(readFileSync(join(root, 'scripts/notice/bundled.json'), 'utf8')) as Record<
      string,
      string[]
    >;
    for (const name of Object.values(bundled).flat()) assert.ok(notice.includes(`\n  ${name} `), name);
  });

  it('names the origin of every file of media that was not made for Easel', () => {
    const named = works.flatMap(({ files }) => files);
    const files = filesBelow(join(root, 'media')).map((name) => `media/${name}`);
    assert.deepEqual(
      files.filter((file) => !ownFiles.test(file) && !named.includes(file)),
      [],
    );
    assert.deepEqual(
      named.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });
});

describe('the list of bundled packages', () => {
  const outputs = [
    {
      type: 'chunk',
      modules: {
        '/home/one/easel/src/extension.ts': {},
        '/home/one/easel/node_modules/axios/lib/axios.js': {},
        '/home/one/easel/node_modules/one/node_modules/@scope/inner/index.js?commonjs': {},
        'C:\\easel\\node_modules\\ms\\index.js': {},
        '\0rolldown/runtime.js': {},
        '__vite-optional-peer-dep:bufferutil:ws': {},
      },
    },
    { type: 'asset', originalFileNames: ['node_modules/@jsquash/png/codec/pkg/squoosh_png_bg.wasm'] },
  ];
  const found = ['@jsquash/png', '@scope/inner', 'axios', 'ms'];

  it('has the packages of modules and of copied files', () => assert.deepEqual(packagesOf(outputs), found));

  it('stops the build when a package is missing from it or is bundled no longer', () => {
    assert.equal(differenceOf({ mode: 'host', found, listed: found }), undefined);
    assert.match(differenceOf({ mode: 'host', found, listed: found.slice(1) }) ?? '', /host: add @jsquash\/png\. /);
    assert.match(differenceOf({ mode: 'host', found: [], listed: ['ws'] }) ?? '', /host: remove ws\. /);
    assert.match(differenceOf({ mode: 'new', found: ['ws'], listed: undefined }) ?? '', /new: add ws\. /);
  });
});

describe('license texts', () => {
  const mit = readLicense(root, 'scripts/notice/licenses/mit.txt');

  it('are printed once for all packages that share one', () => {
    const text = `# (The MIT License)\n\nCopyright (c) 2020 Someone\n\n${mit.replaceAll('"', "'").replaceAll('\n', ' ')}`;
    const split = splitMit(text.replace(/ {2}/g, '\n\n'), mit);
    assert.deepEqual(split, { copyright: ['Copyright (c) 2020 Someone'], text: mit });
    const blocks = licenseBlocks([
      { owner: 'one 1.0.0', ...split },
      { owner: 'two 2.0.0', copyright: [], text: 'Another license' },
      { owner: 'three 3.0.0', copyright: [], text: mit },
    ]);
    assert.deepEqual(blocks, [
      `one 1.0.0\n  Copyright (c) 2020 Someone\nthree 3.0.0\n\n${mit}`,
      'two 2.0.0\n\nAnother license',
    ]);
  });

  it('are printed whole when they say more than the MIT license', () => {
    const text = `Copyright (c) 2020 Someone\n\n${mit}\n\nNot for evil.`;
    assert.deepEqual(splitMit(text, mit), { copyright: [], text });
  });

  it('stop the generator when a package has none or several', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-notice-'));
    try {
      for (const [name, files] of Object.entries({ none: [], one: ['License.md'], two: ['LICENSE', 'LICENCE.txt'] })) {
        mkdirSync(join(folder, 'node_modules', name), { recursive: true });
        for (const file of files) writeFileSync(join(folder, 'node_modules', name, file), '');
      }
      assert.equal(licenseFileOf(folder, 'one'), 'node_modules/one/License.md');
      assert.throws(() => licenseFileOf(folder, 'none'), /none has 0 license files/);
      assert.throws(() => licenseFileOf(folder, 'two'), /two has 2 license files/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
