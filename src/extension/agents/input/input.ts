/** Reads what a model hands to the tools. Its mistakes are named so that it can put them right by itself. Pure. */
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
  /** A file to be made, or a folder when it ends with a slash. */
  path?: string;
  /** Id or name of a provider. */
  provider?: string;
  choices: Choices;
}

export interface EditInput extends GenerateInput {
  /** Pictures of the workspace, each edited for itself. */
  images: string[];
  /** Pictures that every edit looks at beside its own. */
  references: string[];
}

export interface JobInput {
  jobIds: string[];
  path?: string;
  /** Seconds. */
  wait?: number;
  isCancel: boolean;
}

/** Most images that one call edits. */
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
  // Models fill in what they leave out: an empty value is none.
  const filled = Object.entries(value).filter(([, given]) => given !== null && given !== '');
  return parseFields(tool, Object.fromEntries(filled), fields);
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
