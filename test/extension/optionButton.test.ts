/** The button of a failure that sets an option of the provider, after a confirmation of what is written. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { drawPng } from '../simulators/image';
import { json, startWire } from '../simulators/wire';
import { run, writeImages } from './support/editFixture';
import { useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

describe('a button that sets an option', () => {
  let service: { url: string; stop(): Promise<void> };
  let messages: Messages;

  before(async () => {
    const image = Buffer.from(drawPng(16, 16, 'inline')).toString('base64');
    service = await startWire({
      handle: ({ path }) =>
        Promise.resolve(
          path.endsWith('/generations')
            ? json(200, { data: [{ b64_json: image }] })
            : json(404, { error: { message: `Invalid URL (POST ${path})` } }),
        ),
    });
  });
  beforeEach(async () => {
    messages = watchMessages();
    await useProviders([{ id: 'local', type: 'openai', name: 'Local', baseUrl: service.url, default: true }]);
  });
  afterEach(() => messages.restore());
  after(async () => {
    await useProviders([]);
    await service.stop();
  });

  const written = (): unknown => vscode.workspace.getConfiguration('easel').inspect('providers')?.globalValue;

  async function failedEdit(): Promise<vscode.Uri> {
    const [uri] = await writeImages(`option-${Date.now()}/fox.png`);
    await run('easel.editImage', { images: [String(uri)], prompt: 'snow' });
    const message = await messages.waitFor(/^Local has no path for edits/);
    assert.equal(message.buttons[0], 'Set imagesAs to inline');
    message.press('Set imagesAs to inline');
    return uri!;
  }

  it('names what is written, writes it, and tries again', async () => {
    const uri = await failedEdit();
    const question = await messages.waitFor(/^Set "imagesAs" of Local to "inline"\?/);
    assert.match(question.detail, /\{"options":\{"imagesAs":"inline"\}\} to the entry "local" of "easel\.providers"/);
    question.press('Set Option');
    const done = await messages.waitFor(/^"imagesAs" is set to "inline"\.$/);
    const [entry] = written() as { options?: unknown }[];
    assert.deepEqual(entry?.options, { imagesAs: 'inline' });
    done.press('Try Again');
    await messages.waitFor(/fox-edit\.png/);
    assert.ok(await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, '..', 'fox-edit.png')));
  });

  it('writes nothing when the question is dismissed, and sets no other value', async () => {
    const before = JSON.stringify(written());
    await failedEdit();
    (await messages.waitFor(/^Set "imagesAs" of Local/)).press('');
    for (const change of [
      { option: 'imagesAs', value: 'elsewhere' },
      { option: 'timeoutSeconds', value: '30' },
      { option: '../baseUrl', value: 'http://elsewhere.example' },
    ])
      assert.equal(await run('easel.editProvider', { provider: 'local', ...change }), false);
    assert.equal(JSON.stringify(written()), before);
    assert.equal(messages.shown.filter(({ text }) => text.startsWith('Set ')).length, 1);
  });
});
