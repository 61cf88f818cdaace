import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../src/shared/platform/ports';

/** Writes to a file in the folder, which is searched for secrets afterwards. */
export function fileLog(folder: string): Log {
  const write = (line: string): void => appendFileSync(join(folder, 'engine.log'), `${line}\n`);
  return { trace: write, debug: write, info: write, warn: write, error: write };
}
