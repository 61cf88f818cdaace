/**
 * Finds what the tests have for each provider by file name, so that no list has to name the providers: `rig.ts`, `faults.ts`,
 * `fuzz.ts` below `test/providers`, `launcher.ts` below `test/simulators`.
 */
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { providers } from '../../src/providers/registry';
import type { Provider } from '../../src/providers/contract/provider';
import { seventhProvider } from '../fixtures/seventhProvider';

/** The providers of the registry, and one more that shows that a folder and a line are enough for a new one. */
export const testedProviders: readonly Provider[] = [...providers, seventhProvider];

const root = join(import.meta.dirname, '..');
const load = createRequire(import.meta.url);

interface Part {
  /** The type of the provider. */
  type: string;
}

/** By type. @param name The file's name without its extension, and the name of the constant that it exports. */
export function providerParts<One extends Part>(name: string): ReadonlyMap<string, One> {
  const files = globSync([`{providers,simulators}/*/**/${name}.ts`, `fixtures/*Provider/${name}.ts`], { cwd: root });
  const parts = files.sort().flatMap((file) => {
    const found = (load(join(root, file)) as Record<string, One | readonly One[] | undefined>)[name];
    if (!found) throw new Error(`test/${file} exports no "${name}"`);
    return found;
  });
  // In the order of the registry.
  const order = testedProviders.map(({ type }) => type);
  return new Map(parts.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type)).map((part) => [part.type, part]));
}

/** @throws Error that says which file is missing. */
export function providerPart<One extends Part>(name: string, type: string): One {
  const found = providerParts<One>(name).get(type);
  if (!found) throw new Error(`${type} has no ${name}.ts: see "Adding a provider" in CONTRIBUTING.md`);
  return found;
}
