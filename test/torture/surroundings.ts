/** What processes of the harness have around them that is never in their way. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../src/shared/platform/ports';

/** Writes into a file beside what it stands for, to be searched afterwards. */
export function fileLog(folder: string): Log {
  const write = (line: string): void => appendFileSync(join(folder, 'engine.log'), `${line}\n`);
  return { trace: write, debug: write, info: write, warn: write, error: write };
}
