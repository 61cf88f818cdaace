/** Prints, as JSON by path, the files that are generated from the providers of the registry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { providers } from '../../../src/providers/registry';
import { manifestTexts, settingSchema } from './manifest';
import { pagesOf } from './pages';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  contributes: { configuration: { properties: Record<string, { items?: unknown }> }[] };
}

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(JSON.parse(read('.prettierrc.json')) as object), plugins: [], filepath: join(root, path) });
}

async function main(): Promise<void> {
  const { schema, texts } = settingSchema(providers);
  const manifest = JSON.parse(read('package.json')) as Manifest;
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['easel.providers'];
    if (setting) setting.items = schema;
  }
  const bundle = JSON.parse(read('l10n/bundle.l10n.zh-cn.json')) as Record<string, string>;
  const files: Record<string, string> = {
    'package.json': JSON.stringify(manifest),
    'package.nls.json': manifestTexts(read('package.nls.json'), texts, (text) => text),
    'package.nls.zh-cn.json': manifestTexts(read('package.nls.zh-cn.json'), texts, (text) => bundle[text] ?? text),
    ...pagesOf(providers),
  };
  const entries = Object.entries(files).map(async ([path, text]) => [path, await formatted(path, text)] as const);
  process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(entries))));
}

void main();
