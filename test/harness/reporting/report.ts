/** Output of a suite that the runner always prints below the layer, such as tables and measurements. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Path of the file in which a run collects its report. */
export const reportVariable = 'EASEL_TEST_REPORT';

/** Adds lines to the report of this run; prints them if there is no runner. */
export function report(lines: readonly string[]): void {
  const file = process.env[reportVariable];
  if (file) appendFileSync(file, `${lines.join('\n')}\n`);
  else console.log(lines.join('\n'));
}

/** The report in a file; empty if there is none. */
export function readReport(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '';
}
