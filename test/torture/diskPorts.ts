/** Ports of the engine on a disk, for processes that are to be killed: secrets in a file, a workspace that is a folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fail } from '../../src/shared/model/easelError';
import type { Secrets, WorkspaceFiles } from '../../src/shared/platform/ports';
import type { AtPoint } from './killPoints';

/** Written whole or not at all, as the host's own store is. */
export function fileSecrets(file: string, at: AtPoint): Secrets {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const write = (values: Record<string, string>): void => {
    at('secret: before');
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(values));
    renameSync(temporary, file);
    at('secret: after');
  };
  return {
    get: async (key) => read()[key],
    set: async (key, value) => write({ ...read(), [key]: value }),
    delete: async (key) => {
      const { [key]: _gone, ...rest } = read();
      write(rest);
    },
  };
}

/** Files are written in two halves: a process that dies between them leaves a cut file, as a real editor may. */
export class DiskFiles implements WorkspaceFiles {
  readonly #folder: string;
  readonly #at: AtPoint;

  constructor(folder: string, at: AtPoint) {
    this.#folder = pathToFileURL(folder).href;
    this.#at = at;
  }

  folders(): string[] {
    return [this.#folder];
  }

  resolve(folder: string, relative: string): string {
    return `${folder}/${relative}`;
  }

  async isFree(folder: string, name: string): Promise<boolean> {
    return !existsSync(join(fileURLToPath(folder), name));
  }

  async writeNew(folder: string, name: string, bytes: Uint8Array): Promise<string> {
    const path = join(fileURLToPath(folder), name);
    mkdirSync(fileURLToPath(folder), { recursive: true });
    if (existsSync(path)) throw fail('storage', { code: 'exists' });
    this.#at('delivery: before the write');
    this.#write(path, bytes);
    this.#at('delivery: written');
    return pathToFileURL(path).href;
  }

  async complete(folder: string, name: string, bytes: Uint8Array): Promise<string | undefined> {
    const path = join(fileURLToPath(folder), name);
    if (!existsSync(path)) return undefined;
    const there = readFileSync(path);
    if (!there.equals(bytes.subarray(0, there.length))) return undefined;
    if (there.length < bytes.length) this.#write(path, bytes);
    return pathToFileURL(path).href;
  }

  #write(path: string, bytes: Uint8Array): void {
    const half = Math.floor(bytes.length / 2);
    writeFileSync(path, bytes.subarray(0, half));
    this.#at('delivery: half written');
    writeFileSync(path, bytes.subarray(half), { flag: 'a' });
  }
}
