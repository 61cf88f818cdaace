/** A window in a process of its own that starts jobs on command, for caps over several windows. */
import { createInterface } from 'node:readline';
import type { Easel } from '../../../src/engine/surface/easel';
import { EaselError } from '../../../src/shared/model/easelError';
import { openEngine } from '../../../src/engine';
import { systemClock } from '../../../src/extension/platform/clock';
import { FakeService, MemoryFiles, silentLog } from '../../unit/engine/rig';

/** Written when all jobs were started or rejected. */
export interface StartOutcome {
  started: number;
  refused: number;
  /** Refusals for any other reason than the cap. */
  errors: string[];
  /** Calls that reached the service from this window. */
  submits: number;
}

const [storageFolder = '', perDay = '0', each = '0', mode = 'hold'] = process.argv.slice(2);
const service = new FakeService();
let refuse = (): void => undefined;
let refusing = nextRefusal();

function nextRefusal(): Promise<void> {
  return new Promise((resolve) => (refuse = resolve));
}

service.onSubmit = async () => {
  if (mode === 'refuse') {
    await refusing;
    throw new EaselError({ kind: 'bad-request', maybeReceived: false });
  }
  return { kind: 'ticket', ticket: { id: `${process.pid}-${service.submits}` } };
};

/** A busy database says nothing about the cap. */
async function start(easel: Easel): Promise<string[]> {
  for (;;) {
    try {
      return await easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    } catch (thrown) {
      if (!(thrown instanceof EaselError && thrown.failure.kind === 'storage' && thrown.failure.code === '5'))
        throw thrown;
    }
  }
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function main(): Promise<void> {
  const easel = await openEngine({
    storageFolder,
    secrets: { get: async () => undefined, set: async () => undefined, delete: async () => undefined },
    settings: {
      providers: () => [{ type: 'a' }],
      output: () => ({ folder: 'images', fileName: '{slug}' }),
      webhook: () => undefined,
      money: () => ({
        prices: [{ provider: 'a', amount: 0.01, currency: 'CNY', asOf: '2026-03-03' }],
        caps: [{ perDay: Number(perDay), currency: 'CNY' }],
        atCap: 'refuse',
        timeZone: undefined,
      }),
      onChange: () => ({ dispose: () => undefined }),
    },
    files: new MemoryFiles(),
    assets: { read: () => Promise.reject(new Error('no assets here')) },
    codec: {
      draw: () => Promise.reject(new Error('no codec here')),
      convert: () => Promise.reject(new Error('no codec here')),
    },
    log: silentLog,
    clock: systemClock,
    windowId: `window-${process.pid}`,
    providers: [service.provider('a', { concurrency: 100 })],
  });

  write('open');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'spending') write(easel.spending.summary({ from: 0, to: Number.MAX_SAFE_INTEGER }));
    if (line === 'refuse') {
      refuse();
      refusing = nextRefusal();
      write('refused');
    }
    if (line !== 'start') continue;
    const ends = await Promise.allSettled(Array.from({ length: Number(each) }, () => start(easel)));
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    const isCap = (reason: unknown): boolean => reason instanceof EaselError && reason.failure.kind === 'cap';
    const outcome: StartOutcome = {
      started: ends.length - reasons.length,
      refused: reasons.filter(isCap).length,
      errors: reasons.filter((reason) => !isCap(reason)).map(String),
      submits: service.submits,
    };
    write(outcome);
  }
  await easel.dispose();
  process.exit(0);
}

void main();
