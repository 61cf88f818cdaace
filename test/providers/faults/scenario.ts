/** One cell of the fault matrix: an engine, a service with a fault, and a second provider for failover. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../../src/engine';
import type { Clock } from '../../../src/shared/platform/ports';
import { testedProviders } from '../../harness/providerParts';
import type { JobView } from '../../../src/shared/model/jobs';
import { systemClock } from '../../../src/extension/platform/clock';
import { failureMessage } from '../../../src/extension/messages/failure/failureMessage';
import { pngOf } from '../../fixtures/png';
import { searchFolder, searchLines } from '../../harness/reporting/leaks';
import { until } from '../../harness/until';
import { noteSecret } from '../../simulators/secretsSeen';
import { FakeService, keptLog, MemoryFiles, pictures } from '../../unit/engine/rig';
import { faultTargets, type FaultTargetService } from './faultTarget';

interface FastClock extends Clock {
  stop(): void;
}

/** Offline providers must not take over the job. */
const disabledOffline = testedProviders.filter(({ offline }) => offline).map(({ type }) => ({ type, enabled: false }));

/** Real milliseconds between two ticks of the clock. */
const tick = 10;

/**
 * A clock that runs `clockSpeed` times as fast as real time. It advances by ticks, so that it stops while the machine is busy,
 * and no job becomes overdue before it was polled.
 */
function fastClock(clockSpeed: number): FastClock {
  let now = Date.now();
  const timers = new Set<{ at: number; callback: () => void }>();
  const interval = setInterval(() => {
    now += tick * clockSpeed;
    const due = [...timers].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    // A callback may remove another timer.
    for (const timer of due) if (timers.delete(timer)) timer.callback();
  }, tick);
  return {
    now: () => now,
    monotonic: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return { dispose: () => timers.delete(timer) };
    },
    stop: () => clearInterval(interval),
  };
}

export interface Scenario {
  type: string;
  /** `generate` when left out; an `edit` has an input image. */
  kind?: 'generate' | 'edit';
  /** Whether there is another provider for failover. */
  hasNext: boolean;
  /** The configured address instead of the service's. */
  elsewhere?: string;
  /** A server in front of the service, started for each job; its address is configured. */
  front?(service: FaultTargetService): Promise<Front>;
  isOnline?: boolean;
  /** Before the job is started. */
  arrange(service: FaultTargetService): void;
}

export interface Front {
  url: string;
  stop(): Promise<void>;
}

export interface Outcome {
  /** `network/connection-lost → lost (look-again)`. */
  summary: string;
  job: JobView;
  received: number;
}

const stops: readonly JobView['state'][] = ['done', 'failed', 'lost', 'cancelled', 'overdue'];

/** Runs one job with the fault until it stops. */
export async function runScenario(setup: Scenario): Promise<Outcome> {
  const { type, kind = 'generate', hasNext, isOnline = true } = setup;
  const target = faultTargets[type];
  if (!target) throw new Error(`${type} has no faults.ts`);
  const service = await target.start();
  const front = await setup.front?.(service);
  const folder = mkdtempSync(join(tmpdir(), 'easel-fault-'));
  const next = new FakeService();
  next.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
  const clock = target.clockSpeed === undefined ? undefined : fastClock(target.clockSpeed);
  const secrets = new Map<string, string>();
  const lines: string[] = [];
  const address = front?.url ?? setup.elsewhere ?? service.url;
  const entry = {
    type,
    ...service.entry,
    baseUrl: target.addressOf?.(address) ?? address,
    pollSeconds: 0.2,
    priority: 9,
  };
  const easel = await openEngine({
    storageFolder: folder,
    providers: [
      ...testedProviders,
      next.provider('next', {
        knownModels: () => [{ name: 'one', kinds: { generate: { count: 1 }, edit: { count: 1 } } }],
      }),
    ],
    secrets: {
      get: (key) => Promise.resolve(secrets.get(key)),
      set: (key, value) => {
        noteSecret(value);
        return Promise.resolve(void secrets.set(key, value));
      },
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    },
    settings: {
      providers: () => [entry, ...disabledOffline, ...(hasNext ? [{ type: 'next' }] : [])],
      output: () => ({ folder: 'images', fileName: '{slug}' }),
      webhook: () => undefined,
      onChange: () => ({ dispose: () => undefined }),
    },
    files: new MemoryFiles(),
    assets: { read: () => Promise.reject(new Error('nothing is shipped here')) },
    codec: { drawSvg: notNeeded, convert: notNeeded } as never,
    log: keptLog(lines),
    clock: clock ?? systemClock,
    isOnline: () => Promise.resolve(isOnline),
    windowId: 'one',
  });
  try {
    for (const [name, value] of Object.entries(service.secrets)) await easel.providers.setSecret(type, name, value);
    setup.arrange(service);
    const references =
      kind === 'edit' ? [await easel.images.importReference(pngOf(64, 64, [9, 80, 120]), { name: 'x.png' })] : [];
    const [id = ''] = await easel.jobs.start({ kind, prompt: 'a red fox', references }, { providerId: type });
    const isStopped = (): boolean => {
      const job = easel.jobs.get(id);
      return stops.includes(job.state) || (job.state === 'queued' && job.progress?.waitsFor === 'network');
    };
    await until(`the job at ${type} to stop`, isStopped, { timeout: 400_000, every: 5 });
    const job = easel.jobs.get(id);
    const summary = summaryOf(job, type);
    return { summary, job, received: service.received() };
  } finally {
    await easel.dispose();
    clock?.stop();
    await front?.stop();
    await service.stop();
    searchFolder('storage of the fault matrix', folder);
    searchLines('log of the fault matrix', lines);
    rmSync(folder, { recursive: true, force: true });
  }
}

function summaryOf(job: JobView, type: string): string {
  const first = job.attempts.find(({ providerId }) => providerId === type)?.failure;
  const failure = first ?? job.failure;
  const end = job.state === 'done' && job.providerId !== type ? 'next' : job.state;
  if (!failure) return end;
  const what = failure.reason === undefined ? failure.kind : `${failure.kind}/${failure.reason}`;
  if (!job.failure) return `${what} → ${end}`;
  const [action] = failureMessage(job.failure, (text) => text).actions;
  return `${what} → ${end} (${action ?? '-'})`;
}

function notNeeded(): Promise<never> {
  return Promise.reject(new Error('nothing is drawn here'));
}
