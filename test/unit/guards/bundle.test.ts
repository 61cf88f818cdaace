import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { engineMarkers, limits } from '../../../scripts/limits.mjs';
import { filesBelow, loadedAtActivation, sizesOf } from '../../../scripts/sizes.mjs';

const dist = join(import.meta.dirname, '../../../dist');

describe('what was built', () => {
  before(function () {
    // `npm run watch` leaves a development build behind, which is larger.
    if (!existsSync(join(dist, 'extension.js')) || existsSync(join(dist, 'extension.js.map'))) this.skip();
  });

  it('stays below the size limits', () => {
    const sizes = sizesOf(dist);
    assert.ok(sizes.host > 0 && sizes.host <= limits.host, `host: ${sizes.host}`);
    assert.ok(sizes.activation <= limits.activation, `activation: ${sizes.activation}`);
    assert.ok(sizes.webviewScripts <= limits.webviewScripts, `webview: ${sizes.webviewScripts}`);
    assert.ok(sizes.webviewStyles <= limits.webviewStyles, `styles: ${sizes.webviewStyles}`);
  }).timeout(120_000);

  it('activation loads nothing of the engine', () => {
    const loaded = loadedAtActivation(dist);
    assert.ok(loaded.includes('extension.js'));
    for (const name of loaded) {
      const text = readFileSync(join(dist, name), 'utf8');
      for (const marker of engineMarkers) assert.ok(!text.includes(marker), `${name} contains ${marker}`);
    }
  }).timeout(120_000);

  it('contains the engine in the files that activation does not load', () => {
    const loaded = loadedAtActivation(dist);
    const later = filesBelow(dist).filter((name) => /^\w+\.js$/.test(name) && !loaded.includes(name));
    const text = later.map((name) => readFileSync(join(dist, name), 'utf8')).join('\n');
    for (const marker of engineMarkers) assert.ok(text.includes(marker), marker);
  }).timeout(120_000);

  it('contains the small variant of zod only, in English only', () => {
    const text = filesBelow(dist)
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(dist, name), 'utf8'))
      .join('\n');
    assert.ok(!text.includes('Ungültige Eingabe'));
    // From 'zod' instead of 'zod/mini' comes all of it.
    assert.doesNotMatch(text, /['"`]ZodString['"`]/);
  });

  it('contains no path of the machine that built it', () => {
    const root = join(import.meta.dirname, '../../..');
    for (const name of filesBelow(dist).filter((file) => /\.(js|css|html)$/.test(file))) {
      assert.ok(!readFileSync(join(dist, name), 'utf8').includes(root), name);
    }
  });

  it('evaluates no text as code in the page', () => {
    const script = readFileSync(join(dist, 'webview/main.js'), 'utf8');
    assert.doesNotMatch(script, /\beval\(|new Function\(/);
  });
});
