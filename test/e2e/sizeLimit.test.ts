/** A history that takes more room than it should: it is said, the clean-up is offered, and nothing is deleted. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { generate } from '../harness/easel';
import { cacheFolder } from '../harness/paths';
import { useStage } from '../harness/stage';
import { filesIn } from '../harness/workspace';

describe('a history above its limit', () => {
  const stage = useStage();

  it('is told of with its size, and the message leads to the clean-up', async () => {
    const { workbench, workspace, server } = stage;
    await generate(workbench, { prompt: 'a fox', workspace });
    const vault = path.join(server.userDataFolder, 'User', 'globalStorage', 'easel.easel', 'vault');
    const kept = filesIn(vault);
    server.updateSettings({ 'easel.history.maxSizeMB': 0.001 });
    const message = await workbench.notifications.waitFor(/pictures of the history take .* MB.*limit of 0\.001 MB/);
    assert.deepEqual(message.buttons, ['Clean Up…', 'Change the Limit…']);
    await workbench.screenshot(path.join(cacheFolder, 'shots', 'size-limit.png'));
    await workbench.notifications.click(/pictures of the history/, 'Clean Up…');
    await workbench.webview().getByRole('heading', { name: 'Clean Up the History' }).waitFor();
    await workbench.screenshot(path.join(cacheFolder, 'shots', 'size-limit-clean-up.png'));
    assert.deepEqual(filesIn(vault), kept);
  });
});
