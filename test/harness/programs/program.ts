/** What every program here shares: its end, however it comes. */

/** Runs `main`; an error is printed and makes the exit code 1, so that no stack trace stands between a person and the cause. */
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

/** Resolves when the person or a supervisor wants the program to end. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

/** The value behind `--name`, or undefined. */
export function optionOf(argumentList: string[], name: string): string | undefined {
  const index = argumentList.indexOf(name);
  return index < 0 ? undefined : argumentList[index + 1];
}

/** What is neither an option nor the value of one of `withValue`. */
export function plainArguments(argumentList: string[], withValue: string[] = []): string[] {
  return argumentList.filter(
    (one, index) => !one.startsWith('--') && !withValue.includes(argumentList[index - 1] ?? ''),
  );
}
