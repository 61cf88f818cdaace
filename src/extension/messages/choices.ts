/** Words the value of a parameter: its range, what is invalid, what is used when none is set. Pure. */
import type { ChoiceField } from '../parameters/choices';
import type { Translate } from '../../shared/format/translate';

/** A field whose value is entered as text. */
export type TypedField = Exclude<ChoiceField, { kind: 'list' }>;

/** The range of a field; undefined if it has none. */
export function rangeMessage(field: TypedField, t: Translate): string | undefined {
  switch (field.kind) {
    case 'text':
      return undefined;
    case 'number':
      return t('{min} to {max}', { min: field.min, max: field.max });
    case 'size':
      if (field.multipleOf === 1)
        return t('such as 1024x768; each side {min} to {max}', { min: field.min, max: field.max });
      return t('such as 1024x768; each side {min} to {max}, in multiples of {step}', {
        min: field.min,
        max: field.max,
        step: field.multipleOf,
      });
  }
}

export function invalidValueMessage(field: TypedField, t: Translate): string {
  switch (field.kind) {
    case 'text':
      return t('Enter at most {max} characters.', { max: field.maxLength });
    case 'number':
      return field.whole
        ? t('Enter a whole number from {min} to {max}.', { min: field.min, max: field.max })
        : t('Enter a number from {min} to {max}.', { min: field.min, max: field.max });
    case 'size':
      return t(
        'Enter width and height in pixels, such as 1024x768. Each side must be {min} to {max} and a multiple of {step}.',
        {
          min: field.min,
          max: field.max,
          step: field.multipleOf,
        },
      );
  }
}

/** What is used when no value is set. */
export function unsetLabel(field: ChoiceField, t: Translate): string {
  if (field.name === 'seed') return t('Random');
  if (field.kind === 'size') return t('From aspect ratio');
  if (field.kind === 'text') return t('None');
  return field.initial === undefined ? t('Default') : t('{value} (default)', { value: field.initial });
}
