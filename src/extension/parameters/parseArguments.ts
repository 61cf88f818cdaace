/** Arguments that other extensions and key bindings pass. Pure. */
import type { Failure } from '../../shared/model/failure';
import type { JsonObject } from '../../shared/model/jobs';
import type { Choices } from './parameters';

/** Arguments of `easel.generate`, for key bindings and other extensions. All are optional. */
export interface GenerateArguments extends Choices {
  /** If given, the job starts without a question. */
  prompt?: string;
  /** Initial text of the input box. */
  draft?: string;
  /** Whether to ask for the provider first. */
  chooseProvider?: boolean;
  /** ID of a configured provider. */
  provider?: string;
  /** Provider-specific options. */
  options?: JsonObject;
  /** Folder for the images: relative to the workspace folder, or absolute. */
  folder?: string;
  /** File name without an extension. */
  fileName?: string;
}

/** Invalid arguments; the message names the field. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** Omits the argument that the failure is about, so that the next attempt starts with the model's default. */
export function withoutRejected<Given extends object>(given: Given, { reason, values }: Failure): Partial<Given> {
  const isRejected = (name: string): boolean =>
    (reason === 'ratio-unknown' && name === 'aspectRatio') ||
    (reason === 'value-out-of-range' && name === values?.['name']);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !isRejected(name))) as Partial<Given>;
}

/** An ID passed to a command: `"…"` or `{ id: "…" }`. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  if (isRecord(value) && typeof value['id'] === 'string' && value['id'] !== '') return value['id'];
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
