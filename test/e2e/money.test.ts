/** A price and a cap, set as people set them, and what they see of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { generate, openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

describe('prices and spending caps', () => {
  const fixture = useWorkbench();
  let simulator: QwenImageServiceSimulator;

  before(async () => {
    simulator = await startQwenImageService({ auth: 'open', secondsPerImage: 0 });
  });
  after(() => simulator.stop());

  it('set a price in two steps, and show it below the prompt', async () => {
    const { server, workbench } = fixture;
    const { quickInput } = workbench;
    const hosts = { domestic: simulator.url };
    server.updateSettings({ 'easel.providers': [{ type: 'qwen-image-service', name: 'GPU', default: true, hosts }] });
    await until('the provider', async () => {
      await openPrompt(workbench);
      const line = await quickInput.message();
      await quickInput.close();
      return line.includes('GPU') && line.includes('free');
    });
    await workbench.runCommand('easel.setPrice');
    await quickInput.waitForText('Set Price: GPU');
    await quickInput.answer('0.03');
    await quickInput.waitForText('Enter an amount and a currency');
    await quickInput.answer('¥0.03');
    await quickInput.select('¥0.03 per image');
    const entries = await until('the price in the settings', () => server.settings()['easel.prices']);
    const [entry] = entries as Record<string, unknown>[];
    assert.match(String(entry?.['asOf']), /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(
      { ...entry, asOf: '' },
      { provider: 'qwen-image-service', amount: 0.03, currency: 'CNY', asOf: '' },
    );
    await until('the price under the prompt', async () => {
      await openPrompt(workbench);
      const line = await quickInput.message();
      await quickInput.close();
      return /1 image · about ¥0\.03 \(your price from \w+ \d+, \d{4}\) → images\//.test(line);
    });
  });

  it('set a cap in two steps, allow one image, and refuse the next with a reason', async () => {
    const { server, workbench, workspace } = fixture;
    const { quickInput, notifications } = workbench;
    await workbench.runCommand('easel.setCap');
    await quickInput.select('Add Daily Cap…');
    await quickInput.waitForText('For example, 10 CNY');
    await quickInput.answer('0.05 CNY');
    await until('the cap in the settings', () => server.settings()['easel.spending.caps']);
    assert.deepEqual(server.settings()['easel.spending.caps'], [{ currency: 'CNY', perDay: 0.05 }]);
    await generate(workbench, { prompt: 'a lighthouse', workspace });
    await openPrompt(workbench);
    await quickInput.answer('a second lighthouse');
    const message = await notifications.waitFor(/daily cap of ¥0\.05\. You've spent or reserved ¥0\.03/);
    assert.deepEqual(message.buttons, ['Change Cap', 'Choose Provider']);
    assert.equal(simulator.received['/text-to-image'], 1);
    await notifications.click(/cap of ¥0\.05/, 'Change Cap');
    const items = await until('the cap', async () => {
      const all = await quickInput.items();
      return all.some(({ description }) => description === '¥0.03 of ¥0.05 today') ? all : undefined;
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['¥0.05 per day', 'Add Another Daily Cap…', 'Add Monthly Cap…'],
    );
  });
});
