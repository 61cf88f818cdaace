/** A Qwen Image Service as the default provider, and the steps that tests of the edit commands share. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../../fixtures/png';
import { startQwenImageService, type QwenImageServiceSimulator } from '../../simulators/qwenImageService';
import { activated, useProviders, workspaceUri } from './host';
import { watchMessages, type Messages } from './messages';

export interface EditFixture {
  readonly service: QwenImageServiceSimulator;
  /** Those of the current test. */
  readonly messages: Messages;
  /** The service's entry in `easel.providers`. */
  entry(): object;
}

/** To be called in the body of a `describe`. */
export function useEditService(): EditFixture {
  let service: QwenImageServiceSimulator;
  let messages: Messages;

  const entry = (): object => ({
    id: 'Qwen',
    type: 'qwen-image-service',
    name: 'Qwen',
    hosts: { domestic: service.url },
    options: { ratios: { '5:4': [1280, 1024] } },
    pollSeconds: 0.2,
    retry: false,
    default: true,
  });

  before(async () => {
    service = await startQwenImageService({ auth: 'open', moreRatios: { '5:4': [1000, 1000] } });
    await useProviders([entry()]);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.stop();
    await useProviders([]);
  });
  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(() => {
    messages.restore();
    service.behave();
  });

  return {
    get service() {
      return service;
    },
    get messages() {
      return messages;
    },
    entry,
  };
}

/** Writes images of different colors to the workspace. */
export async function writeImages(...paths: string[]): Promise<vscode.Uri[]> {
  const uris = paths.map((path) => workspaceUri(...path.split('/')));
  for (const [index, uri] of uris.entries())
    await vscode.workspace.fs.writeFile(uri, pngOf(64, 36, [200, 40 * index, 40]));
  return uris;
}

/** Waits for jobs, all of which must end as done. */
export async function waitUntilDone(jobIds: readonly string[] | undefined): Promise<void> {
  const api = await activated();
  assert.ok(jobIds && jobIds.length > 0, 'nothing was started');
  for (const jobId of jobIds) assert.equal((await api.finished(jobId)).state, 'done');
}

/** Runs an edit command. @returns IDs of its jobs. */
export function run(command: string, ...values: unknown[]): Thenable<string[] | undefined> {
  return vscode.commands.executeCommand<string[] | undefined>(command, ...values);
}

export async function bytesOf(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('base64');
}
