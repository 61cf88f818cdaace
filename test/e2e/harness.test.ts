/** The page object against what every VS Code has, so that a failure of Easel's own tests is not the harness's. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { filesIn } from '../harness/files/workspace';

describe('test harness, with VS Code', () => {
  const fixture = useWorkbench({
    withEasel: false,
    server: { settings: { 'files.watcherExclude': { '**': true } } },
  });

  it('opens a file at a position, types and saves', async () => {
    const { workspace, workbench } = fixture;
    const file = path.join(workspace, 'README.md');
    await workbench.editors.open(file, { line: 7, column: 1 });
    await workbench.editors.type('A line from a test.');
    await workbench.editors.waitForText('A line from a test.');
    await workbench.editors.save();
    assert.match(readFileSync(file, 'utf8'), /^A line from a test\.$/m);
  });

  it('runs a command by its title and answers its input', async () => {
    const { workbench } = fixture;
    await workbench.runCommand('Go to Line/Column...');
    await workbench.quickInput.waitOpen();
    assert.match(await workbench.quickInput.value(), /^:/);
    await workbench.quickInput.answer(':3');
    await workbench.quickInput.waitClosed();
    await until('the cursor in line 3', async () => (await workbench.editors.cursor()).line === 3);
  });

  it('reads items of a pick list and chooses one', async () => {
    const { workbench } = fixture;
    await workbench.runCommand('Change Language Mode');
    await workbench.quickInput.waitForItems();
    assert.match(await workbench.quickInput.placeholder(), /Language Mode/);
    assert.ok((await workbench.quickInput.items()).length > 3);
    await workbench.quickInput.type('Plain Text');
    await workbench.quickInput.select('Plain Text');
    await workbench.statusBar.waitFor('Plain Text');
  });

  it('uses the Explorer’s context menu and folders', async () => {
    const { workbench } = fixture;
    const menu = await workbench.explorer.contextMenu('src/App.svelte', 'src/Hero.tsx');
    assert.ok(await menu.has('Compare Selected'));
    await menu.choose('Compare Selected');
    await workbench.editors.waitForTab(/App\.svelte.*Hero\.tsx/);
  });

  it('finds a file in the Explorer that VS Code did not notice', async () => {
    const { workspace, workbench } = fixture;
    mkdirSync(path.join(workspace, 'unheard'));
    writeFileSync(path.join(workspace, 'unheard', 'late.txt'), 'late');
    const menu = await workbench.explorer.contextMenu('unheard/late.txt');
    assert.ok(await menu.has('Copy Path'));
  });

  it('works after a reload', async () => {
    const { workspace, workbench } = fixture;
    await workbench.reload();
    await workbench.editors.open(path.join(workspace, 'style.css'));
    await workbench.editors.waitForText('.hero');
  });

  it('takes a screenshot of the window', async () => {
    const { workspace, server, workbench } = fixture;
    const file = path.join(server.dataFolder, 'window.png');
    await workbench.screenshot(file);
    assert.ok(statSync(file).size > 10_000);
    assert.ok(filesIn(workspace).length >= 5);
  });
});
