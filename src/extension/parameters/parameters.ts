/**
 * The parameters of a request for images, each declared once: the options menu, the form of the Create page, the arguments of
 * commands and of the API, the input of the chat tools and the facts of the history follow from this table. Their names for
 * people are in `messages/parameters.ts`. Pure.
 */
import type { ImageRequestInput } from '../../shared/model/jobs';

/** `limits`: the field of the model's limits that says what a model takes; a model without it does not have the parameter. */
export type Parameter =
  /** @param values Left out: they are the model's own words. */
  | {
      kind: 'list';
      limits: 'ratios' | 'resolutions' | 'qualities' | 'backgrounds' | 'outputFormats';
      values?: readonly string[];
    }
  | { kind: 'number'; limits: 'seed' | 'steps' | 'cfgScale'; whole: boolean; min?: number }
  | { kind: 'text'; limits: 'negativePrompt' }
  | { kind: 'size'; limits: 'freeSize' }
  /** Every model makes some; more than one call is made where it makes fewer at a time. */
  | { kind: 'count' }
  | { kind: 'model' };

/** In the order in which they are offered. */
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

/** What is chosen of them; a field that is left out is the model's own default. */
export type Choices = Pick<ImageRequestInput, ParameterName>;

/** A chat tool offers no knobs that a model of language can only guess at. */
export const toolParameterNames = parameterNames.filter((name) => name !== 'steps' && name !== 'cfgScale');

/** The facts of a job name the model apart, and first what else was said in words. */
export const factNames = [
  'negativePrompt' as const,
  ...parameterNames.filter((name) => name !== 'negativePrompt' && name !== 'model'),
];

/** Most images that one request may ask for; more than one call is made where a service makes fewer at a time. */
export const maxImages = 10;

/** The parameters among the arguments of a command, or of any other object that has some. */
export function choicesOf(given: Choices): Choices {
  return Object.fromEntries(parameterNames.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
}
