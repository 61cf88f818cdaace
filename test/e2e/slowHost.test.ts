/** Typing while the extension host is far away: every message between the window and its server is 150 ms late. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { drawPng } from '../simulators/image';

describe('typing while the extension host answers late', () => {
  const fixture = useWorkbench({
    prepare: (workspace) => writeFileSync(path.join(workspace, 'fox.png'), drawPng(64, 36, 'fox')),
    workbench: { withLatency: true },
  });
  /** By milliseconds between two keys. Numeric keys are listed by size: 20 comes first. */
  const prompts = { 90: ['as a watercolor', 'as pixel art'], 20: ['in the rain at night', 'as a woodcut, in snow'] };

  it('loses no character of Batch Edit at 90 and at 20 ms a key', async () => {
    const { quickInput, page, explorer, latency } = fixture.workbench;
    const menu = await explorer.contextMenu('fox.png');
    await menu.choose('Easel', 'Batch Edit…');
    await quickInput.waitForText('Batch Edit: fox.png');
    await quickInput.input.focus();
    assert.ok(latency);
    latency.milliseconds = 150;
    for (const [interval, texts] of Object.entries(prompts)) {
      for (const text of texts) {
        await page.keyboard.type(text, { delay: Number(interval) });
        await page.keyboard.press('Enter');
      }
    }
    const rest = 'in autumn, with fog';
    await page.keyboard.type(rest, { delay: 20 });
    const seen = async (): Promise<string[]> => [
      await quickInput.value(),
      ...(await quickInput.items()).map((item) => item.label),
    ];
    const wanted = [rest, rest, ...Object.values(prompts).flat()].map((text, at) =>
      at < 2 ? text : `${at - 1}. ${text}`,
    );
    await until('all that was typed', async () => JSON.stringify(await seen()) === JSON.stringify(wanted), {
      seen: async () => JSON.stringify(await seen()),
    });
  });
});
