/** Starts VS Code with Easel from its `.vsix`, in the sample workspace or a given folder. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startDesktop } from '../vscode/desktop';
import { cacheFolder, vsixFile } from '../files/paths';
import { startServer } from '../vscode/server';
import { sampleWorkspace } from '../files/workspace';
import { optionOf, plainArguments, runProgram, stopSignal } from './program';

const home = path.join(cacheFolder, 'start');

async function main(argumentList: string[]): Promise<number> {
  const workspace = chooseWorkspace(plainArguments(argumentList, ['--port'])[0]);
  if (argumentList.includes('--desktop')) return startDesktop({ workspace, dataFolder: path.join(home, 'desktop') });
  const stop = stopSignal();
  const server = await startServer({
    workspace,
    dataFolder: path.join(home, 'server'),
    extensions: [vsixFile],
    port: Number(optionOf(argumentList, '--port') ?? 0),
  });
  try {
    console.log(`VS Code with Easel, in ${workspace}. Ctrl-C ends it.`);
    console.log(server.url);
    openDefaultBrowser(server.url);
    const end = await Promise.race([stop.then(() => 'stop' as const), server.ended.then(() => 'ended' as const)]);
    if (end === 'stop') return 0;
    console.error(`the VS Code server ended by itself; its last output:\n${server.output()}`);
    return 1;
  } finally {
    await server.stop();
  }
}

function chooseWorkspace(folder: string | undefined): string {
  if (folder === undefined) return sampleWorkspace(path.join(cacheFolder, 'sample'));
  // npm changes to the project folder; relative paths are meant from the user's folder.
  const chosen = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), folder);
  if (!existsSync(chosen)) throw new Error(`There is no folder ${chosen}.`);
  return chosen;
}

/** Opens the URL in the default browser if there is a display. Errors are ignored, because the URL is also printed. */
function openDefaultBrowser(url: string): void {
  const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (!hasScreen || process.env['CI'] || !process.stdout.isTTY) return;
  const [command, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  if (!command) return;
  spawn(command, [...before, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

void runProgram(() => main(process.argv.slice(2)));
