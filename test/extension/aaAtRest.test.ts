/** What activation leaves alone. Its name makes it the first suite: the others use the engine. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { commands } from '../../src/extension/commands/table';
import { activated } from './support/host';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

describe('Easel at rest', () => {
  it('has registered every command of the manifest, and the manifest names every command', async () => {
    await activated();
    const manifest = vscode.extensions.getExtension('easel.easel')?.packageJSON as Manifest;
    const promised = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(promised, Object.keys(commands).sort());
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      promised.filter((command) => !known.has(command)),
      [],
    );
  });

  it('has loaded nothing but its small entry', async () => {
    await activated();
    const extension = vscode.extensions.getExtension('easel.easel');
    const loaded = Object.keys(createRequire(__filename).cache)
      .filter(
        (file) => dirname(file) === vscode.Uri.joinPath(extension?.extensionUri ?? workspaceless(), 'dist').fsPath,
      )
      .map((file) => basename(file));
    assert.ok(loaded.includes('extension.js'), loaded.join(', '));
    assert.ok(!loaded.some((file) => /openEngine|codec|engine/i.test(file)), loaded.join(', '));
  });

  it('has opened no database', async () => {
    const { engine, storage } = await activated();
    assert.equal(engine.opened(), undefined);
    const files = await vscode.workspace.fs.readDirectory(storage).then(
      (entries) => entries.map(([name]) => name),
      () => [],
    );
    assert.deepEqual(
      files.filter((name) => /\.(db|sqlite)/.test(name)),
      [],
    );
  });

  it('gives an API with a version', async () => {
    const api = await activated();
    assert.equal(api.version, 1);
    await assert.rejects(api.generate({ prompt: 'x', count: 'many' } as never), /"count" must be a number/);
    assert.equal(api.engine.opened(), undefined, 'a wrong argument must not open the engine');
  });
});

function workspaceless(): vscode.Uri {
  throw new Error('the extension is not there');
}
