/** What is used up: quota and credit at the service, and the person's own caps. */
import type { FailureReason } from '../../../shared/model/failure';
import type { CapPeriod } from '../../../shared/model/money';
import { overCapMessage } from '../money';
import { words, type Facts, type FailureMessage, type Words } from './facts';

export const moneyReasons = {
  'daily-quota': ({ t, who, has, value }) =>
    words(
      has('remaining')
        ? t("You have only {remaining} left of today's quota at {who}. Try fewer images.", {
            who,
            remaining: value('remaining'),
          })
        : t("You've used today's quota at {who}. It resets tomorrow.", { who }),
      'choose-provider',
      'change-prompt',
    ),
  credit: ({ t, who, mark }) =>
    words(
      t("You've used up your credit at {who}{mark}. Top up your account.", { who, mark }),
      'choose-provider',
      'open-log',
    ),
  'key-limit': ({ t, who, mark }) =>
    words(
      t('This key has reached its limit at {who}{mark}. Raise the limit, or use another key.', {
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
      t('Can\'t read a cap in "easel.spending.caps". Nothing that may cost money is sent until you fix it.'),
      'change-cap',
      'choose-provider',
    ),
} satisfies Partial<Record<FailureReason, Words>>;

function capWords({ t, value }: Facts, period: CapPeriod): FailureMessage {
  const state = { period, currency: value('currency'), cap: Number(value('cap')), spent: Number(value('spent')) };
  const sentence = `${overCapMessage(state, Number(value('needed')), t)} ${t('Nothing was sent.')}`;
  return words(sentence, 'change-cap', 'choose-provider');
}
