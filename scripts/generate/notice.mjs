/** NOTICE: the works of others that the .vsix contains, with their licenses. The build checks the list of packages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenseBlocks, licenseFileOf, readLicense, splitMit } from '../notice/licenseTexts.mjs';
import { licenseFiles, remarks, works } from '../notice/works.mjs';

const root = join(import.meta.dirname, '../..');
const line = '-'.repeat(120);

export const generator = {
  name: 'notice',
  files: () => ['NOTICE'],
  /** @returns {Promise<Record<string, string>>} */
  run: async () => {
    const bundled = JSON.parse(readFileSync(join(root, 'scripts/notice/bundled.json'), 'utf8'));
    return { NOTICE: notice([...new Set(Object.values(bundled).flat())].sort()) };
  },
};

/** @param {string[]} names of bundled packages */
function notice(names) {
  const packages = names.map(readPackage);
  const blocks = licenseBlocks([...packages.flatMap(grantsOfPackage), ...works.map(grantOfWork)]);
  return `${[
    'Easel',
    'Copyright of Easel itself: see LICENSE (MIT).',
    '',
    'Easel contains works of others: the packages and the data named here, under the licenses that follow.',
    'This file is written by "npm run generate".',
    '',
    'Packages bundled in dist/',
    '',
    ...packages.map(describePackage),
    '',
    'Data and drawings',
    '',
    works.map(describeWork).join('\n\n'),
    ...blocks.flatMap((block) => ['', line, '', block]),
  ].join('\n')}\n`;
}

function readPackage(name) {
  const { version, license, homepage, repository } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return { name, version, license, source: addressOf(repository) ?? homepage };
}

/** @param {string | { url: string } | undefined} repository as in a manifest */
function addressOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const path = /^(?:.*github\.com[/:])?([\w.-]+\/[\w.-]+?)(?:\.git)?(?:\/.*)?$/.exec(url ?? '')?.[1];
  return path === undefined ? undefined : `https://github.com/${path}`;
}

function describePackage({ name, version, license, source }) {
  const remark = remarks[name];
  return [`  ${name} ${version}, ${license}, ${source}`, ...(remark ? [`    ${remark}`] : [])].join('\n');
}

function describeWork({ title, from, files, remark, source, license }) {
  const { version } = readPackage(from);
  return [
    `  ${title}, ${license}, ${source}`,
    `    ${files.join(', ')}; taken from the npm package ${from} ${version}.`,
    `    ${remark}`,
  ].join('\n');
}

function grantsOfPackage({ name, version }) {
  const paths = licenseFiles[name] ?? [licenseFileOf(root, name)];
  return paths.map((path) => ({ owner: `${name} ${version}`, ...textAt(path) }));
}

function grantOfWork({ title, copyright, text }) {
  const grant = textAt(text);
  return { owner: title, ...grant, copyright: copyright === undefined ? grant.copyright : [copyright] };
}

function textAt(path) {
  return splitMit(readLicense(root, path), readLicense(root, 'scripts/notice/licenses/mit.txt'));
}
