/** The pages of the extension in VS Code, as they are in the package: nothing on them leads nowhere. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, it } from 'mocha';
import { projectRoot, vsixFile } from '../harness/files/paths';

const files = unzipSync(readFileSync(vsixFile));
const names = Object.keys(files).map((name) => name.replace(/^extension\//, ''));

/** @throws Error if the package has no such page. */
function pageText(name: string): string {
  const found = Object.entries(files).find(([file]) => file.toLowerCase() === `extension/${name}`);
  if (!found) throw new Error(`${name} is not in the package: ${names.join(', ')}`);
  return new TextDecoder().decode(found[1]);
}

/** Addresses of the images and links of a Markdown text, outside of code. */
function addressesIn(text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const found = prose.matchAll(/\]\(<?([^)\s>]+)|(?:src|href|srcset)="([^"]+)"|^\[[^\]]+\]:\s*(\S+)/gm);
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Anchors of the headings of a Markdown text. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Where an address leads; undefined if nowhere. */
function targetOf(address: string, text: string): string | undefined {
  if (address.startsWith('#')) return anchorsIn(text).includes(address.slice(1)) ? 'heading' : undefined;
  if (!/^[a-z]+:/i.test(address)) return names.includes(address) ? 'file in the package' : undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:') return undefined;
  const { pathname } = new URL(repository);
  if (!url.pathname.startsWith(`${pathname}/`)) return 'page elsewhere';
  const [, file] = /^\/(?:blob|raw|tree)\/[^/]+\/(.+)$/.exec(url.pathname.slice(pathname.length)) ?? [];
  if (file === undefined) return 'page of the repository';
  return existsSync(path.join(projectRoot, decodeURIComponent(file))) ? 'file in the repository' : undefined;
}

const manifest = JSON.parse(pageText('package.json')) as { repository: { url: string } };
const repository = manifest.repository.url;

describe('page of the extension in the package', () => {
  for (const name of ['readme.md', 'changelog.md']) {
    it(`leads somewhere by every image and link of ${name}`, () => {
      const text = pageText(name);
      const addresses = addressesIn(text);
      assert.ok(addresses.length > 1, 'a page with links');
      assert.deepEqual(
        addresses.filter((address) => targetOf(address, text) === undefined),
        [],
      );
    });
  }

  it('shows the images of the README by https, since they are not packed', () => {
    const images = [...pageText('readme.md').matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, address = '']) => address);
    assert.ok(images.length >= 3, images.join(', '));
    for (const address of images) assert.match(address, /^https:\/\/[^ ]+\/docs\/images\/[\w.-]+$/);
  });

  it('refuses relative addresses, http, and files and headings that are missing', () => {
    assert.equal(targetOf('docs/images/generate.gif', ''), undefined);
    assert.equal(targetOf('http://easel.example/a.png', ''), undefined);
    assert.equal(targetOf(`${repository}/raw/HEAD/docs/images/missing.png`, ''), undefined);
    assert.equal(targetOf('#missing', '# Easel'), undefined);
  });
});
