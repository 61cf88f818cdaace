/** The plain sentence of each kind, for failures without a reason that says more. */
import type { FailureKind } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import { whenAgain, words, type Words } from './facts';

export const kindMessages: Record<FailureKind, Words> = {
  auth: ({ t, who, mark }) =>
    words(
      t('{who} refused access{mark}: the account may not do this.', { who, mark }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  quota: ({ t, who, mark }) =>
    words(t('The quota of your account at {who} is used up{mark}.', { who, mark }), 'choose-provider', 'open-log'),
  cap: ({ t }) => words(t('Your spending cap is reached. Nothing was sent.'), 'change-cap', 'choose-provider'),
  rate: (facts) =>
    words(
      facts.t('{who} takes no more requests just now{mark}. Nothing was charged; {when}.', {
        who: facts.who,
        mark: facts.mark,
        when: whenAgain(facts),
      }),
      'again',
      'choose-provider',
    ),
  network: ({ t, host, mark }) =>
    words(
      t('There is no connection to {host}{mark}. Check the network and the address.', { host, mark }),
      'again',
      'edit-provider',
      'open-log',
    ),
  timeout: ({ t, who }) => words(t('{who} did not answer in time.', { who }), 'again', 'test-provider', 'open-log'),
  server: ({ t, who, mark }) =>
    words(
      t('{who} failed{mark}. The fault is with the service, not with your request.', { who, mark }),
      'again',
      'choose-provider',
      'open-log',
    ),
  policy: ({ t, who, mark }) =>
    words(
      t('The content rules of {who} refused this prompt{mark}. Other words may pass.', { who, mark }),
      'change-prompt',
    ),
  'bad-request': ({ t, who, mark }) =>
    words(
      t('{who} refused the request as wrong{mark}. Change the prompt or the options.', { who, mark }),
      'change-prompt',
      'open-log',
    ),
  'bad-answer': ({ t, who, mark }) =>
    words(
      t('{who} gave an answer that makes no sense to Easel{mark}. The fault is with the service or its address.', {
        who,
        mark,
      }),
      'test-provider',
      'open-log',
    ),
  expired: ({ t, who, mark }) =>
    words(
      t('The picture was made, but {who} does not have it any more{mark}. It has to be made again.', { who, mark }),
      'again',
    ),
  settings: ({ t, who }) => words(t('The settings of {who} are not right.', { who }), 'edit-provider', 'open-settings'),
  unsupported: ({ t, who }) =>
    words(t("{who} can't do this. Another provider may.", { who }), 'choose-provider', 'add-provider'),
  storage: ({ t, mark }) =>
    words(t('The file could not be written on this computer{mark}.', { mark }), 'save-as', 'open-log'),
  cancelled: ({ t }) => words(t('The job was cancelled.')),
  lost: ({ t, who }) =>
    words(
      t('The connection broke while {who} took the job. It may be running there, and may be billed.', { who }),
      'look-again',
      'open-log',
    ),
  internal: ({ t, failure }) =>
    words(
      failure.detail
        ? t('Easel made a mistake of its own: {detail}', { detail: withoutControls(failure.detail) })
        : t('Easel made a mistake of its own.'),
      'open-log',
    ),
};
