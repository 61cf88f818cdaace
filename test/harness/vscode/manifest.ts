/** Reads the extension's manifest and its translations. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../files/paths';

export type Language = 'en' | 'zh-cn';

export interface Manifest {
  /** `publisher.name`. */
  id: string;
  commands: { command: string; title: string; category?: string }[];
  settings: Record<string, { scope?: string; default?: unknown }>;
}

interface RawManifest {
  name: string;
  publisher: string;
  contributes?: {
    commands?: Manifest['commands'];
    configuration?: RawConfiguration | RawConfiguration[];
  };
}
type RawConfiguration = { properties?: Manifest['settings'] };

export function readManifest(): Manifest {
  const raw = readJson<RawManifest>('package.json');
  const configuration = [raw.contributes?.configuration ?? []].flat();
  return {
    id: `${raw.publisher}.${raw.name}`,
    commands: raw.contributes?.commands ?? [],
    settings: Object.assign({}, ...configuration.map((part) => part.properties ?? {})) as Manifest['settings'],
  };
}

/** The palette's title for a command ID: `Easel: Generate Image…` for `easel.generate`. Unknown IDs are returned unchanged. */
export function paletteTitle(commandId: string, language: Language = 'en'): string {
  const command = readManifest().commands.find((one) => one.command === commandId);
  if (!command) return commandId;
  const title = translate(command.title, language);
  return command.category ? `${translate(command.category, language)}: ${title}` : title;
}

/** Translation of a message of the host; the English text is the key. */
export function message(english: string, language: Language): string {
  if (language === 'en') return english;
  return readStrings(`l10n/bundle.l10n.${language}.json`)[english] ?? english;
}

function translate(text: string, language: Language): string {
  const key = /^%(.+)%$/.exec(text)?.[1];
  if (!key) return text;
  const strings = {
    ...readStrings('package.nls.json'),
    ...(language === 'en' ? {} : readStrings(`package.nls.${language}.json`)),
  };
  return strings[key] ?? text;
}

function readStrings(file: string): Record<string, string> {
  if (!existsSync(path.join(projectRoot, file))) return {};
  return readJson<Record<string, string>>(file);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')) as T;
}
