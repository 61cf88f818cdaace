/** Sentences about money: quota and credit at the service, and the user's own spending caps. */
import type { FailureReason } from '../../../shared/model/failure';
import type { CapPeriod } from '../../../shared/model/money';
import { joinSentences } from '../../../shared/format/sentences';
import { overCapMessage } from '../money';
import { wordingWithCode, wording, type Facts, type Wording, type MakeWording } from './facts';

export const moneyReasons = {
  'daily-quota': ({ t, who, has, value }) =>
    wording(
      has('remaining')
        ? t("You have only {remaining} left of today's quota at {who}. Try fewer images.", {
            who,
            remaining: value('remaining'),
          })
        : t("You've used today's quota at {who}. It resets tomorrow.", { who }),
      'choose-provider',
      'change-prompt',
    ),
  'monthly-quota': ({ t, who, has, value }) =>
    wording(
      has('remaining')
        ? t("You have only {remaining} left of this month's quota at {who}. Try fewer images.", {
            who,
            remaining: value('remaining'),
          })
        : t("You've used this month's quota at {who}. It resets next month.", { who }),
      'choose-provider',
      'change-prompt',
    ),
  credit: ({ t, who }) =>
    wordingWithCode(
      t("You've used up your credit at {who}. Top up your account.", { who }),
      'choose-provider',
      'open-log',
    ),
  'key-limit': ({ t, who }) =>
    wordingWithCode(
      t('This key has reached its limit at {who}. Raise the limit, or use another key.', {
        who,
      }),
      'choose-provider',
      'set-key',
    ),
  'cap-day': (facts) => capWords(facts, 'day'),
  'cap-month': (facts) => capWords(facts, 'month'),
  'cap-unreadable': ({ t }) =>
    wording(
      t('Can\'t read a cap in "easel.spending.caps". Nothing that may cost money is sent until you fix it.'),
      'change-cap',
      'choose-provider',
    ),
} satisfies Partial<Record<FailureReason, MakeWording>>;

function capWords({ t, value }: Facts, period: CapPeriod): Wording {
  const state = { period, currency: value('currency'), cap: Number(value('cap')), spent: Number(value('spent')) };
  const sentences = [overCapMessage(state, Number(value('needed')), t), t('Nothing was sent.')];
  return wording(joinSentences(sentences), 'change-cap', 'choose-provider');
}
