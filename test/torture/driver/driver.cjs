/**
 * An extension beside Easel in the same extension host. It does what the harness lays into a folder, through what Easel gives
 * to every extension, and writes down at once what came of it: the next moment the process may be dead.
 */
const { appendFileSync, existsSync, readdirSync, readFileSync, watch, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const folder = process.env['EASEL_TORTURE_FOLDER'];

function tell(told) {
  appendFileSync(join(folder, 'told.jsonl'), `${JSON.stringify(told)}\n`);
}

async function start(easel, { prompt, provider }) {
  try {
    for (const jobId of await easel.generate({ prompt, provider })) tell({ tell: 'started', prompt, jobId });
  } catch (thrown) {
    tell({ tell: 'refused', prompt, message: String(thrown) });
  }
}

async function look() {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.order'))) {
    const taken = join(folder, `${name}.taken`);
    if (existsSync(taken)) continue;
    writeFileSync(taken, '');
    const { secretOf, imageRequests = [] } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    if (secretOf) void vscode.commands.executeCommand('easel.setProviderKey', secretOf);
    const easel = await vscode.extensions.getExtension('easel.easel').activate();
    for (const imageRequest of imageRequests) void start(easel, imageRequest);
  }
}

exports.activate = (context) => {
  if (!folder) return;
  const watcher = watch(folder, () => void look());
  context.subscriptions.push({ dispose: () => watcher.close() });
  tell({ tell: 'up', pid: process.pid });
  void look();
};
