/**
 * The search for secrets in what a run of tests leaves behind: databases, logs, settings, files of the workspace, messages,
 * the clipboard, answers of tools, and what the run itself printed.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { noteSecret, secretsVariable } from '../../simulators/secretsSeen';
import { filesIn } from '../files/workspace';

/** Names the file in which the searches of a run write what they saw. */
const searchesVariable = 'EASEL_TEST_SEARCHES';

interface Search {
  /** What was searched, in words. */
  what: string;
  files: number;
  bytes: number;
  /** Names of files in which a secret stands; never the secret. */
  leaks: string[];
}

export interface LeakReport {
  secrets: number;
  files: number;
  bytes: number;
  leaks: string[];
}

/** Larger files are pictures and caches of the editor. Bytes. */
const maxFileSize = 64 * 1024 * 1024;

/** Begins a run: from now on this process and its children write down secrets and searches. @param folder For the lists. */
export function startLeakSearch(folder: string): void {
  mkdirSync(folder, { recursive: true });
  process.env[secretsVariable] = path.join(folder, `secrets-${process.pid}.txt`);
  process.env[searchesVariable] = path.join(folder, `searches-${process.pid}.txt`);
  deleteLeakLists();
}

/** Deletes the lists: they hold secrets, if only those of simulators. */
export function deleteLeakLists(): void {
  for (const name of [secretsVariable, searchesVariable]) rmSync(process.env[name] ?? '', { force: true });
}

/** Searches everything in a folder, to be called before it is deleted. Does nothing outside of a watched run. */
export function searchFolder(what: string, folder: string): void {
  if (!process.env[searchesVariable] || !existsSync(folder)) return;
  const files = filesIn(folder).filter((file) => isSearched(file));
  const patterns = secretPatterns();
  const search: Search = { what, files: 0, bytes: 0, leaks: [] };
  for (const file of files)
    searchBytes(search, patterns, { name: path.relative(folder, file), bytes: readFileSync(file) });
  write(search);
}

/** Searches lines, of a log or of messages. */
export function searchLines(what: string, lines: readonly string[]): void {
  if (!process.env[searchesVariable]) return;
  const search: Search = { what, files: 0, bytes: 0, leaks: [] };
  searchBytes(search, secretPatterns(), { name: 'lines', bytes: Buffer.from(lines.join('\n')) });
  write(search);
}

const pendingLines = new Map<string, (readonly string[])[]>();

/** Searches lines when this process ends: those of logs that no test closes. */
export function searchLinesAtEnd(what: string, lines: readonly string[]): void {
  if (pendingLines.size === 0) process.once('exit', searchPendingLines);
  pendingLines.set(what, [...(pendingLines.get(what) ?? []), lines]);
}

function searchPendingLines(): void {
  for (const [what, all] of pendingLines) searchLines(what, all.flat());
}

/** The values of a file that stands in for VS Code's secret storage: what was made by the engine itself is among them. */
export function noteSecretsIn(file: string): void {
  if (!existsSync(file)) return;
  JSON.parse(readFileSync(file, 'utf8'), (_name, value: unknown) => {
    if (typeof value === 'string') noteSecret(value);
    return value;
  });
}

/** What all searches of the run saw together. */
export function leakReport(): LeakReport {
  const searches = readLines(searchesVariable).map((line) => JSON.parse(line) as Search);
  return {
    secrets: readSecrets().length,
    files: searches.reduce((sum, { files }) => sum + files, 0),
    bytes: searches.reduce((sum, { bytes }) => sum + bytes, 0),
    leaks: searches.flatMap(({ what, leaks }) => leaks.map((file) => `${what}: ${file}`)),
  };
}

function isSearched(file: string): boolean {
  // The extension itself, as it was installed.
  if (/[\\/]ext[\\/]easel\./.test(file)) return false;
  const facts = statSync(file, { throwIfNoEntry: false });
  return facts !== undefined && facts.isFile() && facts.size <= maxFileSize;
}

function searchBytes(search: Search, patterns: Patterns, { name, bytes }: { name: string; bytes: Buffer }): void {
  search.files += 1;
  search.bytes += bytes.length;
  const at = firstOf(patterns, bytes);
  if (at !== undefined) search.leaks.push(`${name} at byte ${at}`);
}

/** Texts by their first four bytes, so that any number of them is looked for in one pass. */
type Patterns = ReadonlyMap<number, readonly Buffer[]>;

function firstOf(patterns: Patterns, bytes: Buffer): number | undefined {
  let window = 0;
  for (let end = 0; end < bytes.length; end += 1) {
    window = ((window << 8) | (bytes[end] ?? 0)) >>> 0;
    const at = end - 3;
    const isFound = patterns.get(window)?.some((one) => bytes.subarray(at, at + one.length).equals(one));
    if (isFound === true) return at;
  }
  return undefined;
}

/** Every secret as it is, and as URLs, JSON and Base64 would carry it. */
function secretPatterns(): Patterns {
  const forms = readSecrets().flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    // Without the last characters, which depend on what follows.
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  ]);
  const patterns = new Map<number, Buffer[]>();
  for (const form of new Set(forms)) {
    const bytes = Buffer.from(form);
    const start = bytes.readUInt32BE(0);
    patterns.set(start, [...(patterns.get(start) ?? []), bytes]);
  }
  return patterns;
}

function readSecrets(): string[] {
  return [...new Set(readLines(secretsVariable).map((line) => JSON.parse(line) as string))];
}

function readLines(variable: string): string[] {
  const file = process.env[variable] ?? '';
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

function write(search: Search): void {
  appendFileSync(process.env[searchesVariable] ?? '', `${JSON.stringify(search)}\n`);
}
