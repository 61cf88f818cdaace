/** The sentence of each kind of failure, for failures without a more exact reason. */
import type { FailureKind } from '../../../shared/model/failure';
import { formatDuration } from '../jobs';
import { wordingWithCode, wording, type Facts, type MakeWording } from './facts';

export const kindMessages: Record<FailureKind, MakeWording> = {
  auth: ({ t, who }) =>
    wordingWithCode(
      t("{who} denied access. Your account isn't allowed to do this.", { who }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  quota: ({ t, who }) =>
    wordingWithCode(t("You've used up your quota at {who}.", { who }), 'choose-provider', 'open-log'),
  cap: ({ t }) => wording(t("You've reached your spending cap. Nothing was sent."), 'change-cap', 'choose-provider'),
  rate: (facts) => wordingWithCode(rateLimitMessage(facts), 'again', 'choose-provider'),
  network: ({ t, host }) =>
    wordingWithCode(
      t("Can't connect to {host}. Check your network and the address.", { host }),
      'again',
      'edit-provider',
      'open-log',
    ),
  timeout: ({ t, who }) => wording(t("{who} didn't respond in time.", { who }), 'again', 'test-provider', 'open-log'),
  server: ({ t, who }) =>
    wordingWithCode(
      t('{who} failed with a server error. Try again later, or choose another provider.', { who }),
      'again',
      'choose-provider',
      'open-log',
    ),
  policy: ({ t, who }) =>
    wordingWithCode(
      t('{who} rejected the prompt because of its content policy. Try different wording.', { who }),
      'change-prompt',
    ),
  'bad-request': ({ t, who }) =>
    wordingWithCode(
      t('{who} rejected the request. Try changing the prompt or the options.', { who }),
      'change-prompt',
      'open-log',
    ),
  'bad-answer': ({ t, who }) =>
    wordingWithCode(
      t('Unexpected response from {who}. Check the address, or try again later.', {
        who,
      }),
      'test-provider',
      'open-log',
    ),
  expired: ({ t, who }) => wordingWithCode(t('{who} no longer has this image. Generate it again.', { who }), 'again'),
  settings: ({ t, who }) => wording(t('Check the settings of {who}.', { who }), 'edit-provider', 'open-settings'),
  unsupported: ({ t, who }) =>
    wording(t("{who} doesn't support this. Try another provider.", { who }), 'choose-provider', 'add-provider'),
  storage: ({ t }) => wordingWithCode(t("Can't write the file on this computer."), 'save-as', 'open-log'),
  cancelled: ({ t }) => wording(t('The job was canceled.')),
  lost: ({ t, who, failure }) =>
    wording(
      failure.isFree
        ? t('Lost the connection while submitting to {who}. The job may be running and count against your quota.', {
            who,
          })
        : t('Lost the connection while submitting to {who}. The job may be running, and you may be charged.', { who }),
      'look-again',
      'open-log',
    ),
  internal: ({ t }) => wording(t('Something went wrong in Easel. See the log for details.'), 'open-log'),
};

function rateLimitMessage({ t, who, failure: { retryAfter } }: Facts): string {
  return retryAfter === undefined
    ? t("{who} is limiting requests. You weren't charged. Try again later.", { who })
    : t("{who} is limiting requests. You weren't charged. Try again in {time}.", {
        who,
        time: formatDuration(retryAfter, t),
      });
}
