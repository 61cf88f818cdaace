/** Easel's settings, read on every use so that a change takes effect at once. */
import * as vscode from 'vscode';
import type { Settings } from '../../shared/platform/ports';
import type { Choices } from '../parameters/parameters';

export type AfterGenerate = 'ask' | 'insert' | 'open' | 'nothing';

const afterGenerateValues: readonly AfterGenerate[] = ['ask', 'insert', 'open', 'nothing'];

function read(name: string): unknown {
  return vscode.workspace.getConfiguration('easel').get(name);
}

function readText(name: string, otherwise: string): string {
  const value = read(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : otherwise;
}

/** The output folder as the user wrote it. */
export function outputFolder(): string {
  return readText('output.folder', 'images');
}

/** What happens with a finished image. */
export function afterGenerate(): AfterGenerate {
  const value = read('afterGenerate');
  return afterGenerateValues.find((known) => known === value) ?? 'ask';
}

/** Whether inserted elements get the width and the height of their image. */
export function insertsSize(): boolean {
  return read('insert.size') !== false;
}

/** Default parameters, for every provider that has them. */
export function defaultChoices(): Choices {
  const aspectRatio = readText('defaults.aspectRatio', '');
  const negativePrompt = readText('defaults.negativePrompt', '');
  const count = read('defaults.count');
  return {
    ...(aspectRatio === '' ? {} : { aspectRatio }),
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    ...(typeof count === 'number' && Number.isInteger(count) && count > 1 ? { count } : {}),
  };
}

/** Seconds that an agent's tool waits for its images before it returns the job's ID. */
export function toolWaitSeconds(): number {
  const value = read('tools.waitSeconds');
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, 0), 600) : 50;
}

/** Whether agents get a preview image. */
export function toolPreview(): boolean {
  return read('tools.preview') !== false;
}

/** The engine's view of the settings. */
export const engineSettings: Settings = {
  providers: () => read('providers'),
  output: () => ({ folder: outputFolder(), fileName: readText('output.fileName', '{slug}') }),
  webhook: () => {
    const port = read('webhook.port');
    const publicUrl = readText('webhook.publicUrl', '');
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) return undefined;
    return { port, ...(/^https?:\/\//i.test(publicUrl) ? { publicUrl } : {}) };
  },
  money: () => ({
    prices: read('prices'),
    caps: read('spending.caps'),
    atCap: read('spending.atCap'),
    timeZone: read('spending.timeZone'),
  }),
  keepMetadata: () => read('images.keepMetadata') === true,
  storageLimit: () => {
    const megabytes = read('history.maxSizeMB');
    return typeof megabytes === 'number' && megabytes > 0 ? megabytes * 1_000_000 : undefined;
  },
  onChange: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) listener();
    }),
};

/**
 * Opens a setting. Lists of entries have no form: their place in the settings file is shown, which for providers in a
 * remote window is the file of that machine.
 */
export async function openSetting(name: string): Promise<void> {
  const key = `easel.${name}`;
  if (!['providers', 'prices', 'spending.caps'].includes(name)) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${key}`);
    return;
  }
  // Prices and caps are the user's, on whatever machine the window is.
  const isRemote = vscode.env.remoteName !== undefined && name === 'providers';
  const open = isRemote ? 'workbench.action.openRemoteSettingsFile' : 'workbench.action.openSettingsJson';
  await vscode.commands.executeCommand(open, { revealSetting: { key } });
}
