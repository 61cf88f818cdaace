/** Converts between typed form values and parameters. Pure. */
import { choiceText, fitting, readChoice, type ChoiceField } from '../../../parameters/choices';
import type { Choices } from '../../../parameters/parameters';

/** A value that the list no longer has is dropped; a typed value that is not accepted is reported. */
export function readValues(
  values: Record<string, string>,
  fields: readonly ChoiceField[],
): { choices: Choices; rejected: Record<string, string> } {
  const choices: Record<string, unknown> = {};
  const rejected: Record<string, string> = {};
  for (const field of fields) {
    const text = values[field.name] ?? '';
    const value = text.trim() === '' ? undefined : readChoice(field, text);
    if (value !== undefined) choices[field.name] = value;
    else if (text.trim() !== '' && field.kind !== 'list') rejected[field.name] = text;
  }
  return { choices: fitting(choices, fields), rejected };
}

/** Parameters as typed values; defaults are left out. */
export function valuesOf(choices: Choices, fields: readonly ChoiceField[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = choices[field.name];
      const isInitial = field.kind === 'list' && value === field.initial;
      return value === undefined || isInitial ? [] : [[field.name, choiceText(value)]];
    }),
  );
}
