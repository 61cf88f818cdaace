/** One life of the child process, from its start to its end, which is a kill more often than not. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Orders, ServiceResult } from './orders';

export interface Life {
  process: ChildProcess;
  /** What it told, as it comes. */
  told: ServiceResult[];
  onTold(listener: (told: ServiceResult) => void): void;
  /** Resolves when the process is gone. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>;
}

/** @param files The built child, and the file that its orders are written to. */
export function startLife(orders: Orders, files: { program: string; orders: string }): Life {
  writeFileSync(files.orders, JSON.stringify(orders));
  const argumentList = ['--disable-warning=ExperimentalWarning', files.program, files.orders];
  const child = spawn(process.execPath, argumentList, { stdio: ['pipe', 'pipe', 'pipe'] });
  // It may be gone already when it is told something.
  child.stdin.on('error', () => undefined);
  const told: ServiceResult[] = [];
  const listeners = new Set<(told: ServiceResult) => void>();
  let rest = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const one = JSON.parse(line) as ServiceResult;
      told.push(one);
      for (const listener of listeners) listener(one);
    }
  });
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-4000)));
  return {
    process: child,
    told,
    onTold: (listener) => void listeners.add(listener),
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, errors }))),
  };
}
