/** Problems in the settings are shown once with a button to the setting; valid entries keep working. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../harness/until';
import { activated, openedEasel, useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const good = { id: 'good', type: 'qwen-image-service', hosts: { domestic: 'http://127.0.0.1:8000' } };

describe('problems in easel.providers', () => {
  let messages: Messages;

  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(() => messages.restore());
  after(() => useProviders([]));

  const cases: [what: string, entry: unknown, words: RegExp][] = [
    ['an entry that is not an object', 'qwen', /easel\.providers\[1\].*"qwen" isn't a provider/],
    [
      'an unknown type',
      { type: 'midjourney' },
      /easel\.providers\[1\]\.type: Unknown type "midjourney"\. Available types: .*qwen-image-service/,
    ],
    ['a duplicate ID', { ...good }, /easel\.providers\[1\]\.id: Duplicate ID "good"/],
    [
      'no address',
      { ...good, id: 'b', hosts: { domestic: 'localhost' } },
      /easel\.providers\[1\]\.hosts\.domestic: "localhost" isn't a valid address/,
    ],
    ['a file address', { ...good, id: 'c', hosts: { domestic: 'file:///etc/passwd' } }, /Use an http or https address/],
    [
      'a wrong kind of value',
      { ...good, id: 'd', priority: 'high' },
      /easel\.providers\[1\]\.priority: Invalid value "high"/,
    ],
    ['an unknown field', { ...good, id: 'e', apiKey: 'sk-secret' }, /easel\.providers\[1\]\.apiKey: Unknown property/],
  ];
  for (const [what, entry, words] of cases) {
    it(`are shown: ${what}`, async () => {
      await useProviders([good, entry]);
      const message = await messages.waitFor(words);
      assert.deepEqual(message.buttons, ['Show Providers', 'Open Settings']);
      assert.doesNotMatch(message.text, /sk-secret/);
      const providers = await (await activated()).providers();
      assert.ok(providers.some(({ id }) => id === 'good') && providers.some(({ type }) => type === 'sketch'));
    });
  }

  it('are shown: a value that is not a list, which is never overwritten', async () => {
    await useProviders('qwen');
    await messages.waitFor(/easel\.providers: Must be a list/);
    assert.equal(vscode.workspace.getConfiguration('easel').inspect('providers')?.globalValue, 'qwen');
    const [jobId = ''] = await (await activated()).generate({ prompt: 'goes on working', provider: 'sketch' });
    assert.equal((await (await activated()).finished(jobId)).state, 'done');
  });

  it('open the setting where they can be fixed', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await useProviders([good, { type: 'nobody-knows' }]);
    (await messages.waitFor(/"nobody-knows"/)).press('Open Settings');
    const editor = await until('the file of the settings', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.getText().includes('nobody-knows') ? active : undefined;
    });
    const shown = editor.visibleRanges.map((range) => editor.document.getText(range)).join('\n');
    assert.match(shown, /easel\.providers/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are shown once, and again when they come back', async () => {
    const count = (): number => messages.shown.filter(({ text }) => text.includes('"nope"')).length;
    await useProviders([{ type: 'nope' }]);
    await messages.waitFor(/"nope"/);
    await useProviders([{ type: 'nope' }, good]);
    assert.equal(count(), 1);
    await useProviders([good]);
    await useProviders([{ type: 'nope' }]);
    assert.equal(count(), 2);
  });

  it('name the missing provider when a request asks for it', async () => {
    await useProviders([good]);
    await vscode.commands.executeCommand('easel.generate', { prompt: 'x', provider: 'gone' });
    const message = await messages.waitFor(/Provider "gone" isn't in your settings/);
    assert.deepEqual(message.buttons, ['Choose Provider', 'Open Settings']);
    assert.ok((await openedEasel()).providers.list().length > 0);
  });
});
