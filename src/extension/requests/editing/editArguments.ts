/** Reads what key bindings and other extensions hand to the commands that edit. */
import { parseArguments } from '../../parameters/generateArguments';
import type { GenerateArguments } from '../../parameters/parseArguments';
import { textList } from '../../parameters/schemas';

/** Arguments of `easel.editImage` and its sisters. All are optional; what is missing is asked. */
export interface EditArguments extends GenerateArguments {
  /** URIs of the images to be edited, each for itself. */
  images?: string[];
  /** URIs of images that every edit looks at beside its own. */
  references?: string[];
  /** For a batch: when they are given, nothing is asked. */
  prompts?: string[];
}

/** @throws ArgumentError naming the first field that is wrong. */
export function parseEditArguments(value: unknown, command: string): EditArguments {
  return parseArguments(value, { who: command, more: { images: textList, references: textList, prompts: textList } });
}
