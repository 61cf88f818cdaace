/** The words for a mistake in the lists of the settings. Pure. */
import type { SettingProblem } from '../../engine/surface/providers';
import { nameAndText } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

/** `easel.providers[2].baseUrl: "foo" is not a URL (https://…).` */
export function settingProblemMessage(problem: SettingProblem, t: Translate): string {
  const place = `easel.${problem.setting ?? 'providers'}${problem.index === undefined ? '' : `[${problem.index}]`}${problem.field ? `.${problem.field}` : ''}`;
  return nameAndText(place, problemMessage(problem, t), t);
}

/** What is wrong, without its place. */
export function problemMessage(
  { setting, problem, value = '', expected: wanted = '' }: SettingProblem,
  t: Translate,
): string {
  const expected = wanted === 'text' ? t('text in double quotes') : wanted;
  switch (problem) {
    case 'not-a-list':
      return setting === undefined ? t('Must be a list of providers.') : t('Must be a list: [ … ].');
    case 'not-an-object':
      return setting === undefined
        ? t('"{value}" isn\'t a provider. An entry looks like {expected}.', { value, expected })
        : t('"{value}" isn\'t a valid entry. An entry looks like {expected}.', { value, expected });
    case 'duplicate-id':
      return t('Duplicate ID "{value}".', { value });
    case 'unknown-type':
      return t('Unknown type "{value}". Available types: {expected}.', { value, expected });
    case 'not-a-url':
      return t('"{value}" isn\'t a valid address. Example: "{expected}".', { value, expected });
    case 'scheme':
      return t('"{value}": only http and https addresses are supported.', { value });
    case 'wrong-type':
      return value === ''
        ? t('Invalid value. Expected: {expected}.', { expected })
        : t('Invalid value "{value}". Expected: {expected}.', { value, expected });
    case 'out-of-range':
      return t('Invalid value "{value}". Allowed: {expected}.', { value, expected });
    case 'unknown-field':
      return t('Unknown property. Check the spelling.');
    case 'missing':
      return expected === '' ? t('Required.') : t('Required. For example: {expected}.', { expected });
  }
}
