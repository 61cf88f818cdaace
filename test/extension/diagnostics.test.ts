/** Copy Diagnostics: the report on the clipboard, without private values. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { searchLines } from '../harness/reporting/leaks';
import { until } from '../harness/until';
import { openedEasel, useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

describe('Copy Diagnostics', () => {
  let messages: Messages;
  before(async () => {
    messages = watchMessages();
    await useProviders([
      { id: 'ours', name: 'Ada’s GPU', type: 'qwen-image-service', hosts: { domestic: 'http://127.0.0.1:1' } },
    ]);
  });
  after(async () => {
    messages.restore();
    await useProviders([]);
  });

  it('copies providers and failures without private values, and confirms it', async () => {
    const easel = await openedEasel();
    const prompt = 'a portrait of Ada Lovelace';
    const [jobId = ''] = await easel.jobs.start({ kind: 'generate', prompt, aspectRatio: '3:1' }).catch(() => []);
    if (jobId) await easel.jobs.finished(jobId);
    await vscode.env.clipboard.writeText('');
    void vscode.commands.executeCommand('easel.copyDiagnostics');
    await messages.waitFor(/Diagnostics copied/);
    const text = await until('the diagnostics', async () => vscode.env.clipboard.readText());
    searchLines('the clipboard', [text]);
    assert.match(text, /^## Easel diagnostics\n- Easel: \d+\.\d+\.\d+\n- editor: \d/);
    assert.match(text, /\d\. qwen-image-service · http to this machine · enabled/);
    assert.match(text, /\d\. sketch · built in/);
    assert.doesNotMatch(text, /Ada|Lovelace|127\.0\.0\.1:1/);
  });
});
