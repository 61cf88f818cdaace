/** What is used up: quota and credit at the service, and the person's own caps. */
import type { FailureReason } from '../../../shared/model/failure';
import type { CapPeriod } from '../../../shared/model/money';
import { overCapMessage } from '../money';
import { words, type Facts, type FailureMessage, type Words } from './facts';

export const moneyReasons = {
  'daily-quota': ({ t, who, has, value }) =>
    words(
      has('remaining')
        ? t("Today's quota of your account at {who} is not enough: {remaining} left. Fewer pictures may go.", {
            who,
            remaining: value('remaining'),
          })
        : t("Today's quota of your account at {who} is used up. Tomorrow there is more.", { who }),
      'choose-provider',
      'change-prompt',
    ),
  credit: ({ t, who, mark }) =>
    words(
      t('The credit of your account at {who} is used up{mark}. Top it up there.', { who, mark }),
      'choose-provider',
      'open-log',
    ),
  'key-limit': ({ t, who, mark }) =>
    words(
      t('The limit that was set for this key at {who} is reached{mark}. Raise it there, or use another key.', {
        who,
        mark,
      }),
      'choose-provider',
      'set-key',
    ),
  'cap-day': (facts) => capWords(facts, 'day'),
  'cap-month': (facts) => capWords(facts, 'month'),
  'cap-unreadable': ({ t }) =>
    words(
      t("A cap in “easel.spending.caps” can't be read, so nothing is sent that may cost money."),
      'change-cap',
      'choose-provider',
    ),
} satisfies Partial<Record<FailureReason, Words>>;

function capWords({ t, value }: Facts, period: CapPeriod): FailureMessage {
  const state = { period, currency: value('currency'), cap: Number(value('cap')), spent: Number(value('spent')) };
  const sentence = `${overCapMessage(state, Number(value('needed')), t)} ${t('Nothing was sent.')}`;
  return words(sentence, 'change-cap', 'choose-provider');
}
