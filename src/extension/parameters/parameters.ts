/**
 * The parameters of an image request, each declared once: the options menu, the form of the Create page, the arguments of
 * commands and of the API, the input of the chat tools and the facts of the history are derived from this table. Their labels
 * are in `messages/parameters.ts`. Pure.
 */
import type { ImageRequestInput } from '../../shared/model/jobs';

/** `limits`: the field of the model's limits with the accepted values; a model without it doesn't support the parameter. */
export type Parameter =
  /** @param values Undefined if every model has its own values. */
  | {
      kind: 'list';
      limits: 'ratios' | 'resolutions' | 'qualities' | 'backgrounds' | 'outputFormats';
      values?: readonly string[];
    }
  | { kind: 'number'; limits: 'seed' | 'steps' | 'cfgScale'; whole: boolean; min?: number }
  | { kind: 'text'; limits: 'negativePrompt' }
  | { kind: 'size'; limits: 'freeSize' }
  /** Supported by every model; several calls are made if a model generates fewer images at a time. */
  | { kind: 'count' }
  | { kind: 'model' };

/** In display order. */
export const parameters = {
  aspectRatio: { kind: 'list', limits: 'ratios' },
  size: { kind: 'size', limits: 'freeSize' },
  resolution: { kind: 'list', limits: 'resolutions', values: ['1K', '2K', '4K', '8K'] },
  count: { kind: 'count' },
  negativePrompt: { kind: 'text', limits: 'negativePrompt' },
  seed: { kind: 'number', limits: 'seed', whole: true, min: 0 },
  steps: { kind: 'number', limits: 'steps', whole: true },
  cfgScale: { kind: 'number', limits: 'cfgScale', whole: false },
  quality: { kind: 'list', limits: 'qualities' },
  background: { kind: 'list', limits: 'backgrounds', values: ['transparent', 'opaque', 'auto'] },
  outputFormat: { kind: 'list', limits: 'outputFormats', values: ['png', 'jpeg', 'webp'] },
  model: { kind: 'model' },
} as const satisfies { [Name in keyof ImageRequestInput]?: Parameter };

export type ParameterName = keyof typeof parameters;

export const parameterNames = Object.keys(parameters) as ParameterName[];

/** Chosen values; a missing field means the model's default. */
export type Choices = Pick<ImageRequestInput, ParameterName>;

/** Chat tools don't offer parameters for which a language model can only guess values. */
export const toolParameterNames = parameterNames.filter((name) => name !== 'steps' && name !== 'cfgScale');

/** In the facts of a job, the model has its own line, and the negative prompt comes first. */
export const factNames = [
  'negativePrompt' as const,
  ...parameterNames.filter((name) => name !== 'negativePrompt' && name !== 'model'),
];

/** Maximum number of images per request; several calls are made if a service generates fewer at a time. */
export const maxImages = 10;

/** The parameters among the properties of an object, such as a command's arguments. */
export function choicesOf(given: Choices): Choices {
  return Object.fromEntries(parameterNames.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
}
