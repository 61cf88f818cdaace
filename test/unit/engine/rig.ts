import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { fail } from '../../../src/shared/model/easelError';
import { properName } from '../../../src/shared/format/translate';
import type { Easel } from '../../../src/engine/surface/easel';
import { openEngine, type EnginePorts } from '../../../src/engine';
import type { EaselEvent } from '../../../src/shared/protocol/connection/events';
import type { Codec, Disposable, Log, WebhookSettings, WorkspaceFiles } from '../../../src/shared/platform/ports';
import type { TaskStatus, Submission } from '../../../src/providers/contract/task';
import type { Provider, TaskProvider } from '../../../src/providers/contract/provider';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { pngOf } from '../../fixtures/png';
import { searchFolder, searchLines } from '../../harness/reporting/leaks';
import { noteSecret } from '../../simulators/secretsSeen';
import { FakeClock, settle } from './fakeClock';

/** Files of a workspace in memory, which can be made to fail. */
export class MemoryFiles implements WorkspaceFiles {
  readonly files = new Map<string, Uint8Array>();
  open = ['file:///w'];
  /** When set, writing fails with it. */
  refusal: Error | undefined;

  folders(): string[] {
    return this.open;
  }

  resolve(folder: string, relative: string): string {
    return relative.startsWith('/') ? `file://${relative}` : `${folder}/${relative}`;
  }

  isFree(folder: string, name: string): Promise<boolean> {
    return Promise.resolve(!this.files.has(`${folder}/${encodeURIComponent(name)}`));
  }

  writeNew(folder: string, name: string, bytes: Uint8Array): Promise<string> {
    if (this.refusal) return Promise.reject(this.refusal);
    const uri = `${folder}/${encodeURIComponent(name)}`;
    if (this.files.has(uri)) return Promise.reject(fail('storage', { code: 'exists' }));
    this.files.set(uri, bytes);
    return Promise.resolve(uri);
  }

  complete(folder: string, name: string, bytes: Uint8Array): Promise<string | undefined> {
    const uri = `${folder}/${encodeURIComponent(name)}`;
    const there = this.files.get(uri);
    if (!there || Buffer.compare(there, bytes.subarray(0, there.length)) !== 0) return Promise.resolve(undefined);
    this.files.set(uri, bytes);
    return Promise.resolve(uri);
  }
}

export const silentLog: Log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A log that keeps what it is told. */
export function keptLog(lines: string[]): Log {
  const write = (line: string): void => void lines.push(line);
  return { trace: write, debug: write, info: write, warn: write, error: write };
}

/** A service in memory whose every answer a test decides. */
export class FakeService {
  submits = 0;
  polls = 0;
  cancels = 0;
  onSubmit: (context: ProviderContext) => Promise<Submission> | Submission = () => ({
    kind: 'ticket',
    ticket: { id: `t${this.submits}` },
  });
  onPoll: () => Promise<TaskStatus> | TaskStatus = () => ({ state: 'running' });
  onCancel: () => 'cancelled' | 'too-late' | 'not-possible' = () => 'cancelled';

  provider(type: string, overrides: Partial<TaskProvider> = {}): TaskProvider {
    const pollingInterval = { first: 1000, every: 2000, deadline: 600_000 };
    return {
      type,
      label: properName(type.toUpperCase()),
      summary: properName(type),
      offline: false,
      defaults: { sites: { china: `https://${type}.example` } },
      secrets: [],
      optionsSchema: z.object({}),
      examples: [],
      concurrency: 2,
      answers: 'with a ticket',
      pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
      knownModels: () => [
        {
          name: 'one',
          kinds: { generate: { count: 4, ratios: ['1:1', '16:9'], seed: { min: 0, max: 1000 }, negativePrompt: true } },
        },
      ],
      submit: async (_request, context) => {
        this.submits += 1;
        return this.onSubmit(context);
      },
      poll: async () => {
        this.polls += 1;
        return this.onPoll();
      },
      cancel: async () => {
        this.cancels += 1;
        return this.onCancel();
      },
      cancellable: 'any',
      test: () => Promise.resolve({ facts: [] }),
      ...overrides,
    };
  }
}

export interface Rig extends Disposable {
  easel: Easel;
  clock: FakeClock;
  files: MemoryFiles;
  folder: string;
  secrets: Map<string, string>;
  /** Numbers of the windows, from 1, whose editor answers nothing: its browser is gone. */
  lostEditors: Set<number>;
  settings: {
    providers: unknown;
    webhook: WebhookSettings | undefined;
    /** `easel.prices` and `easel.spending.*`. */
    money: { prices?: unknown; caps?: unknown; atCap?: unknown; timeZone?: unknown };
    change(value: unknown): void;
    changeMoney(value: Rig['settings']['money']): void;
  };
  /** The vault: bytes that it may take, and hashes of what is needed outside the history. */
  imageStore: { limit: number | undefined; named: string[] };
  /** Whether the machine has a network. */
  network: { isOnline: boolean };
  /** Work on pixels, as a test decides. */
  codec: Pick<Codec, 'convert'>;
  /** Closes the engine and opens it anew on the same folder, as after a reload. @param hear Is told from the first event on. */
  reopen(hear?: (event: EaselEvent) => void): Promise<Easel>;
  /** A second window on the same folder, and on the same clock unless it gets one of its own. */
  secondWindow(files?: MemoryFiles, ownClock?: FakeClock): Promise<Easel>;
  end(): Promise<void>;
}

/** A whole engine on a folder of its own, with a fake clock and the given providers, all configured by their defaults. */
export async function rig(providers: readonly Provider[], configured?: unknown): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-'));
  const clock = new FakeClock();
  const files = new MemoryFiles();
  const secrets = new Map<string, string>();
  const lostEditors = new Set<number>();
  const listeners = new Set<() => void>();
  const settings: Rig['settings'] = {
    webhook: undefined,
    money: {},
    providers: configured ?? providers.map(({ type }) => ({ type })),
    change(value: unknown) {
      settings.providers = value;
      for (const listener of listeners) listener();
    },
    changeMoney(value) {
      settings.money = value;
      for (const listener of listeners) listener();
    },
  };
  const codec: Rig['codec'] = { convert: () => Promise.reject(new Error('no codec here')) };
  const network = { isOnline: true };
  const imageStore: Rig['imageStore'] = { limit: undefined, named: [] };
  let windows = 0;
  const lines: string[] = [];
  const opened: Easel[] = [];
  async function open(windowFiles: MemoryFiles, ownClock: FakeClock = clock): Promise<Easel> {
    windows += 1;
    const number = windows;
    const answer = <Value>(value: Value): Promise<Value> =>
      lostEditors.has(number) ? new Promise(() => undefined) : Promise.resolve(value);
    const ports: EnginePorts = {
      storageFolder: folder,
      secrets: {
        get: (key) => answer(secrets.get(key)),
        set: (key, value) => {
          noteSecret(value);
          return Promise.resolve(void secrets.set(key, value));
        },
        delete: (key) => Promise.resolve(void secrets.delete(key)),
      },
      settings: {
        providers: () => settings.providers,
        output: () => ({ folder: 'images', fileName: '{slug}' }),
        webhook: () => settings.webhook,
        money: () => ({
          prices: settings.money.prices,
          caps: settings.money.caps,
          atCap: settings.money.atCap,
          timeZone: settings.money.timeZone,
        }),
        storageLimit: () => imageStore.limit,
        onChange: (listener) => {
          listeners.add(listener);
          return { dispose: () => listeners.delete(listener) };
        },
      },
      files: windowFiles,
      assets: { read: () => Promise.reject(new Error('no assets here')) },
      codec: {
        draw: () => Promise.reject(new Error('no codec here')),
        convert: (...order) => codec.convert(...order),
      },
      log: keptLog(lines),
      referencedHashes: () => imageStore.named,
      isOnline: () => Promise.resolve(network.isOnline),
      clock: ownClock,
      windowId: `window-${number}`,
      providers,
    };
    const easel = await openEngine(ports);
    opened.push(easel);
    return easel;
  }
  const made: Rig = {
    easel: await open(files),
    clock,
    files,
    folder,
    secrets,
    lostEditors,
    settings,
    imageStore,
    network,
    codec,
    reopen: async (hear) => {
      await close(made.easel);
      made.easel = await open(files);
      if (hear) made.easel.onEvent(hear);
      await settle();
      return made.easel;
    },
    secondWindow: (other = files, ownClock = clock) => open(other, ownClock),
    end: async () => {
      for (const easel of [...opened]) await close(easel);
      searchFolder('storage of an engine', folder);
      searchLines('log of an engine', lines);
      rmSync(folder, { recursive: true, force: true });
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
  async function close(easel: Easel): Promise<void> {
    if (!opened.includes(easel)) return;
    opened.splice(opened.indexOf(easel), 1);
    await easel.dispose();
  }
  return made;
}

/** Pictures as a service gives them: `count` real PNGs that differ. */
export function pictures(count: number, size: [number, number] = [64, 64]): { source: { bytes: Uint8Array } }[] {
  return Array.from({ length: count }, (_, index) => ({
    source: { bytes: pngOf(size[0], size[1], [index * 40, 80, 120]) },
  }));
}

/** Lets a job come to its end, with a few seconds for it. */
export async function settledJob(made: Rig, id: string): Promise<ReturnType<Rig['easel']['jobs']['get']>> {
  const done = made.easel.jobs.finished(id);
  await made.clock.pass(5000);
  return done;
}
