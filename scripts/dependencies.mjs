/** `node scripts/dependencies.mjs`: who imports whom in `src` and `webview-ui`; a step of `npm run check`. */
import { join } from 'node:path';
import process from 'node:process';
import { checkDependencies } from './dependencies/check.mjs';

const { modules, violations } = await checkDependencies(join(import.meta.dirname, '..'));
for (const { rule, text } of violations) console.error(`${rule}: ${text}`);
console.log(`${modules.length} modules, ${violations.length} violations`);
if (modules.length === 0 || violations.length > 0) process.exitCode = 1;
