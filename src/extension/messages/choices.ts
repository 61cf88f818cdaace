/** What is said of a parameter's value: what is taken, what is wrong, what stands for nothing. Pure. */
import type { ChoiceField } from '../parameters/choices';
import type { Translate } from '../../shared/format/translate';

/** A field whose value is typed. */
export type TypedField = Exclude<ChoiceField, { kind: 'list' }>;

/** What the field takes, where there is a limit to tell. */
export function rangeMessage(field: TypedField, t: Translate): string | undefined {
  switch (field.kind) {
    case 'text':
      return undefined;
    case 'number':
      return t('{min} to {max}', { min: field.min, max: field.max });
    case 'size':
      if (field.multipleOf === 1)
        return t('as in 1024x768; each side {min} to {max}', { min: field.min, max: field.max });
      return t('as in 1024x768; each side {min} to {max}, a multiple of {step}', {
        min: field.min,
        max: field.max,
        step: field.multipleOf,
      });
  }
}

export function invalidValueMessage(field: TypedField, t: Translate): string {
  switch (field.kind) {
    case 'text':
      return t('At most {max} characters.', { max: field.longest });
    case 'number':
      return field.whole
        ? t('A whole number from {min} to {max}, please.', { min: field.min, max: field.max })
        : t('A number from {min} to {max}, please.', { min: field.min, max: field.max });
    case 'size':
      return t('Width and height in pixels, as in 1024x768; each side {min} to {max}, a multiple of {step}.', {
        min: field.min,
        max: field.max,
        step: field.multipleOf,
      });
  }
}

/** What the model does when nothing is chosen. */
export function unsetLabel(field: ChoiceField, t: Translate): string {
  if (field.name === 'seed') return t('a new one each time');
  if (field.kind === 'size') return t('as the ratio gives it');
  if (field.kind === 'text') return t('nothing');
  return field.initial === undefined ? t('default') : t('{value} (default)', { value: field.initial });
}
