/**
 * `node scripts/release.mjs v1.2.3`: prints the changelog of a version as release notes. Fails when the tag is not the version of
 * the manifest, or when the changelog has no section with a date for it. Node's built-ins only.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * @param {{ tag: string, version: string, changelog: string }} release `version` of the manifest
 * @returns {string} Markdown without the heading
 * @throws {Error} when the three don't agree
 */
export function releaseNotes({ tag, version, changelog }) {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but package.json says ${version}.`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${version} - `));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version} - <date>".`);
  const [heading, ...lines] = section.split('\n');
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading)) throw new Error(`"## ${heading}" in CHANGELOG.md has no date.`);
  const notes = lines.join('\n').trim();
  if (notes === '') throw new Error(`The section ${version} of CHANGELOG.md is empty.`);
  return notes;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, '..');
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  try {
    console.log(releaseNotes({ tag: process.argv[2] ?? '', version, changelog: read('CHANGELOG.md') }));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
