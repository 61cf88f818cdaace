import type { Failure, FailureKind } from './failure';

/** The only error that the engine throws on purpose. Everything that a message to the user needs is in `failure`. */
export class EaselError extends Error {
  override readonly name = 'EaselError';
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(describe(failure), cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}

/** Shorthand for an error of a kind with further facts. */
export function fail(kind: FailureKind, facts: Omit<Failure, 'kind'> = {}, cause?: unknown): EaselError {
  return new EaselError({ kind, ...facts }, cause);
}

/** The failure in anything thrown. An unexpected error becomes `internal`, without its stack. */
export function failureFrom(thrown: unknown): Failure {
  if (thrown instanceof EaselError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError') return { kind: 'cancelled' };
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { kind: 'internal', detail: message.slice(0, 300) };
}

/** For logs and stack traces only; users read the sentence that the host's `failureMessage` makes of the failure. */
function describe(failure: Failure): string {
  const parts: (string | number)[] = [failure.kind];
  if (failure.reason) parts.push(failure.reason);
  if (failure.status) parts.push(`HTTP ${failure.status}`);
  if (failure.code) parts.push(`code ${failure.code}`);
  return parts.join(', ');
}
