/** The parameters that a model supports, and the values that it accepts. Pure. */
import type { KindLimits, Model } from '../../engine/surface/providers';
import { maxImages, parameterNames, parameters, type Choices, type Parameter, type ParameterName } from './parameters';

/** The input field of one parameter. */
export type ChoiceField = { name: ParameterName } & (
  | { kind: 'list'; values: readonly string[]; initial?: string }
  | { kind: 'number'; min: number; max: number; whole: boolean; initial?: number }
  | { kind: 'text'; maxLength: number }
  | { kind: 'size'; min: number; max: number; multipleOf: number; maxPixels?: number }
);

/** The parameters that a model supports, in display order. */
export function fieldsOf(limits: KindLimits, models: readonly Model[]): ChoiceField[] {
  return parameterNames.flatMap((name) => fieldOf({ name, parameter: parameters[name] }, limits, models) ?? []);
}

function fieldOf(
  { name, parameter }: { name: ParameterName; parameter: Parameter },
  limits: KindLimits,
  models: readonly Model[],
): ChoiceField | undefined {
  switch (parameter.kind) {
    case 'list':
      return listField(name, limits[parameter.limits] ?? []);
    case 'model':
      return listField(
        name,
        models.map((model) => model.name),
      );
    case 'number': {
      const range = limits[parameter.limits];
      if (!range) return undefined;
      const initial = range.default === undefined ? {} : { initial: range.default };
      return { name, kind: 'number', min: range.min, max: range.max, whole: parameter.whole, ...initial };
    }
    case 'count':
      return { name, kind: 'number', min: 1, max: Math.max(maxImages, limits.count), whole: true, initial: 1 };
    case 'text':
      return limits[parameter.limits] ? { name, kind: 'text', maxLength: limits.promptLength ?? 2000 } : undefined;
    case 'size': {
      const rule = limits[parameter.limits];
      return rule && { name, kind: 'size', ...rule };
    }
  }
}

function listField(name: ParameterName, values: readonly string[]): ChoiceField | undefined {
  const [initial, other] = values;
  // With a single value there is nothing to choose.
  return initial === undefined || other === undefined ? undefined : { name, kind: 'list', values, initial };
}

/** Omits values that the model doesn't accept, so that a remembered choice can't make a new job fail. */
export function fitting(choices: Choices, fields: readonly ChoiceField[]): Choices {
  const fitted: Record<string, unknown> = {};
  for (const field of fields) {
    const value = choices[field.name];
    if (value !== undefined && accepts(field, value)) fitted[field.name] = value;
  }
  if (fitted['size'] !== undefined) delete fitted['aspectRatio'];
  return fitted;
}

function accepts(field: ChoiceField, value: ChoiceValue): boolean {
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
      return typeof value === 'string' && value !== '' && value.length <= field.maxLength;
    case 'size':
      return typeof value === 'object' && acceptsSize(field, value);
  }
}

export function acceptsSize(
  field: { min: number; max: number; multipleOf: number; maxPixels?: number },
  size: { width: number; height: number },
): boolean {
  const acceptsSide = (side: number): boolean =>
    Number.isInteger(side) && side >= field.min && side <= field.max && side % field.multipleOf === 0;
  return (
    acceptsSide(size.width) &&
    acceptsSide(size.height) &&
    (field.maxPixels === undefined || size.width * size.height <= field.maxPixels)
  );
}

/** Parses `1664x928`, `1664 × 928` or `1664*928`. */
export function parseSize(text: string): { width: number; height: number } | undefined {
  const match = /^\s*(\d{1,5})\s*[x×*,\s]\s*(\d{1,5})\s*$/i.exec(text);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** A value of one parameter. */
export type ChoiceValue = string | number | { width: number; height: number };

/** Parses a typed or selected value; undefined if the model doesn't accept it. */
export function readChoice(field: ChoiceField, text: string): ChoiceValue | undefined {
  const value = readText(field, text.trim());
  return value !== undefined && accepts(field, value) ? value : undefined;
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

/** The value as text that {@link readChoice} parses. */
export function choiceText(value: ChoiceValue): string {
  return typeof value === 'object' ? `${value.width}x${value.height}` : String(value);
}
