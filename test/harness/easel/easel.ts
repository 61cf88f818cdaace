/** A server with Easel from its `.vsix`, and the steps that several tests and the demo take with it. */
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
  /** Paths of the pictures, in the order in which they came. */
  files: string[];
  /** From Enter in the input to the last file on disk. */
  milliseconds: number;
}

/** Palette, prompt, Enter, and waits for the files in `images/`. */
export async function generate(
  workbench: Workbench,
  { prompt, workspace, count = 1 }: { prompt: string; workspace: string; count?: number },
): Promise<GeneratedFiles> {
  let start = 0;
  // An editor that comes to the front late closes the input; nothing was asked for then.
  const ask = async (): Promise<true> => {
    await openPrompt(workbench);
    await workbench.quickInput.type(prompt);
    start = performance.now();
    await workbench.quickInput.answer(prompt, { timeout: 5_000 });
    return true;
  };
  await until('the picture to be asked for', ask, { timeout: 90_000 });
  const files = await waitForFiles(path.join(workspace, 'images'), count, { timeout: 120_000 });
  return { files, milliseconds: Math.round(performance.now() - start) };
}

/** Opens the input for a new picture and waits for the line that says what Enter will do. */
export async function openPrompt(workbench: Workbench): Promise<void> {
  await workbench.runCommand('easel.generate');
  await workbench.quickInput.waitForText('→');
}
