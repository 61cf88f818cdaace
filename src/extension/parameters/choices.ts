/** The parameters that a person chose for pictures, and which of them a model has. Pure. */
import type { ImageRequestInput } from '../../shared/model/jobs';
import type { KindLimits, Model } from '../../providers/contract/model';

/** What the options menu changes; a field that is left out is the model's own default. */
export type Choices = Pick<
  ImageRequestInput,
  | 'aspectRatio'
  | 'size'
  | 'resolution'
  | 'count'
  | 'negativePrompt'
  | 'seed'
  | 'steps'
  | 'cfgScale'
  | 'quality'
  | 'background'
  | 'outputFormat'
  | 'model'
>;

export type ChoiceName = keyof Choices;

/** How one parameter is asked for. */
export type ChoiceField = { name: ChoiceName } & (
  | { kind: 'list'; values: readonly string[]; initial?: string }
  | { kind: 'number'; min: number; max: number; whole: boolean; initial?: number }
  | { kind: 'text'; longest: number }
  | { kind: 'size'; min: number; max: number; multipleOf: number; maxPixels?: number }
);

/** Most pictures that one wish may ask for; more than one call is made where a service makes fewer at a time. */
const maxImages = 10;

/** The parameters that a model has for new pictures, in the order in which they are offered. */
export function fieldsOf(limits: KindLimits, models: readonly Model[]): ChoiceField[] {
  const fields: ChoiceField[] = [];
  const list = (name: ChoiceName, values: readonly string[] | undefined): void => {
    const [initial, other] = values ?? [];
    // A choice of one is none.
    if (values && initial !== undefined && other !== undefined) fields.push({ name, kind: 'list', values, initial });
  };
  const number = (name: ChoiceName, range: KindLimits['seed'], whole: boolean): void => {
    if (!range) return;
    const initial = range.default === undefined ? {} : { initial: range.default };
    fields.push({ name, kind: 'number', min: range.min, max: range.max, whole, ...initial });
  };
  list('aspectRatio', limits.ratios);
  if (limits.freeSize) fields.push({ name: 'size', kind: 'size', ...limits.freeSize });
  list('resolution', limits.resolutions);
  fields.push({
    name: 'count',
    kind: 'number',
    min: 1,
    max: Math.max(maxImages, limits.count),
    whole: true,
    initial: 1,
  });
  if (limits.negativePrompt)
    fields.push({ name: 'negativePrompt', kind: 'text', longest: limits.promptLength ?? 2000 });
  number('seed', limits.seed, true);
  number('steps', limits.steps, true);
  number('cfgScale', limits.cfgScale, false);
  list('quality', limits.qualities);
  list('background', limits.backgrounds);
  list('outputFormat', limits.outputFormats);
  if (models.length > 1)
    list(
      'model',
      models.map((model) => model.name),
    );
  return fields;
}

/** Leaves out what the model does not have or does not take (any more), so that an old choice can't fail a new job. */
export function fitting(choices: Choices, fields: readonly ChoiceField[]): Choices {
  const fitted: Record<string, unknown> = {};
  for (const field of fields) {
    const value = choices[field.name];
    if (value !== undefined && takes(field, value)) fitted[field.name] = value;
  }
  if (fitted['size'] !== undefined) delete fitted['aspectRatio'];
  return fitted;
}

function takes(field: ChoiceField, value: ChoiceValue): boolean {
  switch (field.kind) {
    case 'list':
      return typeof value === 'string' && field.values.includes(value);
    case 'number':
      return (
        typeof value === 'number' &&
        value >= field.min &&
        value <= field.max &&
        (!field.whole || Number.isInteger(value))
      );
    case 'text':
      return typeof value === 'string' && value !== '' && value.length <= field.longest;
    case 'size':
      return typeof value === 'object' && isSizeTaken(field, value);
  }
}

export function isSizeTaken(
  field: { min: number; max: number; multipleOf: number; maxPixels?: number },
  size: { width: number; height: number },
): boolean {
  const isSideTaken = (side: number): boolean =>
    Number.isInteger(side) && side >= field.min && side <= field.max && side % field.multipleOf === 0;
  return (
    isSideTaken(size.width) &&
    isSideTaken(size.height) &&
    (field.maxPixels === undefined || size.width * size.height <= field.maxPixels)
  );
}

/** Reads `1664x928`, `1664 × 928` or `1664*928`. */
export function parseSize(text: string): { width: number; height: number } | undefined {
  const match = /^\s*(\d{1,5})\s*[x×*,\s]\s*(\d{1,5})\s*$/i.exec(text);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** A value of one parameter. */
export type ChoiceValue = string | number | { width: number; height: number };

/** Reads what a person typed, or chose from a list; undefined when the model does not take it. */
export function readChoice(field: ChoiceField, text: string): ChoiceValue | undefined {
  const value = readText(field, text.trim());
  return value !== undefined && takes(field, value) ? value : undefined;
}

function readText(field: ChoiceField, text: string): ChoiceValue | undefined {
  switch (field.kind) {
    case 'list':
    case 'text':
      return text;
    case 'number':
      return Number(text.replace(',', '.'));
    case 'size':
      return parseSize(text);
  }
}

/** The same as a person would type it. */
export function choiceText(value: ChoiceValue): string {
  return typeof value === 'object' ? `${value.width}x${value.height}` : String(value);
}
