/** Files from services and workspaces: images, SVG, ZIP archives. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EaselError } from '../../src/shared/model/easelError';
import { sniffImage } from '../../src/engine/images/formats/sniff';
import { sniffSvg } from '../../src/engine/images/formats/svg';
import { readZip } from '../../src/http/files/zip';
import { oneOf } from '../torture/seeded';
import { strToU8, zipSync } from 'fflate';
import { imageTypeOf } from '../../src/http/files/imageBytes';
import { spoilBytes, swell, type Random } from './mutate';
import { target, type AnyTarget } from './target';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'images');
const images = readdirSync(folder)
  .filter((name) => !name.endsWith('.md'))
  // Only the head of a large file is parsed.
  .map((name) => new Uint8Array(readFileSync(path.join(folder, name)).subarray(0, 8_192)));

const svgs = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="9" height="9"/></svg>',
  '<?xml version="1.0"?><!-- a comment --><!DOCTYPE svg><svg viewBox="0 0 100 50" xmlns="http://www.w3.org/2000/svg"/>',
  '<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="10mm" height="2in"><svg:script>x</svg:script></svg:svg>',
].map((text) => new TextEncoder().encode(text));

const archives = [
  zipSync({ 'a.png': strToU8('x'.repeat(900)) }),
  zipSync({
    'one.png': [strToU8('one'), { level: 0 }],
    'folder/two.png': strToU8('two'.repeat(400)),
    'c/': strToU8(''),
  }),
  zipSync({ '../three.png': strToU8('three') }),
];
const archiveLimit = { entries: 32, entryBytes: 1024 * 1024, totalBytes: 4 * 1024 * 1024 };

const megabyte = 1024 * 1024;

/** Corrupted, and rarely inflated, because writing megabytes takes long. */
function corrupted(sources: readonly Uint8Array[], largest: number, random: Random): Uint8Array {
  const source = oneOf(sources, random);
  if (random() >= 0.001) return spoilBytes(source, sources, random);
  return swell(random() < 0.5 ? source : spoilBytes(source, sources, random), largest, random);
}

export const fileTargets: readonly AnyTarget[] = [
  target({
    name: 'sniffer',
    share: 0.3,
    make: (random) => corrupted(images, 64 * megabyte, random),
    run(bytes: Uint8Array) {
      const type = imageTypeOf(bytes);
      assert.ok(type === undefined || /^image\/(png|jpeg|webp)$/.test(type));
      const facts = sniffImage(bytes);
      if (!facts) return;
      for (const side of [facts.width, facts.height]) assert.ok(Number.isSafeInteger(side) && side > 0, `${side} px`);
      assert.match(facts.mimeType, /^image\/[a-z+]+$/);
      assert.match(facts.extension, /^[a-z]{3,4}$/);
    },
  }),
  target({
    name: 'SVG',
    share: 0.1,
    make: (random) => corrupted(svgs, 12 * megabyte, random),
    run(bytes: Uint8Array) {
      const facts = sniffSvg(bytes);
      if (facts) JSON.stringify(facts);
    },
  }),
  target({
    name: 'ZIP',
    share: 0.1,
    make: (random) => corrupted(archives, 16 * megabyte, random),
    async run(bytes: Uint8Array) {
      try {
        const entries = await readZip(bytes, archiveLimit);
        const total = entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
        assert.ok(entries.length <= archiveLimit.entries && total <= archiveLimit.totalBytes);
        for (const { name } of entries) assert.doesNotMatch(name, /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/i);
      } catch (thrown) {
        if (!(thrown instanceof EaselError)) throw thrown;
      }
    },
  }),
];
