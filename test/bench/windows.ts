/**
 * Measures how soon a window takes over the jobs of a killed one, and how soon all windows know that a job is done,
 * with real processes. `npm run bench -- windows`.
 */
import { runProgram } from '../harness/programs/program';
import { until } from '../harness/until';
import { buildChild } from '../torture/childProgram';
import { openWindows } from '../torture/windows';

/** Maximum milliseconds. */
const takenOverWithin = 10_000;
const toldWithin = 2_000;

async function main(): Promise<number> {
  const program = await buildChild();
  const windows = await openWindows(program.file, { count: 3, run: 950_000 });
  try {
    const holder = await windows.holder();
    const [other = holder] = windows.open.filter((life) => life !== holder);
    windows.services.hold();
    windows.start(other);
    const isRunning = (): boolean =>
      other.messages.some((message) => message.kind === 'changed' && message.state === 'running');
    await until('jobs to run', isRunning, { timeout: 60_000 });
    holder.process.kill('SIGKILL');
    await holder.ended;
    const began = performance.now();
    const isTakenOver = async (): Promise<boolean> => (await windows.holder()) !== holder;
    await until('another window to take over', isTakenOver, { timeout: 60_000, every: 20 });
    const taken = performance.now() - began;
    windows.services.release();
    const spread = await windows.allTold();
    console.log(`taken over after ${taken.toFixed(0)} ms; promised: ${takenOverWithin} ms`);
    console.log(`the last window knew ${spread.toFixed(0)} ms after the first; promised: ${toldWithin} ms`);
    return taken <= takenOverWithin && spread <= toldWithin ? 0 : 1;
  } finally {
    await windows.end();
    program.dispose();
  }
}

void runProgram(main);
