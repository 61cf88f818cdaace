/** What a suite wants to be seen even when all is well: a table, a measurement. The runner prints it below the layer. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Names the file in which a run collects its report. */
export const reportVariable = 'EASEL_TEST_REPORT';

/** Adds lines to the report of this run; without a runner they go to the terminal. */
export function report(lines: readonly string[]): void {
  const file = process.env[reportVariable];
  if (file) appendFileSync(file, `${lines.join('\n')}\n`);
  else console.log(lines.join('\n'));
}

/** What was reported into a file, empty when nothing was. */
export function readReport(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '';
}
