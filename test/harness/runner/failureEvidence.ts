/** Mocha hooks for tests that drive a workbench: saves a screenshot of each failure in `.cache/failures`. */
import path from 'node:path';
import type { Context } from 'mocha';
import { cacheFolder } from '../files/paths';
import { openWorkbenches } from '../workbench/workbench';

export const mochaHooks = {
  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const workbench of openWorkbenches) {
      const name = test
        .fullTitle()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .slice(0, 100);
      const file = path.join(cacheFolder, 'failures', `${name}.png`);
      const saved = await workbench.screenshot(file).then(
        () => true,
        () => false,
      );
      const words = [saved ? `screen: ${file}` : '', workbench.server.logTail()].filter(Boolean);
      if (test.err) test.err.stack = `${test.err.stack ?? test.err.message}\n${words.join('\n')}`;
    }
  },
};
