/** Generates from the providers' manifests: a part of package.json, its texts, and the pages in `docs/providers/`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const pages = 'docs/providers';

export const generator = {
  name: 'providers',
  /** Existing files; a page without a provider is removed. */
  files: () => {
    const there = existsSync(join(root, pages)) ? readdirSync(join(root, pages)) : [];
    return ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', ...there.map((name) => `${pages}/${name}`)];
  },
  /** @returns {Promise<Record<string, string>>} */
  run: async () => {
    const program = join(import.meta.dirname, 'providers/main.ts');
    const output = execFileSync(process.execPath, ['--import', 'tsx', program], { cwd: root, encoding: 'utf8' });
    return JSON.parse(output);
  },
};
