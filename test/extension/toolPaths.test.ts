/** Where the chat tools write, depending on the folders and the trust of the workspace. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { outputLocation } from '../../src/extension/agents/input/paths';

describe('paths of chat tools', () => {
  it('write nothing to an untrusted workspace', async () => {
    const [home] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(home);
    const place = await outputLocation('assets/fox.png', 'generate', {
      folders: [home],
      defaultFolder: home,
      isTrusted: false,
    });
    assert.deepEqual(place.destination, {});
    assert.match(place.notes.join(), /isn't trusted, so nothing is written/);
    const nowhere = await outputLocation(undefined, 'generate', {
      folders: [],
      defaultFolder: undefined,
      isTrusted: true,
    });
    assert.deepEqual(nowhere.destination, {});
  });

  it('resolve paths in a multi-root workspace', async () => {
    const [home] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(home);
    const other = { uri: vscode.Uri.joinPath(home.uri, 'packages', 'site'), name: 'site', index: 1 };
    const window = { folders: [home, other], defaultFolder: home, isTrusted: true };
    const named = await outputLocation('site/assets/fox.png', 'generate', window);
    assert.deepEqual(named.destination, {
      ...{ workspaceFolder: other.uri.toString(), folder: 'assets', fileName: 'fox' },
    });
    const plain = await outputLocation('assets/fox.v2.png', 'generate', window);
    assert.deepEqual(plain.destination, {
      ...{ workspaceFolder: home.uri.toString(), folder: 'assets', fileName: 'fox.v2' },
    });
    const absolute = await outputLocation(vscode.Uri.joinPath(other.uri, 'fox.png').fsPath, 'generate', window);
    assert.deepEqual(absolute.destination, {
      ...{ workspaceFolder: other.uri.toString(), folder: '.', fileName: 'fox' },
    });
  });
});
