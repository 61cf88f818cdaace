/** Exit codes, signals and arguments of the programs. */

/** Runs `main`. An error is printed without its stack trace and sets the exit code to 1. */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? messageOf(error) : error);
    process.exitCode = 1;
  }
}

function messageOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncause: ${messageOf(error.cause)}` : '';
  return process.env['EASEL_DEBUG'] ? `${error.stack ?? error.message}${cause}` : `${error.message}${cause}`;
}

/** Resolves on a signal to end the program. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

/** The value after `--name`, or undefined. */
export function optionOf(argumentList: string[], name: string): string | undefined {
  const index = argumentList.indexOf(name);
  return index < 0 ? undefined : argumentList[index + 1];
}

/** Arguments that are neither options nor values of the options in `withValue`. */
export function plainArguments(argumentList: string[], withValue: string[] = []): string[] {
  return argumentList.filter(
    (one, index) => !one.startsWith('--') && !withValue.includes(argumentList[index - 1] ?? ''),
  );
}
