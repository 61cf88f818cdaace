/** Collects license texts and prints each text once, with everything that is under it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ owner: string, copyright: string[], text: string }} Grant `owner`: name and version of what the text is for */

/**
 * @param {string} root @param {string} name of an installed package @returns {string} path of its license, relative to the project
 * @throws {Error} when the package has none, or more than one
 */
export function licenseFileOf(root, name) {
  const found = readdirSync(join(root, 'node_modules', name)).filter((file) => /^licen[cs]e(\.md|\.txt)?$/i.test(file));
  if (found.length === 1) return `node_modules/${name}/${found[0]}`;
  throw new Error(`${name} has ${found.length} license files: name the right ones in scripts/notice/works.mjs.`);
}

/** @param {string} text as it is in a file @returns {string} without byte order mark and trailing space, with `\n` */
export function cleaned(text) {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r', '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/**
 * Takes the copyright lines off an MIT license, of which only they differ from one package to the next.
 * @param {string} text @param {string} mit the license without any @returns {{ copyright: string[], text: string }}
 */
export function splitMit(text, mit) {
  const paragraphs = text.split(/\n\s*\n/);
  const start = paragraphs.findIndex((one) => /^\s*Permission is hereby granted, free of charge/.test(one));
  if (start < 0 || comparable(paragraphs.slice(start).join(' ')) !== comparable(mit)) return { copyright: [], text };
  const lines = paragraphs
    .slice(0, start)
    .flatMap((one) => one.split('\n'))
    .map((line) => line.replace(/^[#\s]+/, '').trim());
  return { copyright: lines.filter((line) => /^copyright\b|^©/i.test(line)), text: mit };
}

/** Wrapping and the kind of quotation marks are no difference. */
function comparable(text) {
  return text
    .replace(/['"“”‘’]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/ ?\* ?/g, ' ')
    .trim()
    .toLowerCase();
}

/** @param {Grant[]} grants @returns {string[]} one block for each different text */
export function licenseBlocks(grants) {
  const texts = [...new Set(grants.map(({ text }) => text))];
  return texts.map((text) => {
    const those = grants.filter((grant) => grant.text === text);
    const owners = those.map(({ owner, copyright }) => [owner, ...copyright.map((line) => `  ${line}`)].join('\n'));
    return [...owners, '', text].join('\n');
  });
}

/** @param {string} root @param {string} path relative to the project @returns {string} */
export function readLicense(root, path) {
  return cleaned(readFileSync(join(root, path), 'utf8'));
}
