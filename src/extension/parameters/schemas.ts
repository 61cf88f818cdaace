/**
 * Validates objects from other extensions, key bindings and language models. Every field has a schema; errors name the invalid
 * field and the expected type. Pure.
 */
import * as z from 'zod/mini';
import { parseSize } from './choices';
import { maxImages, type Parameter } from './parameters';
import { ArgumentError } from './parseArguments';

export interface FieldSchema {
  schema: z.ZodMiniType;
  /** For the error message: `a number`. */
  expected: string;
}

export type FieldSchemas = Readonly<Record<string, FieldSchema>>;

/** Omits fields whose parsed value is undefined. @throws ArgumentError naming the first unknown or invalid field. */
export function parseFields(
  subject: string,
  value: Readonly<Record<string, unknown>>,
  fields: FieldSchemas,
): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined) continue;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field)
      throw new ArgumentError(`${subject}: unknown property "${name}". Supported: ${Object.keys(fields).join(', ')}.`);
    const read = z.safeParse(field.schema, given);
    if (!read.success) throw new ArgumentError(`${subject}: "${name}" must be ${field.expected}, not ${shown(given)}.`);
    if (read.data !== undefined) parsed[name] = read.data;
  }
  return parsed;
}

function shown(value: unknown): string {
  try {
    // Undefined for a function or a symbol, which its type doesn't say.
    const json = JSON.stringify(value) as string | undefined;
    return (json ?? typeof value).slice(0, 80);
  } catch {
    return typeof value;
  }
}

export const text: FieldSchema = { schema: z.string(), expected: 'a string' };
export const flag: FieldSchema = { schema: z.boolean(), expected: 'true or false' };
export const object: FieldSchema = { schema: z.record(z.string(), z.unknown()), expected: 'an object' };
export const textList: FieldSchema = { schema: z.array(z.string()), expected: 'an array of strings' };

const number: FieldSchema = { schema: z.number(), expected: 'a number' };
const pixels: FieldSchema = {
  schema: z.looseObject({ width: z.number(), height: z.number() }),
  expected: '{ width, height } in pixels',
};

function oneOf(values: readonly string[]): FieldSchema {
  return { schema: z.enum(values as [string, ...string[]]), expected: `one of ${values.join(', ')}` };
}

/** Schema of a parameter in a command's arguments. Checks only the type; the model's limits are checked later. */
export function argumentSchema(parameter: Parameter): FieldSchema {
  switch (parameter.kind) {
    case 'list':
      return parameter.values ? oneOf(parameter.values) : text;
    case 'text':
    case 'model':
      return text;
    case 'number':
    case 'count':
      return number;
    case 'size':
      return pixels;
  }
}

/** Schema of a parameter in a tool's input: language models pass empty strings, and sizes as text. */
export function toolSchema(parameter: Parameter): FieldSchema {
  switch (parameter.kind) {
    case 'list':
      return parameter.values ? oneOf(parameter.values) : trimmedText;
    case 'text':
    case 'model':
      return trimmedText;
    case 'number':
      return parameter.whole ? whole(parameter.min ?? Number.MIN_SAFE_INTEGER) : number;
    case 'count':
      return whole(1, maxImages);
    case 'size':
      return sizeText;
  }
}

/** Parsed as undefined if blank. */
export const trimmedText: FieldSchema = {
  schema: z.pipe(
    z.string(),
    z.transform((given: string) => (given.trim() === '' ? undefined : given.trim())),
  ),
  expected: 'a string',
};

const sizeText: FieldSchema = {
  schema: z.pipe(
    z.pipe(
      z.string(),
      z.transform((given: string): unknown => parseSize(given)),
    ),
    z.object({ width: z.number(), height: z.number() }),
  ),
  expected: 'pixels such as "1024x768"',
};

export function whole(min: number, max = Number.MAX_SAFE_INTEGER): FieldSchema {
  const upTo = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`;
  return { schema: z.int().check(z.gte(min), z.lte(max)), expected: `a whole number from ${min}${upTo}` };
}

/** A list of distinct strings; a single string counts as a list of one. */
export function shortTextList(max: number): FieldSchema {
  return {
    schema: z.pipe(
      z.union([z.string(), z.array(z.string()).check(z.maxLength(max))]),
      z.transform((given: string | string[]) => [
        ...new Set([given].flat().flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))),
      ]),
    ),
    expected: `an array of at most ${max} strings`,
  };
}
