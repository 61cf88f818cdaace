/** Limits how often the page reacts to changes. */

/** Runs at once for the first call, then at most every so many milliseconds. */
export function throttle(run: () => void, every: number): { call(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) go();
    }, every);
  };
  const go = (): void => {
    isWanted = false;
    run();
    rest();
  };
  return {
    call: () => {
      if (timer === undefined) go();
      else isWanted = true;
    },
    stop: () => clearTimeout(timer),
  };
}

/** Runs one at a time: calls during a run share one more run after it. */
export function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isWanted = false;
  const go = async (): Promise<void> => {
    try {
      while (isWanted) {
        isWanted = false;
        await run();
      }
    } finally {
      running = undefined;
    }
  };
  return () => {
    isWanted = true;
    return (running ??= go());
  };
}
