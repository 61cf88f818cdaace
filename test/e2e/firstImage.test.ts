/** The first minute: install, palette, a prompt, a picture in the workspace and in the code. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { measure } from '../harness/files/image';
import { generate, openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { filesIn } from '../harness/files/workspace';

describe('first image', () => {
  const fixture = useWorkbench({ server: { settings: { 'easel.defaults.aspectRatio': '16:9' } } });

  it('says below the input what Enter will do', async () => {
    const { workbench } = fixture;
    await openPrompt(workbench);
    assert.match(await workbench.quickInput.message(), /16:9 · 1 image · free → images\//);
    assert.equal((await workbench.quickInput.buttons()).length, 3);
    await workbench.quickInput.close();
  });

  it('is saved in the requested ratio, and inserted at the cursor with a relative path', async () => {
    const { workspace, workbench } = fixture;
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
    const made = await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    assert.equal(made.files.length, 1);
    assert.match(path.basename(made.files[0] ?? ''), /fox.*\.png$/);
    const { width, height } = measure(made.files[0] ?? '');
    assert.ok(Math.abs(width / height - 16 / 9) < 0.02, `${width} × ${height} is not 16:9`);
    const [file] = filesIn(path.join(workspace, 'images'));
    const message = await workbench.notifications.waitFor(path.basename(file ?? ''));
    assert.deepEqual(message.buttons.slice(0, 2), ['Insert', 'Open']);
    await workbench.notifications.click(path.basename(file ?? ''), 'Insert');
    const text = await workbench.editors.waitForText('![');
    assert.ok(text.includes(`](images/${path.basename(file ?? '')})`), text);
  });

  it('uses the selected text of the editor as the prompt', async () => {
    const { workspace, workbench } = fixture;
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 1, column: 3 });
    await workbench.editors.press('Shift+End');
    await openPrompt(workbench);
    assert.equal(await workbench.quickInput.value(), 'Snowfall');
    await workbench.quickInput.close();
  });

  it('does not overwrite the first one with the next', async () => {
    const { workspace, workbench } = fixture;
    const made = await generate(workbench, { prompt: 'a red fox in the snow', workspace, count: 2 });
    assert.equal(new Set(made.files).size, 2);
  });
});
