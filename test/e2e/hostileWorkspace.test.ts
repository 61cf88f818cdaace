/** A folder that wants more than it is due: its settings may not add, redirect or enable providers, trusted or not. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { generate } from '../harness/easel';
import { useStage } from '../harness/stage';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

/** What the person has: a provider that is switched off. */
const ours = { id: 'ours', type: 'qwen-image-service', name: 'Ours', enabled: false };

for (const trust of ['not trusted', 'trusted'] as const) {
  describe(`a hostile folder that is ${trust}`, () => {
    let evil: QwenImageServiceSimulator;
    const isTrusted = trust === 'trusted';
    before(async () => {
      evil = await startQwenImageService({ auth: false });
    });
    const stage = useStage({
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
            'easel.webhook.port': 1,
            'easel.webhook.publicUrl': evil.url,
            'easel.output.folder': isTrusted ? 'art' : '../outside',
          }),
        );
      },
    });
    after(() => evil.stop());

    it(`is ${isTrusted ? 'the usual window' : 'in restricted mode'}`, async () => {
      const banner = stage.workbench.page.getByText('Restricted Mode', { exact: false }).first();
      if (isTrusted) assert.equal(await banner.count(), 0);
      else await banner.waitFor();
    });

    it('has no say over providers', async () => {
      const { workbench } = stage;
      await workbench.runCommand('easel.testProvider');
      await workbench.quickInput.waitForText('Which provider?');
      const items = (await workbench.quickInput.items()).map(({ label, description }) => `${label} ${description}`);
      const [first = '', ...others] = items;
      assert.match(first, /^Ours .*127\.0\.0\.1:9 .*switched off$/);
      assert.deepEqual(
        others.map((item) => item.split(' ')[0]),
        ['sketch', 'Add'],
      );
      await workbench.quickInput.close();
    });

    it('gets its pictures made by whom the person chose, and the strange service hears nothing', async () => {
      const { workbench, workspace } = stage;
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
  });
}
