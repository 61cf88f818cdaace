/** The plain sentence of each kind, for failures without a reason that says more. */
import type { FailureKind } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import { whenAgain, words, type Words } from './facts';

export const kindMessages: Record<FailureKind, Words> = {
  auth: ({ t, who, mark }) =>
    words(
      t("{who} denied access{mark}. Your account isn't allowed to do this.", { who, mark }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  quota: ({ t, who, mark }) =>
    words(t("You've used up your quota at {who}{mark}.", { who, mark }), 'choose-provider', 'open-log'),
  cap: ({ t }) => words(t("You've reached your spending cap. Nothing was sent."), 'change-cap', 'choose-provider'),
  rate: (facts) =>
    words(
      facts.t("{who} is limiting requests{mark}. You weren't charged; {when}.", {
        who: facts.who,
        mark: facts.mark,
        when: whenAgain(facts),
      }),
      'again',
      'choose-provider',
    ),
  network: ({ t, host, mark }) =>
    words(
      t("Can't connect to {host}{mark}. Check your network and the address.", { host, mark }),
      'again',
      'edit-provider',
      'open-log',
    ),
  timeout: ({ t, who }) => words(t("{who} didn't respond in time.", { who }), 'again', 'test-provider', 'open-log'),
  server: ({ t, who, mark }) =>
    words(
      t('{who} failed with a server error{mark}. Try again later, or choose another provider.', { who, mark }),
      'again',
      'choose-provider',
      'open-log',
    ),
  policy: ({ t, who, mark }) =>
    words(
      t('{who} rejected the prompt because of its content policy{mark}. Try different wording.', { who, mark }),
      'change-prompt',
    ),
  'bad-request': ({ t, who, mark }) =>
    words(
      t('{who} rejected the request{mark}. Try changing the prompt or the options.', { who, mark }),
      'change-prompt',
      'open-log',
    ),
  'bad-answer': ({ t, who, mark }) =>
    words(
      t('Unexpected response from {who}{mark}. Check the address, or try again later.', {
        who,
        mark,
      }),
      'test-provider',
      'open-log',
    ),
  expired: ({ t, who, mark }) =>
    words(t('{who} no longer has this image{mark}. Generate it again.', { who, mark }), 'again'),
  settings: ({ t, who }) => words(t('Check the settings of {who}.', { who }), 'edit-provider', 'open-settings'),
  unsupported: ({ t, who }) =>
    words(t("{who} doesn't support this. Try another provider.", { who }), 'choose-provider', 'add-provider'),
  storage: ({ t, mark }) => words(t("Can't write the file on this computer{mark}.", { mark }), 'save-as', 'open-log'),
  cancelled: ({ t }) => words(t('The job was canceled.')),
  lost: ({ t, who }) =>
    words(
      t('Lost the connection while submitting to {who}. The job may be running, and you may be charged.', { who }),
      'look-again',
      'open-log',
    ),
  internal: ({ t, failure }) =>
    words(
      failure.detail
        ? t('Something went wrong in Easel: {detail}', { detail: withoutControls(failure.detail) })
        : t('Something went wrong in Easel.'),
      'open-log',
    ),
};
