/** Many runs, two or three at a time, and the table of what they went through. */
import { buildChild } from './childProgram';
import type { TortureEvent } from './events';
import type { HostResult } from './host';
import { runOnce, type RunResult } from './run';
import type { Left } from './verify';

export interface Torture {
  runs: number;
  /** Runs at the same time. */
  width: number;
  seed: number;
  /** Number of a single run. */
  only?: number;
  /** Those that happen, at least one in each run; left out: any, or none. */
  events?: readonly TortureEvent[];
  onRun?(result: RunResult): void;
}

export async function torture({ runs, width, seed, only, events, onRun }: Torture): Promise<RunResult[]> {
  const program = await buildChild();
  const results: RunResult[] = [];
  let next = only ?? 1;
  async function worker(): Promise<void> {
    while (next <= (only ?? runs)) {
      const run = next;
      next += 1;
      const result = await runOnce(program.file, { run, seed, ...(events ? { only: events } : {}) });
      results.push(result);
      onRun?.(result);
    }
  }
  await Promise.all(Array.from({ length: width }, worker)).finally(() => program.dispose());
  return results.sort((a, b) => a.run - b.run);
}

/** The tables: where processes died, in which states the jobs of each service were then, and how many runs were clean. */
export function tableOf(results: readonly RunResult[]): string[] {
  const lines: string[] = [];
  const kills = results.flatMap((result) => result.kills);
  const events = results.flatMap((result) => result.events);
  lines.push(...counted('kill point', kills), '', ...counted('event', events));
  lines.push('', ...crossed(results.flatMap((result) => result.left)));
  const clean = results.filter((result) => result.faults.length === 0).length;
  lines.push('', `${clean} of ${results.length} runs clean, ${kills.length} kills, ${events.length} events`);
  return lines;
}

/** The same for the extension host of a real VS Code. */
export function hostTableOf(results: readonly HostResult[]): string[] {
  const returns = results.flatMap((result) => result.returns);
  const clean = results.filter((result) => result.faults.length === 0).length;
  return [
    ...counted('after a kill', returns),
    '',
    ...crossed(results.flatMap((result) => result.left)),
    '',
    `${clean} of ${results.length} runs clean, ${returns.length} extension hosts killed`,
  ];
}

/** A row for each state, a column for each service. */
function crossed(left: readonly Left[]): string[] {
  const title = 'jobs at a kill';
  const states = [...new Set(left.map(({ state }) => state))].sort((a, b) => a.localeCompare(b));
  const services = [...new Set(left.map(({ providerId }) => providerId))].sort((a, b) => a.localeCompare(b));
  const width = Math.max(title.length, ...states.map((state) => state.length));
  const rows = states.map((state) => {
    const cells = services.map((service) => {
      const count = left.filter((job) => job.state === state && job.providerId === service).length;
      return String(count === 0 ? '-' : count).padStart(service.length);
    });
    return [state.padEnd(width), ...cells].join('  ');
  });
  return [[title.padEnd(width), ...services].join('  '), ...rows];
}

function counted(title: string, values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b));
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  return [title.padEnd(width), ...rows.map(([name, count]) => `${name.padEnd(width)} ${String(count).padStart(6)}`)];
}
