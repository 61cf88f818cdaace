/** One life of the child process, from its start to its end, which is a kill more often than not. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Orders, ChildMessage } from './orders';

export interface Life {
  process: ChildProcess;
  /** Messages of the process, in order. */
  messages: ChildMessage[];
  onMessage(listener: (message: ChildMessage) => void): void;
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>;
}

/** @param files The built child, and the file that its orders are written to. */
export function startLife(orders: Orders, files: { program: string; orders: string }): Life {
  writeFileSync(files.orders, JSON.stringify(orders));
  const argumentList = ['--disable-warning=ExperimentalWarning', files.program, files.orders];
  const child = spawn(process.execPath, argumentList, { stdio: ['pipe', 'pipe', 'pipe'] });
  // The process may have ended before it gets a command.
  child.stdin.on('error', () => undefined);
  const messages: ChildMessage[] = [];
  const listeners = new Set<(message: ChildMessage) => void>();
  let rest = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const one = JSON.parse(line) as ChildMessage;
      messages.push(one);
      for (const listener of listeners) listener(one);
    }
  });
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(-4000)));
  return {
    process: child,
    messages,
    onMessage: (listener) => void listeners.add(listener),
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, errors }))),
  };
}
