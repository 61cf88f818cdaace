/** `npm run bench [-- name]`: every measurement of test/bench, or one of them. Timing belongs here and not into tests. */
import { readdirSync } from 'node:fs';
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({}, ensurePackage);
  const [wanted] = process.argv.slice(2);
  const files = readdirSync('test/bench').filter(
    (file) => file.endsWith('.ts') && file !== 'scrolling.ts' && (!wanted || file === `${wanted}.ts`),
  );
  if (files.length === 0) throw new Error(`There is no test/bench/${wanted}.ts`);
  for (const file of files) {
    console.log(`\n== ${file.replace('.ts', '')}`);
    const code = await launch(`test/bench/${file}`, []);
    if (code !== 0) process.exitCode = code;
  }
} catch (error) {
  endWith(error);
}
