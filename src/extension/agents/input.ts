/** Reads what a model hands to the tools. Its mistakes are named so that it can put them right by itself. Pure. */
import { parseSize, type Choices } from '../parameters/choices';
import { ArgumentError, isRecord } from '../parameters/parseArguments';

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

/** Most pictures of one call, so that a slip of a digit is not paid for. */
export const maxImages = 10;
/** Most pictures that one call edits. */
const mostImages = 20;

const choiceNames = {
  aspectRatio: text,
  size: pixels,
  resolution: oneOf('1K', '2K', '4K', '8K'),
  count: whole(1, maxImages),
  negativePrompt: text,
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  quality: text,
  background: oneOf('transparent', 'opaque', 'auto'),
  outputFormat: oneOf('png', 'jpeg', 'webp'),
  model: text,
};
const common = { prompt: text, path: text, provider: text, ...choiceNames };

/** @throws ArgumentError */
export function parseGenerateInput(value: unknown): GenerateInput {
  return generateInputOf(read('easel_generate_image', value, common), 'easel_generate_image');
}

/** @throws ArgumentError */
export function parseEditInput(value: unknown): EditInput {
  const given = read('easel_edit_image', value, {
    ...common,
    images: texts(mostImages),
    references: texts(mostImages),
  });
  const images = textsOf(given['images']);
  if (images.length === 0) {
    throw new ArgumentError(
      'easel_edit_image: “images” is missing. Give the path of one picture of the workspace or more.',
    );
  }
  return { ...generateInputOf(given, 'easel_edit_image'), images, references: textsOf(given['references']) };
}

/** @throws ArgumentError */
export function parseJobInput(value: unknown): JobInput {
  const names = { jobIds: texts(50), path: text, waitSeconds: whole(0, 600), cancel: flag };
  const { jobIds, path, waitSeconds, cancel } = read('easel_image_job', value, names);
  const ids = textsOf(jobIds);
  if (ids.length === 0)
    throw new ArgumentError('easel_image_job: “jobIds” is missing. The answers of the other tools have them.');
  return {
    jobIds: ids,
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof waitSeconds === 'number' ? { wait: waitSeconds } : {}),
    isCancel: cancel === true,
  };
}

function generateInputOf(given: Record<string, unknown>, tool: string): GenerateInput {
  const { prompt, path, provider } = given;
  if (typeof prompt !== 'string') throw new ArgumentError(`${tool}: “prompt” is missing. Say what the picture shows.`);
  if (given['size'] !== undefined && given['aspectRatio'] !== undefined) {
    throw new ArgumentError(`${tool}: give either “size” or “aspectRatio”, not both.`);
  }
  const choices = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(choiceNames, name)));
  return {
    prompt,
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof provider === 'string' ? { provider } : {}),
    choices,
  };
}

/** Gives the value as it counts. @throws string What was expected. */
type Reader = (value: unknown) => unknown;

class Expected extends Error {}

function read(tool: string, value: unknown, readers: Record<string, Reader>): Record<string, unknown> {
  if (!isRecord(value)) throw new ArgumentError(`${tool} takes an object with ${Object.keys(readers).join(', ')}.`);
  const found: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    // Models fill in what they leave out: an empty value is none.
    if (given === undefined || given === null || given === '') continue;
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!reader) {
      throw new ArgumentError(`${tool} does not know “${name}”. It knows ${Object.keys(readers).join(', ')}.`);
    }
    try {
      const one = reader(given);
      if (one !== undefined) found[name] = one;
    } catch (thrown) {
      if (!(thrown instanceof Expected)) throw thrown;
      throw new ArgumentError(`${tool}: “${name}” must be ${thrown.message}, not ${shown(given)}.`);
    }
  }
  return found;
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}

function text(value: unknown): unknown {
  if (typeof value !== 'string') throw new Expected('a text');
  return value.trim() === '' ? undefined : value.trim();
}

function flag(value: unknown): unknown {
  if (typeof value !== 'boolean') throw new Expected('true or false');
  return value;
}

function pixels(value: unknown): unknown {
  const size = typeof value === 'string' ? parseSize(value) : undefined;
  if (!size) throw new Expected('pixels such as "1024x768"');
  return size;
}

function oneOf(...allowed: string[]): Reader {
  return (value) => {
    if (typeof value !== 'string' || !allowed.includes(value)) throw new Expected(`one of ${allowed.join(', ')}`);
    return value;
  };
}

function whole(min: number, max: number): Reader {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw new Expected(
        max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`,
      );
    }
    return value;
  };
}

/** A list of texts; a single text is a list of one. */
function texts(most: number): Reader {
  return (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (!list.every((one) => typeof one === 'string') || list.length > most) {
      throw new Expected(`a list of at most ${most} texts`);
    }
    return [...new Set(list.map((one) => one.trim()).filter((one) => one !== ''))];
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
