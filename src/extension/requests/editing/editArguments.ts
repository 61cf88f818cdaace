/** Parses the arguments of the edit commands. */
import { parseArguments } from '../../parameters/generateArguments';
import type { GenerateArguments } from '../../parameters/parseArguments';
import { textList } from '../../parameters/schemas';

/**
 * Arguments of `easel.editImage`, `easel.batchEdit` and `easel.makeVariations`. All are optional; missing ones are asked for.
 */
export interface EditArguments extends GenerateArguments {
  /** URIs of the images to edit, each on its own. */
  images?: string[];
  /** URIs of reference images for every edit. */
  references?: string[];
  /** For a batch; if given, the jobs start without a question. */
  prompts?: string[];
}

/** @throws ArgumentError naming the first invalid field. */
export function parseEditArguments(value: unknown, command: string): EditArguments {
  return parseArguments(value, { who: command, more: { images: textList, references: textList, prompts: textList } });
}
