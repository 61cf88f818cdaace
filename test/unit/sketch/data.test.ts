import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { limits } from '../../../scripts/limits.mjs';
import { root, sketchData } from './parts';

describe('sketch: shipped data', function () {
  // Drawing takes a while on a busy machine.
  this.timeout(120_000);
  it('stays below its share of the package', () => {
    const folder = join(root, 'media/sketch');
    const zipped = readdirSync(folder).reduce(
      (sum, name) => sum + deflateRawSync(readFileSync(join(folder, name)), { level: 9 }).length,
      0,
    );
    assert.ok(zipped <= limits.sketchZipped, `${zipped} bytes`);
  });

  it('names only drawings that exist', async () => {
    const { drawings, words } = await sketchData();
    for (const list of [words.en, words.zh, words.emoji]) {
      for (const [word, called] of Object.entries(list))
        assert.ok(drawings.has(called.replace('~', '')), `${word}: ${called}`);
    }
  });

  it('has unique identifiers, no scripts and no references to the outside', async () => {
    const seen = new Set<string>();
    for (const [name, { body }] of (await sketchData()).drawings) {
      for (const [, id = ''] of body.matchAll(/ id="([^"]+)"/g)) {
        assert.ok(!seen.has(id), `${name}: ${id}`);
        seen.add(id);
      }
      assert.ok(!/<script|<image|<foreignObject|on\w+=|href="(?!#)/.test(body), name);
    }
  });

  it('is credited in NOTICE', () => {
    const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
    for (const name of [
      'Fluent Emoji',
      'Emojibase',
      'CLDR',
      'Noto Sans SC',
      'resvg',
      'MIT License',
      'Open Font License',
      'Mozilla Public License',
    ]) {
      assert.ok(notice.includes(name), name);
    }
  });
});
