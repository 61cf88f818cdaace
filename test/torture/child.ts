/** The engine in a process of its own, to be killed: real folder, real clock, real database, ports on the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Easel } from '../../src/engine/surface/easel';
import type { ProviderView } from '../../src/engine/surface/providers';
import { EaselError, failureFrom } from '../../src/shared/model/easelError';
import { pendingJobsFile } from '../../src/shared/platform/pendingJobsFile';
import { openEngine, type EnginePorts } from '../../src/engine';
import { migrations } from '../../src/engine/storage/database/migrations';
import type { SketchOrder } from '../../src/sketch';
import { isFinal, type JobKind, type JobView, type ImageRequestInput } from '../../src/shared/model/jobs';
import { systemClock } from '../../src/extension/platform/clock';
import { drawPng } from '../simulators/image';
import { fileLog } from './fileLog';
import { DiskFiles, fileSecrets } from './diskPorts';
import { watchPoints, type AtPoint, type KillPoint } from './killPoints';
import { promptOf, type Orders, type StateOf, type ChildMessage } from './orders';

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Orders;

function report(message: ChildMessage): void {
  // Written synchronously: a message that is still buffered when the process dies is lost.
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

const counts = new Map<KillPoint, number>();
const at: AtPoint = (point) => {
  const count = (counts.get(point) ?? 0) + 1;
  counts.set(point, count);
  const { kill } = orders;
  if (kill && 'point' in kill && kill.point === point && kill.count === count) die();
};

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // Nothing more may happen until the signal arrives.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

function ports(): EnginePorts {
  return {
    storageFolder: orders.storageFolder,
    secrets: fileSecrets(orders.secretsFile, at),
    settings: {
      providers: () => orders.entries,
      output: () => ({ folder: 'images', fileName: '{slug}' }),
      webhook: () => undefined,
      onChange: () => ({ dispose: () => undefined }),
    },
    files: new DiskFiles(orders.workspaceFolder, at),
    assets: { read: (path) => readFile(join(orders.mediaFolder, path)) },
    codec: {
      // What is drawn does not matter here, only that the same order gives the same bytes.
      draw: async (order) => {
        const { width, height } = order as SketchOrder;
        return drawPng(width, height, JSON.stringify(order));
      },
      convert: async (bytes, { size }) => {
        const { width, height } = size ?? { width: 64, height: 64 };
        const text = createHash('sha256').update(bytes).digest('hex');
        return {
          bytes: drawPng(width, height, text),
          mimeType: 'image/png',
          width,
          height,
          flattened: false,
          dropped: [],
        };
      },
    },
    log: fileLog(dirname(orders.secretsFile)),
    clock: systemClock,
    windowId: randomUUID(),
  };
}

/** The request for the `number`-th configuration. Kinds and counts differ from run to run. */
async function requestFor(easel: Easel, { config }: ProviderView, number: number): Promise<ImageRequestInput> {
  const turn = orders.run + number;
  const kinds: JobKind[] =
    turn % 2 === 0 ? ['generate', 'edit'] : turn % 3 === 0 ? ['batch', 'edit', 'generate'] : ['edit', 'generate'];
  const kind = kinds.find((one) => easel.providers.limits(config.id, one) !== undefined) ?? 'generate';
  const limits = easel.providers.limits(config.id, kind);
  const prompt = promptOf(orders.run, number);
  const count = kind === 'batch' ? 1 : Math.min(limits?.count ?? 1, 1 + (turn % 3));
  const needsImage = (limits?.references?.min ?? 0) > 0;
  const bytes = drawPng(64, 64, `reference ${orders.run}`);
  const references = needsImage ? [await easel.images.importReference(bytes, { name: 'fox.png' })] : [];
  return { kind, prompt, count, references, ...(kind === 'batch' ? { prompts: [prompt, `${prompt}, at night`] } : {}) };
}

async function startMissing(easel: Easel): Promise<void> {
  const known = new Set(easel.jobs.list({ limit: 1000 }).map((job) => job.request.prompt));
  const destination = { workspaceFolder: new DiskFiles(orders.workspaceFolder, at).folders()[0] ?? '' };
  for (const [number, provider] of easel.providers.list().entries()) {
    if (known.has(promptOf(orders.run, number))) continue;
    const imageRequest = await requestFor(easel, provider, number);
    const [jobId = ''] = await easel.jobs.start(imageRequest, { providerId: provider.config.id, destination });
    report({ kind: 'started', prompt: imageRequest.prompt, jobId });
  }
}

async function main(): Promise<void> {
  watchPoints(at, {
    imageStore: join(orders.storageFolder, 'vault'),
    pendingJobsFlag: join(orders.storageFolder, pendingJobsFile),
  });
  if (orders.isNewer) (migrations as string[]).push('CREATE TABLE newer (id INTEGER PRIMARY KEY) STRICT');
  const easel = await retryWhileStorageFails(() => openEngine(ports()));
  easel.onEvent((event) => {
    if (event.kind === 'job-changed') jobChanged(easel, easel.jobs.get(event.id));
  });
  report({ kind: 'open', at: Date.now() });
  void followCommands(easel);
  if (orders.role === 'window') return;
  await retryWhileStorageFails(() => setSecrets(easel));
  await retryWhileStorageFails(() => startMissing(easel));
  report({ kind: 'all-started' });
  for (const job of easel.jobs.list({ limit: 1000 })) await finish(easel, job);
  await waitForCleanup();
  await easel.dispose();
  report({ kind: 'over' });
  process.exit(0);
}

/** Retries while the storage fails, as a user would with a full disk. */
async function retryWhileStorageFails<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof EaselError) || thrown.failure.kind !== 'storage') throw thrown;
      report({ kind: 'refused', reason: thrown.failure.reason ?? thrown.failure.code ?? '?' });
      await pause(retryAfter);
    }
  }
}

/** Waits for the cleanup of incomplete files, which runs in the background and is checked at the end. */
async function waitForCleanup(): Promise<void> {
  const parts = join(orders.storageFolder, 'vault', 'parts');
  for (let checks = 0; checks < maxChecks && existsSync(parts) && readdirSync(parts).length > 0; checks += 1) {
    await pause(retryAfter);
  }
}

/** Milliseconds. */
const retryAfter = 150;
/** Half a minute in all; files that are there after that are a fault. */
const maxChecks = 200;

/** Resumes the job whenever it is overdue. */
async function finish(easel: Easel, { id }: JobView): Promise<void> {
  for (;;) {
    const job = await easel.jobs.finished(id);
    if (isFinal(job.state)) return;
    // Another window may have resumed it meanwhile, or the disk may be full.
    await easel.jobs.resume(id).catch(() => pause(retryAfter));
  }
}

const cancelled = new Set<string>();

function jobChanged(easel: Easel, { id, state, providerId }: JobView): void {
  report({ kind: 'changed', jobId: id, state, at: Date.now() });
  const isAt = (what: StateOf | undefined): boolean => what?.providerId === providerId && what.state === state;
  const { kill, cancel } = orders;
  if (kill && 'state' in kill && isAt(kill)) {
    if (kill.delay === 0) die();
    setTimeout(die, kill.delay);
  }
  if (!isAt(cancel) || cancelled.has(id)) return;
  cancelled.add(id);
  report({ kind: 'cancelling', jobId: id });
  easel.jobs.cancel(id).catch((thrown: unknown) => {
    // A newer version has the storage: this window changes nothing anymore.
    if (failureFrom(thrown).code !== 'outdated') throw thrown;
  });
}

/** Follows the commands of its input line by line; the end of the input closes the window. */
async function followCommands(easel: Easel): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, value] = line.split(' ');
    if (command === 'clock') setClock(Number(value));
    if (command !== 'start') continue;
    await setSecrets(easel);
    await startMissing(easel);
  }
  await easel.dispose();
  process.exit(0);
}

const { now: systemNow } = Date;

/** @param ahead Milliseconds by which the wall clock is set forward or back. The monotonic clock doesn't change. */
function setClock(ahead: number): void {
  Date.now = () => systemNow() + ahead;
  report({ kind: 'clock-set' });
}

async function setSecrets(easel: Easel): Promise<void> {
  for (const [id, secrets] of Object.entries(orders.secrets)) {
    for (const [name, value] of Object.entries(secrets)) {
      if (!(await easel.providers.hasSecret(id, name))) await easel.providers.setSecret(id, name, value);
    }
  }
}

void main();
