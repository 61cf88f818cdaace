/** The tools for the editor's agents, called as an agent calls them: through the editor, with its confirmation. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { systemClock } from '../../src/extension/platform/clock';
import { outputLocation } from '../../src/extension/agents/input/paths';
import { dataPartClass } from '../../src/extension/agents/answers/preview';
import type { Tool, ToolServices, ToolName } from '../../src/extension/agents/tool';
import { pngOf } from '../fixtures/png';
import { searchLines } from '../harness/reporting/leaks';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, openedEasel, useProviders, useSetting, workspaceUri } from './support/host';
import { emptyUserState } from './support/userState';

interface DataPart {
  mimeType: string;
  data: Uint8Array;
}

interface ToolAnswer {
  text: string;
  images: DataPart[];
}

describe('chat tools', () => {
  let service: QwenImageServiceSimulator;

  before(async () => {
    service = await startQwenImageService({
      users: [{ username: 'poor', password: 'poor-password', daily: 1 }],
      loginsPerMinute: 100,
    });
    await activated();
    await approveTools(true);
    await useProviders([entry('Qwen', 'demo'), entry('Poor', 'poor')]);
    const easel = await openedEasel();
    await easel.providers.setSecret('Poor', 'password', 'poor-password');
  });
  afterEach(async () => {
    service.releaseTasks();
    await useSetting('tools.waitSeconds', undefined);
    await useSetting('tools.preview', undefined);
  });
  after(async () => {
    await service.stop();
    await useProviders([]);
    await approveTools(undefined);
  });

  const entry = (id: string, username: string): object => ({
    ...{ id, name: id, type: 'qwen-image-service', hosts: { domestic: service.url }, options: { username } },
    ...{ pollSeconds: 0.2, retry: false },
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
    if (!isModern()) return assert.equal(images.length, 0);
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

  describe('with a slow service', () => {
    before(async () => {
      const easel = await openedEasel();
      await service.stop();
      service = await startQwenImageService({ users: [{ username: 'demo', password: 'demo-password' }] });
      await useProviders([entry('Slow', 'demo')]);
      await easel.providers.setSecret('Slow', 'password', 'demo-password');
    });

    it('return the ID of a slow job, and its image later', async () => {
      service.holdTasks();
      await useSetting('tools.waitSeconds', 0);
      const first = await call('easel_generate_image', { prompt: 'slow lake', path: 'assets/lake.png' });
      assert.match(first.text, /^Not ready yet\. This isn't an error/);
      const jobId = idOf(first.text);
      assert.ok(first.text.includes(`call easel_image_job with jobIds ["${jobId}"]`), first.text);
      const look = await call('easel_image_job', { jobIds: [jobId], waitSeconds: 0 });
      assert.match(look.text, /^Not ready yet/);
      service.releaseTasks();
      const { text } = await call('easel_image_job', { jobIds: [jobId], waitSeconds: 20 });
      assert.match(text, /^1 image · Slow/);
      assert.match(text, /- assets\/lake\.png /);
      assert.equal(service.received['/text-to-image'], 1);
    });

    it('let the job continue when the wait is canceled', async () => {
      service.holdTasks();
      const before = (await openedEasel()).history.countJobs({});
      const cancel = new vscode.CancellationTokenSource();
      const called = call('easel_generate_image', { prompt: 'patient lake', path: 'assets/patient.png' }, cancel.token);
      const answered = called.catch((thrown: unknown) => thrown);
      const easel = await openedEasel();
      await until('the job to be at the service', () => {
        const [job] = easel.jobs.list({ limit: 1 });
        return easel.history.countJobs({}) > before && job?.state === 'running';
      });
      cancel.cancel();
      await answered;
      const [job] = easel.jobs.list({ limit: 1 });
      assert.equal(job?.state, 'running');
      assert.equal(job.cancelRequested, false);
      service.releaseTasks();
      const { text } = await call('easel_image_job', { jobIds: [job.id] });
      assert.match(text, /- assets\/patient\.png /);
    });

    it('say that only the wait was canceled, and start nothing if canceled before', async () => {
      service.holdTasks();
      const easel = await openedEasel();
      const cancel = new vscode.CancellationTokenSource();
      const answered = invokeDirectly('easel_generate_image', { prompt: 'direct lake' }, cancel.token);
      await until('the job', () => easel.jobs.list({ limit: 1, text: 'direct' })[0]?.state === 'running');
      cancel.cancel();
      assert.match((await answered).text, /^Only the wait was canceled/);
      const before = easel.history.countJobs({});
      const late = await invokeDirectly('easel_generate_image', { prompt: 'too late' }, cancel.token);
      assert.match(late.text, /^Canceled before anything was sent/);
      assert.equal(easel.history.countJobs({}), before);
    });

    it('cancel a queued job', async () => {
      service.holdTasks();
      await useSetting('tools.waitSeconds', 0);
      const jobId = idOf((await call('easel_generate_image', { prompt: 'never mind' })).text);
      await until('the service to have it', async () => (await openedEasel()).jobs.get(jobId).state === 'running');
      const { text } = await call('easel_image_job', { jobIds: [jobId], cancel: true, waitSeconds: 10 });
      assert.match(text, /The job was canceled\./);
      assert.equal((await openedEasel()).jobs.get(jobId).state, 'cancelled');
    });

    it('save edits next to their originals', async () => {
      await vscode.workspace.fs.writeFile(workspaceUri('shop', 'cup.png'), pngOf(64, 64));
      await vscode.workspace.fs.writeFile(workspaceUri('shop', 'jug.png'), pngOf(64, 64, [20, 90, 200]));
      const both = await call('easel_edit_image', { prompt: 'on wood', images: ['shop/cup.png', 'shop/jug.png'] });
      assert.match(both.text, /^2 images · Slow/);
      assert.deepEqual(await namesIn('shop'), ['cup-edit.png', 'cup.png', 'jug-edit.png', 'jug.png']);
      const named = await call('easel_edit_image', {
        prompt: 'x',
        images: ['shop/cup.png'],
        path: 'made/cup-blue.png',
      });
      assert.match(named.text, /- made\/cup-blue\.png /);
      await assert.rejects(
        call('easel_edit_image', { prompt: 'x', images: ['shop/cup.png', 'shop/jug.png'], path: 'made/one.png' }),
        /"path" must be a folder/,
      );
      await vscode.workspace.fs.writeFile(workspaceUri('shop', 'fake.png'), Buffer.from('no picture'));
      const fake = await call('easel_edit_image', { prompt: 'x', images: ['shop/fake.png'] });
      assert.match(fake.text, /^No image was generated\. .*fake\.png/);
    });

    it('save an undelivered image to another path', async () => {
      await vscode.workspace.fs.writeFile(workspaceUri('wall'), Buffer.from('a file, not a folder'));
      const first = await call('easel_generate_image', { prompt: 'safe lake', path: 'wall/lake.png' });
      assert.match(first.text, /kept in Easel's history, but not saved to the workspace/);
      const jobId = idOf(first.text);
      const { text } = await call('easel_image_job', { jobIds: [jobId], path: 'door/lake.png' });
      assert.deepEqual(await namesIn('door'), ['lake.png']);
      assert.match(text, /- door\/lake\.png /);
    });

    it('list the providers with their limits', async () => {
      const { text } = await call('easel_list_image_providers', {});
      assert.match(text, /^Slow \(provider: "Slow"\) · default when no provider is named$/m);
      assert.match(text, /New images: aspectRatio .*16:9/);
      assert.match(text, /sketch .*placeholder drawings, not AI/);
      assert.doesNotMatch(text, /demo-password/);
    });

    it('show path, provider, number and price in the confirmation', async () => {
      const question = await confirmationOf('easel_generate_image', {
        ...{ prompt: 'a *bold* lake', path: 'assets/lake.png', provider: 'Slow', count: 2, aspectRatio: '16:9' },
      });
      assert.equal(question.title, 'Generate 2 images with Slow?');
      assert.match(question.message, /Slow · 16:9 · 2 images · .* → assets\/lake\.png/);
      assert.ok(question.message.includes('a \\*bold\\* lake'), 'what a model wrote is no markup');
      const free = await confirmationOf('easel_generate_image', { prompt: 'x', provider: 'sketch' });
      assert.match(free.message, /1 image · free → images\//);
      const edit = await confirmationOf('easel_edit_image', { prompt: 'x', images: ['shop/cup.png'] });
      assert.equal(edit.title, 'Edit cup.png with Slow?');
      assert.match(edit.message, /→ next to the original/);
      const odd = await confirmationOf('easel_generate_image', { prompt: 'x', provider: 'nobody' });
      assert.match(odd.message, /price unknown/);
      const bad = await (await tools()).easel_generate_image.prepare(await services(), { count: 1 });
      assert.equal(bad.confirmationMessages, undefined, 'nobody confirms what is refused at once');
    });
  });

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

/** Whether this editor is beyond the oldest one that the manifest claims. */
function isModern(): boolean {
  return dataPartClass(vscode) !== undefined;
}

/** The editor's own switch for agents that work unattended; undefined takes it away. */
async function approveTools(isApproved: true | undefined): Promise<void> {
  const chat = vscode.workspace.getConfiguration('chat');
  await chat.update('tools.global.autoApprove', isApproved, vscode.ConfigurationTarget.Global);
  // Skips the warning that the editor shows to people who switch it on.
  await vscode.commands.executeCommand(
    'setContext',
    'vscode.chat.tools.global.autoApprove.testMode',
    isApproved === true,
  );
}

/**
 * Older editors ask the person even where agents work unattended, and no dialog can be answered in tests: there the tool is
 * called by itself once the editor has asked.
 */
async function call(name: ToolName, input: object, token?: vscode.CancellationToken): Promise<ToolAnswer> {
  try {
    return read(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token));
  } catch (thrown) {
    if (isModern() || !/refused to show dialog/.test(String(thrown))) throw thrown;
    return invokeDirectly(name, input, token ?? new vscode.CancellationTokenSource().token);
  }
}

/** Without the editor between, which drops the answer of a call that was cancelled. */
async function invokeDirectly(name: ToolName, input: object, token: vscode.CancellationToken): Promise<ToolAnswer> {
  return read(await (await tools())[name].invoke(await services(), input, token));
}

function read({ content }: vscode.LanguageModelToolResult): ToolAnswer {
  const texts = content.filter((part) => part instanceof vscode.LanguageModelTextPart);
  const images = content.filter(isDataPart);
  const text = texts.map(({ value }) => value).join('\n');
  searchLines('answers of tools', [text]);
  return { text, images };
}

function isDataPart(part: unknown): part is DataPart {
  return typeof part === 'object' && part !== null && 'mimeType' in part && 'data' in part;
}

async function confirmationOf(name: ToolName, input: object): Promise<{ title: string; message: string }> {
  const { confirmationMessages } = await (await tools())[name].prepare(await services(), input);
  assert.ok(confirmationMessages);
  const { title, message } = confirmationMessages;
  return { title, message: (typeof message === 'string' ? message : message.value).replaceAll('&nbsp;', ' ') };
}

/** Those of the extension: an error is known by its class, and a test has classes of its own. */
async function tools(): Promise<Readonly<Record<ToolName, Tool>>> {
  return (await activated()).tools();
}

async function services(): Promise<ToolServices> {
  const { engine } = await activated();
  return {
    engine,
    userState: emptyUserState(),
    log: vscode.window.createOutputChannel('Test', { log: true }),
    clock: systemClock,
  };
}

function idOf(text: string): string {
  const id = /\nJob: ([\w-]{36})$/.exec(text)?.[1];
  assert.ok(id, text);
  return id;
}
