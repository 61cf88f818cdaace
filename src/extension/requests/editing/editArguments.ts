/** Reads what key bindings and other extensions hand to the commands that edit. Pure. */
import type { Choices } from '../../parameters/choices';
import {
  ArgumentError,
  choicesOf,
  isRecord,
  parseGenerateArguments,
  type GenerateArguments,
} from '../../parameters/parseArguments';

/** Arguments of `easel.editImage` and its sisters. All are optional; what is missing is asked. */
export interface EditArguments extends GenerateArguments {
  /** URIs of the pictures to be edited, each for itself. */
  images?: string[];
  /** URIs of pictures that every edit looks at beside its own. */
  references?: string[];
  /** For a batch: when they are given, nothing is asked. */
  prompts?: string[];
}

/** @throws ArgumentError naming the first field that is wrong. */
export function parseEditArguments(value: unknown, command: string): EditArguments {
  if (!isRecord(value)) return parseGenerateArguments(value, command);
  const { images, references, prompts, ...rest } = value;
  const lists = { images, references, prompts };
  const parsed: EditArguments = parseGenerateArguments(rest, command);
  for (const name of ['images', 'references', 'prompts'] as const) {
    const list: unknown = lists[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
      throw new ArgumentError(`${command}: “${name}” must be a list of texts.`);
    parsed[name] = list;
  }
  return parsed;
}

/** What the arguments say of the result itself; which pictures and prompts are meant does not belong to it. */
export function choicesOfEdit(given: EditArguments): Choices {
  const { images: _images, references: _references, prompts: _prompts, ...others } = given;
  return choicesOf(others);
}
