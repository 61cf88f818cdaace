/** What version 0.1.0 wrote; `test/fixtures/0.1.0/README.md` says how. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const fixtureFolder = join(import.meta.dirname, '../../fixtures/0.1.0');

/** @param name Relative to the fixture's folder. */
export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(fixtureFolder, name), 'utf8'));
}

/** Types that have another name now. */
const renamedTypes: Readonly<Record<string, string>> = {
  'nano-banana-edits': 'openai',
  'runninghub-rhart-edit': 'runninghub-models',
};

export function currentType(type: string): string {
  return renamedTypes[type] ?? type;
}

/** Facts with today's name of a price per image. */
export function perImage<Facts>(facts: Facts): Facts {
  return JSON.parse(JSON.stringify(facts).replaceAll('"per":"picture"', '"per":"image"')) as Facts;
}
