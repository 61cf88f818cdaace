/** Result of a test run in any layer. */
export interface SuiteResult {
  passed: number;
  failed: number;
  skipped: number;
  failures: { title: string; message: string }[];
}
