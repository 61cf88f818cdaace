/** The chat tools, called through the editor with its confirmation. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { dataPartClass } from '../../src/extension/agents/answers/preview';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { namesIn, openedEasel, useProviders, useSetting, workspaceUri } from './support/host';
import { approveTools, call, hasPreviewClass, serviceEntry, tools } from './support/toolCalls';

describe('chat tools', () => {
  let service: QwenImageServiceSimulator;

  before(async () => {
    service = await startQwenImageService({
      users: [{ username: 'poor', password: 'poor-password', daily: 1 }],
      loginsPerMinute: 100,
    });
    await approveTools(true);
    await useProviders([serviceEntry(service.url, 'Qwen', 'demo'), serviceEntry(service.url, 'Poor', 'poor')]);
    const easel = await openedEasel();
    await easel.providers.setSecret('Poor', 'password', 'poor-password');
  });
  afterEach(() => useSetting('tools.preview', undefined));
  after(async () => {
    await service.stop();
    await useProviders([]);
    await approveTools(undefined);
  });

  it('are offered to agents by the editor', async () => {
    await until('the tools', () => vscode.lm.tools.some(({ name }) => name === 'easel_generate_image'));
    const offered = vscode.lm.tools.filter(({ name }) => name.startsWith('easel_'));
    assert.deepEqual(offered.map(({ name }) => name).sort(), Object.keys(await tools()).sort());
    for (const { description, inputSchema } of offered) assert.ok(description.length > 100 && inputSchema);
  });

  it('save the image at the requested path', async () => {
    const { text } = await call('easel_generate_image', {
      ...{ prompt: 'a red fox in the snow', path: 'assets/deep/fox.png', provider: 'sketch', aspectRatio: '16:9' },
    });
    const { path } = workspaceUri('assets', 'deep', 'fox.png');
    assert.match(text, /^1 image · sketch/);
    assert.ok(text.includes(`- assets/deep/fox.png (file://${path}): `), text);
    assert.match(text, /\d+ × \d+ px, PNG, [\d.]+ [kM]B, opaque/);
    assert.match(text, /draws placeholders offline\. These aren't AI images/);
    assert.match(text, /\nJob: [\w-]{36}$/);
    assert.deepEqual(await namesIn('assets/deep'), ['fox.png']);
  });

  it('never overwrite a file, and report the actual name', async () => {
    await vscode.workspace.fs.writeFile(workspaceUri('assets', 'mine.png'), Buffer.from('mine'));
    const { text } = await call('easel_generate_image', {
      ...{ prompt: 'anything', path: 'assets/mine.png', provider: 'sketch' },
    });
    assert.match(text, /- assets\/mine-2\.png /);
    const kept = await vscode.workspace.fs.readFile(workspaceUri('assets', 'mine.png'));
    assert.equal(Buffer.from(kept).toString(), 'mine');
  });

  it('accept a folder, a format, and no path', async () => {
    const inFolder = await call('easel_generate_image', { prompt: 'one boat', path: 'assets/', provider: 'sketch' });
    assert.match(inFolder.text, /- assets\/one-boat\.png /);
    const other = await call('easel_generate_image', { prompt: 'a', path: 'assets/boat.webp', provider: 'sketch' });
    assert.match(other.text, /- assets\/boat\.(png|webp) /);
    if (other.text.includes('boat.png'))
      assert.match(other.text, /The path has the extension \.webp, but the image is \.png/);
    const usual = await call('easel_generate_image', { prompt: 'a usual boat', provider: 'sketch' });
    assert.match(usual.text, /- images\/a-usual-boat\.png /);
  });

  it('return a small preview if the editor supports it, unless it is disabled', async () => {
    const input = { prompt: 'a big lake', provider: 'sketch', aspectRatio: '16:9' };
    const { images } = await call('easel_generate_image', input);
    if (!hasPreviewClass()) return assert.equal(images.length, 0);
    const [image] = images;
    assert.ok(image && image.data.length > 100 && image.data.length <= 300_000, String(image?.data.length));
    assert.match(image.mimeType, /^image\/(jpeg|png|webp)$/);
    await useSetting('tools.preview', false);
    assert.equal((await call('easel_generate_image', input)).images.length, 0);
  });

  it('use the preview class only where it is not proposed API', () => {
    const LanguageModelDataPart = { image: () => ({}) };
    assert.ok(dataPartClass({ version: '1.106.0', LanguageModelDataPart }));
    assert.ok(dataPartClass({ version: '2.0.0-insider', LanguageModelDataPart }));
    assert.equal(dataPartClass({ version: '1.105.1', LanguageModelDataPart }), undefined);
    assert.equal(dataPartClass({ version: '1.120.0' }), undefined);
  });

  it('reject paths outside of the workspace before a job starts', async () => {
    const before = (await openedEasel()).history.countJobs({});
    symlinkSync('/tmp', workspaceUri('way-out').fsPath);
    for (const path of [
      '../outside.png',
      '/etc/fox.png',
      'file:///etc/fox.png',
      'a/../../fox.png',
      'way-out/fox.png',
    ]) {
      await assert.rejects(
        call('easel_generate_image', { prompt: 'x', path, provider: 'sketch' }),
        /isn't inside the workspace/,
        path,
      );
      await assert.rejects(
        call('easel_edit_image', { prompt: 'x', images: [path] }),
        /isn't inside the workspace/,
        path,
      );
    }
    await vscode.workspace.fs.delete(workspaceUri('way-out'));
    assert.equal((await openedEasel()).history.countJobs({}), before);
  });

  it('name the invalid property of the input', async () => {
    await assert.rejects(call('easel_generate_image', { prompt: '' }), /"prompt" is missing/);
    await assert.rejects(call('easel_generate_image', { prompt: 'x', count: 99 }), /"count" must be/);
    await assert.rejects(
      call('easel_edit_image', { prompt: 'x', images: ['none.png'] }),
      /the file none\.png doesn't exist/,
    );
    await assert.rejects(call('easel_image_job', {}), /"jobIds" is missing/);
  });

  it('return text when the provider rejects the request', async () => {
    const { text } = await call('easel_generate_image', { prompt: 'odd', provider: 'Qwen', aspectRatio: '5:77' });
    assert.match(text, /^No image was generated\. Qwen doesn't support the aspect ratio 5:77\. Supported: .*16:9/);
    assert.match(text, /The cause is the request/);
    const unknown = await call('easel_generate_image', { prompt: 'odd', provider: 'nobody' });
    assert.match(unknown.text, /^No image was generated\. .*nobody.*The cause is the Easel settings/s);
    const nothing = await call('easel_image_job', { jobIds: ['never-made'] });
    assert.match(nothing.text, /^No image was generated\. /);
  });

  it('distinguish a missing password from an exhausted quota', async () => {
    const locked = await call('easel_generate_image', { prompt: 'locked', provider: 'Qwen' });
    assert.match(locked.text, /has no password.*The cause is the provider account/);
    const poor = await call('easel_generate_image', { prompt: 'poor', provider: 'Poor', count: 2 });
    assert.match(poor.text, /quota at Poor.*The cause is the provider account/);
  });
});
