/** The text of each provider's `guide.md`, by type. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow } from '../../sizes.mjs';

const root = join(import.meta.dirname, '../../..');

export function guides(folder = 'src'): ReadonlyMap<string, string> {
  const files = filesBelow(join(root, folder)).filter((file) => basename(file) === 'guide.md');
  const texts = files.map((file) => readFileSync(join(root, folder, file), 'utf8'));
  return new Map(
    texts.flatMap((text): [string, string][] => {
      const [first = '', type] = /^<!-- type: ([\w-]+) -->\s*/.exec(text) ?? [];
      return type === undefined ? [] : [[type, text.slice(first.length).trim()]];
    }),
  );
}
