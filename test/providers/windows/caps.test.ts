/** A cap that several windows run into at the same time, each a process of its own on one storage folder. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Spending } from '../../../src/engine/surface/spending';
import { removeFolder, temporaryFolder } from '../../harness/files/paths';
import { report } from '../../harness/reporting/report';
import { until } from '../../harness/until';
import type { StartOutcome } from './capWindow';

const program = join(import.meta.dirname, 'capWindow.ts');
const price = 0.01;

interface Window {
  process: ChildProcess;
  messages: unknown[];
  send(command: string): Promise<unknown>;
}

describe('a spending cap over several windows', function () {
  this.timeout(480_000);
  let folder: string;
  let windows: Window[] = [];
  beforeEach(() => (folder = temporaryFolder('caps')));
  afterEach(async () => {
    for (const { process: child } of windows) child.kill('SIGKILL');
    await Promise.all(
      windows.map(({ process: child }) =>
        until('a window to end', () => child.signalCode !== null || child.exitCode !== null),
      ),
    );
    removeFolder(folder);
  });

  async function open(count: number, facts: { cap: number; each: number; mode?: string }): Promise<void> {
    windows = Array.from({ length: count }, () => start([String(facts.cap), String(facts.each), facts.mode ?? 'hold']));
    await Promise.all(
      windows.map(({ messages }) => until('a window to open', () => messages.length > 0, { timeout: 60_000 })),
    );
  }

  function start(facts: string[]): Window {
    const argumentList = ['--disable-warning=ExperimentalWarning', '--import', 'tsx', program, folder, ...facts];
    const child = spawn(process.execPath, argumentList, { stdio: ['pipe', 'pipe', 'inherit'] });
    const messages: unknown[] = [];
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      messages.push(...lines.map((line): unknown => JSON.parse(line)));
    });
    const send = async (command: string): Promise<unknown> => {
      const before = messages.length;
      child.stdin.write(`${command}\n`);
      await until('an answer', () => messages.length > before, { timeout: 60_000 });
      return messages[before];
    };
    return { process: child, messages, send };
  }

  async function all(): Promise<{ started: number; refused: number; spending: Spending }> {
    const outcomes = (await Promise.all(windows.map((window) => window.send('start')))) as StartOutcome[];
    assert.deepEqual(
      outcomes.flatMap(({ errors }) => errors),
      [],
    );
    const sum = (name: 'started' | 'refused'): number => outcomes.reduce((total, one) => total + one[name], 0);
    return { started: sum('started'), refused: sum('refused'), spending: await spending() };
  }

  async function spending(): Promise<Spending> {
    return (await windows[0]?.send('spending')) as Spending;
  }

  for (const [count, each] of [
    [2, 20],
    [3, 20],
  ] as const) {
    it(`starts exactly as many jobs as the cap allows when ${count} windows start ${each} each at once`, async () => {
      const room = 17;
      await open(count, { cap: room * price, each });
      const { started, refused, spending } = await all();
      report([
        `Cap of ${room} jobs, ${count} windows × ${each} starts at once: ${started} started, ${refused} refused`,
      ]);
      assert.equal(started, room);
      assert.equal(refused, count * each - room);
      assert.equal(spending.totals[0]?.amount, room * price);
    });
  }

  it('is released in every window when the service rejects the jobs', async () => {
    await open(2, { cap: 5 * price, each: 10, mode: 'refuse' });
    assert.equal((await all()).started, 5);
    const isBack = async (): Promise<boolean> => {
      for (const window of windows) await window.send('refuse');
      return (await spending()).totals.length === 0;
    };
    await until('all of it to be given back', isBack, { timeout: 60_000 });
    assert.equal((await all()).started, 5);
  });
});
