/** Request timeouts that a test triggers, independent of the machine's speed. */

const { timeout } = AbortSignal;
let running: AbortController[] = [];

/** Stops all timeouts of requests. @returns The requested milliseconds; grows with each request. */
export function holdTimeouts(): readonly number[] {
  const requested: number[] = [];
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    running.push(controller);
    requested.push(milliseconds);
    return controller.signal;
  };
  return requested;
}

/** Triggers the timeout of every pending request of this process. */
export function passTimeouts(): void {
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  for (const controller of running.splice(0)) controller.abort(reason);
}

/** For slow bodies: triggers the timeout after the third piece. */
export function passTimeoutsAtThirdPiece(count: number): void {
  if (count === 3) passTimeouts();
}

export function releaseTimeouts(): void {
  AbortSignal.timeout = timeout;
  running = [];
}
