/** The search for secrets in what the processes of a run leave behind. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteSecretsIn, searchFolder, searchLines } from '../harness/reporting/leaks';
import type { Folders } from './verify';

/** @param home Of the run: the log stands in it, and the file of secrets, which is the one place where they belong. */
export function searchRun(home: string, { storage, workspace }: Folders, errors: readonly string[]): void {
  noteSecretsIn(join(home, 'secrets.json'));
  searchFolder('storage of a killed engine', storage);
  searchFolder('workspace of a killed engine', workspace);
  const log = join(home, 'engine.log');
  if (existsSync(log)) searchLines('log of a killed engine', [readFileSync(log, 'utf8')]);
  searchLines('errors of a killed engine', errors);
}
