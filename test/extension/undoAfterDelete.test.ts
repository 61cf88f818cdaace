/** A replaced original can be restored after its entries were deleted from the history. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, openedEasel, useProviders, workspaceUri } from './support/host';
import { watchMessages, type Messages } from './support/messages';

describe('Undo Replace Original', () => {
  let service: QwenImageServiceSimulator;
  let messages: Messages;
  before(async () => {
    service = await startQwenImageService({ auth: 'open' });
    const hosts = { domestic: service.url };
    await useProviders([
      { id: 'Qwen', type: 'qwen-image-service', hosts, pollSeconds: 0.2, retry: false, default: true },
    ]);
    messages = watchMessages();
  });
  after(async () => {
    messages.restore();
    await service.stop();
    await useProviders([]);
  });

  it('restores the original and the result’s file after their history entries were deleted', async () => {
    const uri = workspaceUri('undo', 'fox.png');
    const before = pngOf(64, 36);
    await vscode.workspace.fs.writeFile(uri, before);
    const args = { images: [String(uri)], prompt: 'snow' };
    const [jobId = ''] = (await vscode.commands.executeCommand<string[]>('easel.editImage', args)) ?? [];
    await (await activated()).finished(jobId);
    (await messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    (await messages.waitFor(/^Replaced fox\.png/)).press('');
    assert.deepEqual(await namesIn('undo'), ['fox.png']);
    (await openedEasel()).history.remove({ jobIds: [jobId] });
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await namesIn('undo'), ['fox-edit.png', 'fox.png']);
    assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(uri)), Buffer.from(before));
  });
});
