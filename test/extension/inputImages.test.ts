/** Input images of types that the service doesn't accept are converted in the worker that is shipped. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, jobOf, useProviders, workspaceUri } from './support/host';

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><script>alert(1)</script><path d="M0 0h12v12H0z" fill="red"/></svg>';
/** One pixel, GIF89a, and two by one pixels of 24 bits. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const bmp = Buffer.from(
  'Qk0+AAAAAAAAADYAAAAoAAAAAgAAAAEAAAABABgAAAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAD/AP8AAAA=',
  'base64',
);

describe('input images of unsupported types', () => {
  let service: QwenImageServiceSimulator;

  before(async () => {
    service = await startQwenImageService({ auth: 'open' });
    const hosts = { domestic: service.url };
    await useProviders([
      { id: 'Qwen', type: 'qwen-image-service', hosts, pollSeconds: 0.2, retry: false, default: true },
    ]);
  });
  after(async () => {
    await service.stop();
    await useProviders([]);
  });

  it('are converted before they are sent, and the job reports it', async () => {
    const files = { 'icon.svg': Buffer.from(drawing), 'dot.gif': gif, 'two.bmp': bmp };
    const uris: string[] = [];
    for (const [name, bytes] of Object.entries(files)) {
      const uri = workspaceUri('odd', name);
      await vscode.workspace.fs.writeFile(uri, bytes);
      uris.push(String(uri));
    }
    const jobIds = await vscode.commands.executeCommand<string[] | undefined>('easel.editImage', {
      images: uris,
      prompt: 'make it snow',
    });
    assert.equal(jobIds?.length, 3);
    const api = await activated();
    for (const jobId of jobIds) assert.equal((await api.finished(jobId)).state, 'done', jobId);
    const rows = await Promise.all(jobIds.map((jobId) => jobOf(jobId)));
    const details = rows.map(({ warnings }) => warnings.find(({ code }) => code === 'adjusted')?.detail ?? '');
    assert.match(details[0] ?? '', /^24 × 12 svg 1 KB → 1024 × 512 png \d+ KB$/);
    assert.match(details[1] ?? '', /^1 × 1 gif 1 KB → 1 × 1 png 1 KB$/);
    assert.match(details[2] ?? '', /^2 × 1 bmp 1 KB → 2 × 1 png 1 KB$/);
    assert.deepEqual(
      rows.map(({ request }) => request.references[0]?.name),
      ['icon.png', 'dot.png', 'two.png'],
    );
    assert.deepEqual(
      Buffer.from(await vscode.workspace.fs.readFile(workspaceUri('odd', 'icon.svg'))),
      files['icon.svg'],
    );
    assert.equal((await namesIn('odd')).length, 6);
  });
});
