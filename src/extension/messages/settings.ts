/** Words the mistakes in the settings: providers, prices and caps. Pure. */
import type { SettingProblem, ValueRule } from '../../engine/surface/providers';
import { formatList, joinSentences, nameAndText } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

/** `easel.providers[2].baseUrl: "foo" isn't a valid address. Example: "https://…".` */
export function settingProblemMessage(problem: SettingProblem, t: Translate): string {
  const place = `easel.${problem.setting ?? 'providers'}${problem.index === undefined ? '' : `[${problem.index}]`}${problem.field ? `.${problem.field}` : ''}`;
  return nameAndText(place, problemMessage(problem, t), t);
}

/** What is wrong, without its place. */
export function problemMessage(given: SettingProblem, t: Translate): string {
  const { setting, problem, value = '', expected = '' } = given;
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
      return t('"{value}" isn\'t supported. Use an http or https address.', { value });
    case 'wrong-type':
    case 'out-of-range':
      return joinSentences([
        value === '' ? t('Invalid value.') : t('Invalid value "{value}".', { value }),
        ruleMessage(given, t),
      ]);
    case 'unknown-field':
      return t('Unknown property. Check the spelling.');
    case 'count-field':
      return t('Remove "{value}". Easel sets the number of images itself so that your caps hold.', { value });
    case 'missing':
      return joinSentences([t('Required.'), ruleMessage(given, t)]);
  }
}

/** What the value must be. */
function ruleMessage({ problem, rule, expected = '' }: SettingProblem, t: Translate): string {
  if (rule) return valueRuleMessage(rule, t);
  if (expected === '') return '';
  return problem === 'out-of-range'
    ? t('Allowed: {expected}.', { expected })
    : t('For example: {expected}.', { expected });
}

function valueRuleMessage(rule: ValueRule, t: Translate): string {
  switch (rule.kind) {
    case 'text':
      return t('Must be text in double quotes.');
    case 'flag':
      return t('Must be true or false.');
    case 'list':
      return t('Must be a list: [ … ].');
    case 'object':
      return t('Must be an object: { … }.');
    case 'url':
      return t('Must be an http or https address.');
    case 'name':
      return t("This name isn't allowed.");
    case 'format':
      return t("The format isn't supported.");
    case 'simple':
      return t('Must be text in double quotes, a number, or true or false.');
    case 'number':
    case 'whole':
      return numberRuleMessage(rule, t);
    case 'one-of':
      return t('Must be one of: {values}.', { values: formatList(rule.values, t) });
    case 'length':
      return lengthMessage(rule, t);
    case 'items':
      return t('Must have at most {max} entries.', { max: rule.max });
    case 'example':
      return t('For example: {expected}.', { expected: rule.example });
  }
}

function numberRuleMessage({ kind, min, max }: Extract<ValueRule, { min?: number }>, t: Translate): string {
  const isWhole = kind === 'whole';
  if (min !== undefined && max !== undefined) {
    return isWhole
      ? t('Must be a whole number from {min} to {max}.', { min, max })
      : t('Must be a number from {min} to {max}.', { min, max });
  }
  if (min !== undefined) {
    return isWhole ? t('Must be a whole number of at least {min}.', { min }) : t('Must be at least {min}.', { min });
  }
  if (max !== undefined) return t('Must be at most {max}.', { max });
  return isWhole ? t('Must be a whole number.') : t('Must be a number.');
}

function lengthMessage({ min, max }: Extract<ValueRule, { kind: 'length' }>, t: Translate): string {
  if (max === undefined) return t("This can't be empty.");
  return min > 0
    ? t('Must have {min} to {max} characters.', { min, max })
    : t('Must have at most {max} characters.', { max });
}
