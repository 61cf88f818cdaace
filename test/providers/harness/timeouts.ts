/** Timeouts of requests that come when a test says so, and never because the machine is slow. */

const { timeout } = AbortSignal;
let running: AbortController[] = [];

/** From now on no timeout comes by itself. @returns The milliseconds that were asked for, which grows with each request. */
export function holdTimeouts(): readonly number[] {
  const asked: number[] = [];
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    running.push(controller);
    asked.push(milliseconds);
    return controller.signal;
  };
  return asked;
}

/** The time of every request that is under way in this process is over. */
export function passTimeouts(): void {
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  for (const controller of running.splice(0)) controller.abort(reason);
}

/** For bodies that drip: the time is over when the third piece is on its way, in the midst of the body. */
export function passTimeoutsAtThirdPiece(count: number): void {
  if (count === 3) passTimeouts();
}

export function releaseTimeouts(): void {
  AbortSignal.timeout = timeout;
  running = [];
}
