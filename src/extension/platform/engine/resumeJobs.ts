/** Resumes jobs that were running when VS Code was closed; loads nothing if there are none. */
import * as vscode from 'vscode';
import { isReadable } from '../files/isReadable';
import type { Engine } from './engine';
import { pendingJobsFile } from '../../../shared/platform/pendingJobsFile';

export function resumePendingJobs(storage: vscode.Uri, engine: Engine, log: vscode.LogOutputChannel): void {
  void openIfPending(storage, engine).catch((thrown: unknown) => {
    log.error(`Couldn't resume unfinished jobs: ${String(thrown)}`);
  });
}

async function openIfPending(storage: vscode.Uri, engine: Engine): Promise<void> {
  if (await isReadable(vscode.Uri.joinPath(storage, pendingJobsFile))) await engine.get();
}
