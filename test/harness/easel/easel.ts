/** A server with Easel installed from its `.vsix`, and steps that tests and the demo share. */
import path from 'node:path';
import { vsixFile } from '../files/paths';
import { type ServerOptions, startServer, type VsCodeServer } from '../vscode/server';
import { until } from '../until';
import type { Workbench } from '../workbench/workbench';
import { waitForFiles } from '../files/workspace';

/** Like {@link startServer}, with the packaged extension installed. */
export function startEasel(options: ServerOptions): Promise<VsCodeServer> {
  return startServer({ ...options, extensions: [vsixFile, ...(options.extensions ?? [])] });
}

export interface GeneratedFiles {
  /** Paths of the images, oldest first. */
  files: string[];
  /** Time from Enter in the input to the last file on disk. */
  milliseconds: number;
}

/** Runs Generate Image from the palette and waits for the files in `images/`. */
export async function generate(
  workbench: Workbench,
  { prompt, workspace, count = 1 }: { prompt: string; workspace: string; count?: number },
): Promise<GeneratedFiles> {
  let start = 0;
  // An editor that opens late closes the input; then nothing was started.
  const ask = async (): Promise<true> => {
    await openPrompt(workbench);
    await workbench.quickInput.type(prompt);
    start = performance.now();
    await workbench.quickInput.answer(prompt, { timeout: 5_000 });
    return true;
  };
  await until('the image to be requested', ask, { timeout: 90_000 });
  const files = await waitForFiles(path.join(workspace, 'images'), count, { timeout: 120_000 });
  return { files, milliseconds: Math.round(performance.now() - start) };
}

/** Opens the input of Generate Image and waits for the line that says what Enter will do. */
export async function openPrompt(workbench: Workbench): Promise<void> {
  await workbench.runCommand('easel.generate');
  await workbench.quickInput.waitForText('→');
}
