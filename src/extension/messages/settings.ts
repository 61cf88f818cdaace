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
  const expected = wanted === 'text' ? t('a text in quotes') : wanted;
  switch (problem) {
    case 'not-a-list':
      return setting === undefined ? t('this must be a list of providers.') : t('this must be a list: [ … ].');
    case 'not-an-object':
      return setting === undefined
        ? t('“{value}” is not a provider; an entry looks like {expected}.', { value, expected })
        : t('“{value}” is no entry; one looks like {expected}.', { value, expected });
    case 'duplicate-id':
      return t('the id “{value}” stands there twice; each needs its own.', { value });
    case 'unknown-type':
      return t('there is no type “{value}”. Types: {expected}.', { value, expected });
    case 'not-a-url':
      return t('“{value}” is not an address; one looks like “{expected}”.', { value, expected });
    case 'scheme':
      return t('“{value}”: only http and https addresses are opened.', { value });
    case 'wrong-type':
      return value === ''
        ? t('this is not right; expected: {expected}.', { expected })
        : t('“{value}” is not right; expected: {expected}.', { value, expected });
    case 'out-of-range':
      return t('“{value}” is not possible; allowed: {expected}.', { value, expected });
    case 'unknown-field':
      return t('there is no such field; a typing slip?');
    case 'missing':
      return expected === '' ? t('this is missing.') : t('this is missing; it looks like {expected}.', { expected });
  }
}
