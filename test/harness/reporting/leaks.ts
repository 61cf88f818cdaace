/**
 * Searches for secrets in everything that a test run produces: databases, logs, settings, workspace files, messages, the
 * clipboard, tool results, and its own output.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { noteSecret, secretsVariable } from '../../simulators/secretsSeen';
import { filesIn } from '../files/workspace';

/** Path of the file to which the searches of a run append their results. */
const searchesVariable = 'EASEL_TEST_SEARCHES';

interface Search {
  /** Description of what was searched. */
  what: string;
  files: number;
  bytes: number;
  /** Names of files that contain a secret; never the secret itself. */
  leaks: string[];
}

export interface LeakReport {
  secrets: number;
  files: number;
  bytes: number;
  leaks: string[];
}

/** Bytes. Larger files are images and caches of the editor. */
const maxFileSize = 64 * 1024 * 1024;

/** Starts a run: from now on, this process and its children record secrets and searches. @param folder For the lists. */
export function startLeakSearch(folder: string): void {
  mkdirSync(folder, { recursive: true });
  process.env[secretsVariable] = path.join(folder, `secrets-${process.pid}.txt`);
  process.env[searchesVariable] = path.join(folder, `searches-${process.pid}.txt`);
  deleteLeakLists();
}

/** Deletes the lists, because they contain secrets, even if only those of simulators. */
export function deleteLeakLists(): void {
  for (const name of [secretsVariable, searchesVariable]) rmSync(process.env[name] ?? '', { force: true });
}

/** Searches a folder before it is deleted. Does nothing outside of a run that was started with {@link startLeakSearch}. */
export function searchFolder(what: string, folder: string): void {
  if (!process.env[searchesVariable] || !existsSync(folder)) return;
  const files = filesIn(folder).filter((file) => isSearched(file));
  const patterns = secretPatterns();
  const search: Search = { what, files: 0, bytes: 0, leaks: [] };
  for (const file of files)
    searchBytes(search, patterns, { name: path.relative(folder, file), bytes: readFileSync(file) });
  write(search);
}

/** Searches lines of a log or of messages. */
export function searchLines(what: string, lines: readonly string[]): void {
  if (!process.env[searchesVariable]) return;
  const search: Search = { what, files: 0, bytes: 0, leaks: [] };
  searchBytes(search, secretPatterns(), { name: 'lines', bytes: Buffer.from(lines.join('\n')) });
  write(search);
}

const pendingLines = new Map<string, (readonly string[])[]>();

/** Searches lines when this process ends, for logs that no test closes. */
export function searchLinesAtEnd(what: string, lines: readonly string[]): void {
  if (pendingLines.size === 0) process.once('exit', searchPendingLines);
  pendingLines.set(what, [...(pendingLines.get(what) ?? []), lines]);
}

function searchPendingLines(): void {
  for (const [what, all] of pendingLines) searchLines(what, all.flat());
}

/** Records the values of a file that simulates VS Code's secret storage, including those created by the engine. */
export function noteSecretsIn(file: string): void {
  if (!existsSync(file)) return;
  JSON.parse(readFileSync(file, 'utf8'), (_name, value: unknown) => {
    if (typeof value === 'string') noteSecret(value);
    return value;
  });
}

/** The sum of all searches of the run. */
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
  // The installed extension itself.
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

/** Patterns by their first four bytes, so that all are found in one pass. */
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

/** Every secret in plain, URL-encoded, JSON and Base64 form. */
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
