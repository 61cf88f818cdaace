/** Parses the arguments of `easel.generate` and of the API. */
import { parameterNames, parameters } from './parameters';
import { ArgumentError, isRecord, type GenerateArguments } from './parseArguments';
import { argumentSchema, flag, object, parseFields, text, type FieldSchemas } from './schemas';

const fields: FieldSchemas = {
  prompt: text,
  draft: text,
  chooseProvider: flag,
  provider: text,
  ...Object.fromEntries(parameterNames.map((name) => [name, argumentSchema(parameters[name])])),
  options: object,
  folder: text,
  fileName: text,
};

/** @throws ArgumentError naming the first invalid field. */
export function parseGenerateArguments(value: unknown, command = 'easel.generate'): GenerateArguments {
  return parseArguments(value, { who: command, more: {} });
}

/** @param command `more`: fields beside those for new images. */
export function parseArguments(value: unknown, command: { who: string; more: FieldSchemas }): GenerateArguments {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { prompt: value };
  if (!isRecord(value)) throw new ArgumentError(`${command.who} expects an object such as { "prompt": "a red fox" }.`);
  return parseFields(command.who, value, { ...fields, ...command.more });
}
