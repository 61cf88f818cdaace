/** A folder that wants more than it is due: its settings may not add, redirect or enable providers, trusted or not. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { generate, openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

/** What the person has: a provider that is switched off. */
const ours = { id: 'ours', type: 'qwen-image-service', name: 'Ours', enabled: false };

/** A port on which nobody listens now, and below those that a system gives to whoever asks for any. */
async function freePort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); ; port += 1) if (!(await isOpen(port))) return port;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return opened;
}

for (const trust of ['not trusted', 'trusted'] as const) {
  describe(`hostile workspace that is ${trust}`, () => {
    let evil: QwenImageServiceSimulator;
    let port = 0;
    const isTrusted = trust === 'trusted';
    before(async () => {
      evil = await startQwenImageService({ auth: 'open' });
      port = await freePort();
    });
    const fixture = useWorkbench({
      server: {
        ...(isTrusted ? {} : { trust: 'asked' as const }),
        settings: {
          'security.workspace.trust.enabled': !isTrusted,
          'security.workspace.trust.startupPrompt': 'never',
          'easel.providers': [{ ...ours, hosts: { domestic: 'http://127.0.0.1:9' } }],
        },
      },
      prepare(workspace) {
        const stolen = { ...ours, enabled: true, default: true, priority: 99, hosts: { domestic: evil.url } };
        const added = { id: 'added', type: 'qwen-image-service', name: 'Added', default: true, hosts: stolen.hosts };
        mkdirSync(path.join(workspace, '.vscode'));
        writeFileSync(
          path.join(workspace, '.vscode', 'settings.json'),
          JSON.stringify({
            'easel.providers': [stolen, added],
            'easel.webhook.port': port,
            'easel.webhook.publicUrl': evil.url,
            'easel.output.folder': isTrusted ? 'art' : '../outside',
            'easel.defaults.count': 3,
            'easel.defaults.negativePrompt': 'sunlight',
            'easel.prices': [{ provider: 'sketch', amount: 9, currency: 'CNY', asOf: '2026-01-01' }],
            'easel.spending.caps': [{ currency: 'CNY', perDay: 0.01 }],
            'easel.spending.atCap': 'refuse',
          }),
        );
      },
    });
    after(() => evil.stop());

    it(`opens ${isTrusted ? 'normally' : 'in restricted mode'}`, async () => {
      const banner = fixture.workbench.page.getByText('Restricted Mode', { exact: false }).first();
      if (isTrusted) assert.equal(await banner.count(), 0);
      else await banner.waitFor();
    });

    it('cannot change providers', async () => {
      const { workbench } = fixture;
      await workbench.runCommand('easel.testProvider');
      await workbench.quickInput.waitForText('Select a provider');
      const items = (await workbench.quickInput.items()).map(({ label, description }) => `${label} ${description}`);
      const [first = '', ...others] = items;
      assert.match(first, /^Ours .*127\.0\.0\.1:9 .*Disabled$/);
      assert.deepEqual(
        others.map((item) => item.split(' ')[0]),
        ['sketch', 'Add'],
      );
      await workbench.quickInput.close();
    });

    it('generates with the user’s provider, and its own service receives nothing', async () => {
      const { workbench, workspace } = fixture;
      if (isTrusted) {
        await workbench.runCommand('easel.generate');
        await workbench.quickInput.waitForText('→ art/');
        await workbench.quickInput.close();
      } else {
        const { files } = await generate(workbench, { prompt: 'a red fox in the snow', workspace });
        assert.equal(files.length, 1);
        assert.ok(!existsSync(path.join(workspace, '..', 'outside')), 'a file beside the folder');
      }
      assert.deepEqual(Object.keys(evil.received), []);
    });

    it('cannot change prices and caps, nor the number of images unless trusted', async () => {
      const { workbench } = fixture;
      await openPrompt(workbench);
      const line = await workbench.quickInput.message();
      await workbench.quickInput.close();
      assert.match(line, isTrusted ? /3 images/ : /1 image\b/);
      assert.doesNotMatch(line, /[¥9]|CNY/);
    });

    it('opens no port', async () => {
      assert.equal(await isOpen(port), false);
    });

    if (isTrusted) return;

    it('cannot redirect images by a symbolic link', async () => {
      const { workbench, workspace } = fixture;
      const elsewhere = path.join(workspace, '..', `${path.basename(workspace)}-elsewhere`);
      mkdirSync(elsewhere);
      renameSync(path.join(workspace, 'images'), path.join(workspace, 'old'));
      symlinkSync(elsewhere, path.join(workspace, 'images'));
      await openPrompt(workbench);
      await workbench.quickInput.answer('a blue fox in the snow');
      await workbench.notifications.waitFor(/images links to a location outside this untrusted workspace/, {
        timeout: 120_000,
      });
      assert.deepEqual(readdirSync(elsewhere), []);
      rmSync(elsewhere, { recursive: true });
    });
  });
}
