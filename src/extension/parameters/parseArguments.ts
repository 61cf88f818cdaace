/** What other extensions and key bindings hand in, and what is wrong with it. Pure. */
import type { Failure } from '../../shared/model/failure';
import type { JsonObject } from '../../shared/model/jobs';
import type { Choices } from './parameters';

/** Arguments of `easel.generate`, for key bindings and other extensions. All are optional. */
export interface GenerateArguments extends Choices {
  /** When it is given, nothing is asked and the job starts at once. */
  prompt?: string;
  /** A prompt to begin with, which the person still confirms. */
  draft?: string;
  /** Asks for the provider first. */
  chooseProvider?: boolean;
  /** Id of a configured provider. */
  provider?: string;
  /** What only this provider knows. */
  options?: JsonObject;
  /** Folder for the pictures: relative to the workspace folder, or absolute. */
  folder?: string;
  /** File name without an extension. */
  fileName?: string;
}

/** What was handed in does not fit; the message names the field. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** What was refused is not handed in again: the next try begins with the model's own value. */
export function withoutRejected<Given extends object>(given: Given, { reason, values }: Failure): Partial<Given> {
  const isRejected = (name: string): boolean =>
    (reason === 'ratio-unknown' && name === 'aspectRatio') ||
    (reason === 'value-out-of-range' && name === values?.['name']);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !isRejected(name))) as Partial<Given>;
}

/** An id handed to a command: `"…"` or `{ id: "…" }`. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  if (isRecord(value) && typeof value['id'] === 'string' && value['id'] !== '') return value['id'];
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
