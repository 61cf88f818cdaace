/** Parses the tools' input, which comes from a model. Errors name the wrong value, so that the model can correct it. Pure. */
import { choicesOf, parameters, toolParameterNames, type Choices } from '../../parameters/parameters';
import { ArgumentError, isRecord } from '../../parameters/parseArguments';
import {
  flag,
  parseFields,
  shortTextList,
  toolSchema,
  trimmedText,
  whole,
  type FieldSchemas,
} from '../../parameters/schemas';

export interface GenerateInput {
  prompt: string;
  /** File to create, or a folder if it ends with a slash. */
  path?: string;
  /** ID or name of a provider. */
  provider?: string;
  choices: Choices;
}

export interface EditInput extends GenerateInput {
  /** Paths of workspace images, each edited on its own. */
  images: string[];
  /** Paths of images that are used as references in every edit. */
  references: string[];
}

export interface JobInput {
  jobIds: string[];
  path?: string;
  /** Seconds. */
  wait?: number;
  isCancel: boolean;
}

/** Maximum number of images that one call edits. */
const maxEdits = 20;

const common: FieldSchemas = {
  prompt: trimmedText,
  path: trimmedText,
  provider: trimmedText,
  ...Object.fromEntries(toolParameterNames.map((name) => [name, toolSchema(parameters[name])])),
};

/** @throws ArgumentError */
export function parseGenerateInput(value: unknown): GenerateInput {
  return generateInputOf(read('easel_generate_image', value, common), 'easel_generate_image');
}

/** @throws ArgumentError */
export function parseEditInput(value: unknown): EditInput {
  const given = read('easel_edit_image', value, {
    ...common,
    images: shortTextList(maxEdits),
    references: shortTextList(maxEdits),
  });
  const images = textsOf(given['images']);
  if (images.length === 0) {
    throw new ArgumentError('easel_edit_image: "images" is missing. Specify the path of at least one workspace image.');
  }
  return { ...generateInputOf(given, 'easel_edit_image'), images, references: textsOf(given['references']) };
}

/** @throws ArgumentError */
export function parseJobInput(value: unknown): JobInput {
  const names = { jobIds: shortTextList(50), path: trimmedText, waitSeconds: whole(0, 600), cancel: flag };
  const { jobIds, path, waitSeconds, cancel } = read('easel_image_job', value, names);
  const ids = textsOf(jobIds);
  if (ids.length === 0)
    throw new ArgumentError(
      'easel_image_job: "jobIds" is missing. Use the job IDs from the results of the other tools.',
    );
  return {
    jobIds: ids,
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof waitSeconds === 'number' ? { wait: waitSeconds } : {}),
    isCancel: cancel === true,
  };
}

function generateInputOf(given: Record<string, unknown>, tool: string): GenerateInput {
  const { prompt, path, provider } = given;
  if (typeof prompt !== 'string') throw new ArgumentError(`${tool}: "prompt" is missing. Describe the image.`);
  if (given['size'] !== undefined && given['aspectRatio'] !== undefined) {
    throw new ArgumentError(`${tool}: specify either "size" or "aspectRatio", not both.`);
  }
  return {
    prompt,
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof provider === 'string' ? { provider } : {}),
    choices: choicesOf(given),
  };
}

function read(tool: string, value: unknown, fields: FieldSchemas): Record<string, unknown> {
  if (!isRecord(value)) throw new ArgumentError(`${tool} expects an object with ${Object.keys(fields).join(', ')}.`);
  // Models pass null or an empty string for what they omit.
  const filled = Object.entries(value).filter(([, given]) => given !== null && given !== '');
  return parseFields(tool, Object.fromEntries(filled), fields);
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
