/** What activation registers, and what it leaves unloaded until it is needed. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createActivationApi } from '../../src/extension/activationApi';
import { commands } from '../../src/extension/commands/table';
import type { Engine } from '../../src/extension/platform/engine/engine';
import { activationSnapshot } from './support/activationSnapshot';
import { activated } from './support/host';
import { emptyUserState } from './support/userState';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

describe('activation', () => {
  it('registers every command of the manifest, and no other', async () => {
    await activated();
    const manifest = vscode.extensions.getExtension('easel.easel')?.packageJSON as Manifest;
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(declared, Object.keys(commands).sort());
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('loads the entry file without the engine', () => {
    const { loadedFiles } = activationSnapshot();
    assert.ok(loadedFiles.includes('extension.js'), loadedFiles.join(', '));
    assert.ok(!loadedFiles.some((file) => /openEngine|codec|engine/i.test(file)), loadedFiles.join(', '));
  });

  it('opens neither the engine nor a database', () => {
    const { isEngineOpen, storedFiles } = activationSnapshot();
    assert.equal(isEngineOpen, false);
    assert.deepEqual(
      storedFiles.filter((name) => /\.(db|sqlite)/.test(name)),
      [],
    );
  });

  it('returns version 1 of the API, which rejects invalid arguments', async () => {
    const api = await activated();
    assert.equal(api.version, 1);
    await assert.rejects(api.generate({ prompt: 'x', count: 'many' } as never), /"count" must be a number/);
  });

  it('keeps the engine closed when the API is called with invalid arguments', async () => {
    const engine: Pick<Engine, 'get' | 'onOpen'> = {
      get: () => assert.fail('the engine was opened'),
      onOpen: () => ({ dispose: () => undefined }),
    };
    const { api, dispose } = createActivationApi(engine as Engine, emptyUserState());
    await assert.rejects(api.generate({ prompt: 'x', count: 'many' } as never), /"count" must be a number/);
    dispose();
  });
});
