import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { filesBelow } from '../../../scripts/sizes.mjs';

const root = join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Manifest {
  repository: { url: string };
  bugs: { url: string };
  homepage: string;
  qna: string;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const address = manifest.repository.url;

describe('the address of the repository', () => {
  it('is a GitHub repository, so that vsce can resolve the images of the README', () => {
    assert.match(address, /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+(?<!\.git)$/);
  });

  it('is what bugs, homepage and qna are derived from', () => {
    const { bugs, homepage, qna } = manifest;
    assert.deepEqual(
      { bugs: bugs.url, homepage, qna },
      { bugs: `${address}/issues`, homepage: `${address}#readme`, qna: `${address}/discussions` },
    );
  });

  it('is written out in the manifest only', () => {
    const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md'];
    const settings = filesBelow(join(root, '.github')).map((file) => `.github/${file}`);
    const owner = address.split('/').slice(0, -1).join('/');
    assert.deepEqual(
      [...documents, ...settings].filter((file) => read(file).includes(`${owner}/`)),
      [],
    );
  });
});
