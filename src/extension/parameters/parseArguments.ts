/**
 * Reads what other extensions and key bindings hand in. Nothing of it is trusted: every field is looked at, and a wrong one
 * is named in the error. Pure.
 */
import type { Failure } from '../../shared/model/failure';
import type { JsonObject } from '../../shared/model/jobs';
import type { Choices } from './choices';

/** Arguments of `easel.generate`, for key bindings and other extensions. All are optional. */
export interface GenerateArguments {
  /** When it is given, nothing is asked and the job starts at once. */
  prompt?: string;
  /** A prompt to begin with, which the person still confirms. */
  draft?: string;
  /** Asks for the provider first. */
  chooseProvider?: boolean;
  /** Id of a configured provider. */
  provider?: string;
  aspectRatio?: string;
  /** Pixels. */
  size?: { width: number; height: number };
  resolution?: '1K' | '2K' | '4K' | '8K';
  /** Pictures wanted, at least 1. */
  count?: number;
  negativePrompt?: string;
  seed?: number;
  steps?: number;
  cfgScale?: number;
  quality?: string;
  background?: 'transparent' | 'opaque' | 'auto';
  outputFormat?: 'png' | 'jpeg' | 'webp';
  model?: string;
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

type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'a text');
const number: Check = (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number');
const oneOf =
  (...allowed: string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? undefined : `one of ${allowed.join(', ')}`;
const object: Check = (value) => (isRecord(value) ? undefined : 'an object');
const pixels: Check = (value) =>
  isRecord(value) && number(value['width']) === undefined && number(value['height']) === undefined
    ? undefined
    : '{ width, height } in pixels';

const checks: Record<keyof GenerateArguments, Check> = {
  prompt: text,
  draft: text,
  chooseProvider: (value) => (typeof value === 'boolean' ? undefined : 'true or false'),
  provider: text,
  aspectRatio: text,
  size: pixels,
  resolution: oneOf('1K', '2K', '4K', '8K'),
  count: number,
  negativePrompt: text,
  seed: number,
  steps: number,
  cfgScale: number,
  quality: text,
  background: oneOf('transparent', 'opaque', 'auto'),
  outputFormat: oneOf('png', 'jpeg', 'webp'),
  model: text,
  options: object,
  folder: text,
  fileName: text,
};

/** @throws ArgumentError naming the first field that is wrong. */
export function parseGenerateArguments(value: unknown, command = 'easel.generate'): GenerateArguments {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { prompt: value };
  if (!isRecord(value)) throw new ArgumentError(`${command} takes an object such as { "prompt": "a red fox" }.`);
  const parsed: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined) continue;
    const check = Object.hasOwn(checks, name) ? checks[name as keyof GenerateArguments] : undefined;
    if (!check)
      throw new ArgumentError(`${command} does not know “${name}”. It knows ${Object.keys(checks).join(', ')}.`);
    const expected = check(given);
    if (expected !== undefined) throw new ArgumentError(`${command}: “${name}” must be ${expected}.`);
    parsed[name] = given;
  }
  return parsed;
}

/** What the arguments say of the picture itself; all else in them says how it is asked for and where it goes. */
export function choicesOf(given: GenerateArguments): Choices {
  const { prompt, draft, chooseProvider, provider, options, folder, fileName, ...choices } = given;
  void [prompt, draft, chooseProvider, provider, options, folder, fileName];
  return choices;
}

/** What was refused is not handed in again: the next try begins with the model's own value. */
export function withoutRefused<Given extends object>(given: Given, { reason, values }: Failure): Partial<Given> {
  const isRefused = (name: string): boolean =>
    (reason === 'ratio-unknown' && name === 'aspectRatio') ||
    (reason === 'value-out-of-range' && name === values?.['name']);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !isRefused(name))) as Partial<Given>;
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
