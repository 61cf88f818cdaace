/** Sentences about the account at a service: keys, passwords, users, permissions. */
import type { FailureReason } from '../../../shared/model/failure';
import { formatDuration } from '../jobs';
import { wordingWithCode, wording, type Facts, type MakeWording } from './facts';

export const accountReasons = {
  'key-missing': ({ t, who }) => wording(t('{who} has no API key. Set one to continue.', { who }), 'set-key'),
  'key-for-other-host': ({ t, who, host }) =>
    wording(
      t(
        "The key for {who} was entered for a different address, so it isn't sent to {host}. If the new address is correct, enter the key again.",
        { who, host },
      ),
      'set-key',
      'edit-provider',
    ),
  'key-refused': ({ t, who, host }) =>
    wordingWithCode(
      t('{who} rejected the key. Make sure the key is for {host}.', { who, host }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  'sign-in-required': ({ t, who }) =>
    wordingWithCode(
      t('{who} requires you to sign in. Check the user name and the sign-in setting of the provider.', { who }),
      'edit-provider',
      'open-log',
    ),
  'sign-in-disabled': ({ t, who }) =>
    wordingWithCode(
      t(
        "{who} failed with a server error. Its database isn't set up while its sign-in is disabled: enable sign-in at the service, then enter a user name.",
        { who },
      ),
      'edit-provider',
      'open-log',
    ),
  'password-wrong': ({ t, who, host, has, value }) =>
    wordingWithCode(
      has('user')
        ? t('{who} rejected the password. Check the password of user "{user}" at {host}.', {
            who,
            host,
            user: value('user'),
          })
        : t('{who} rejected the password. Check your user name and password at {host}.', { who, host }),
      'set-password',
      'edit-provider',
      'open-log',
    ),
  'password-missing': ({ t, who, has, value }) =>
    wording(
      has('user')
        ? t('{who} has no password for user "{user}". Set one to continue.', { who, user: value('user') })
        : t('{who} has no password. Set one to continue.', { who }),
      'set-password',
      'edit-provider',
    ),
  'user-disabled': ({ t, who }) =>
    wordingWithCode(
      t('{who} has disabled your account. Ask its administrator to enable it.', { who }),
      'choose-provider',
    ),
  'email-unverified': ({ t, who }) =>
    wordingWithCode(
      t('{who} requires a verified email address. Verify yours with the message in your inbox, then try again.', {
        who,
      }),
      'again',
    ),
  'registration-closed': ({ t, who }) =>
    wordingWithCode(
      t("{who} doesn't allow self-registration. Ask its administrator for an account.", {
        who,
      }),
      'edit-provider',
    ),
  'admin-needed': ({ t, who }) =>
    wordingWithCode(t('Only administrators of {who} can do this.', { who }), 'edit-provider'),
  'membership-needed': ({ t, who }) =>
    wordingWithCode(
      t('{who} requires a paid membership. Upgrade your account, then try again.', { who }),
      'set-key',
      'choose-provider',
    ),
  'enterprise-key-needed': ({ t, who }) =>
    wordingWithCode(
      t('{who} requires an enterprise account key for this. Your key is a personal key.', { who }),
      'set-key',
      'choose-provider',
    ),
  // A call that submits no job: nothing in a prompt helps.
  'call-rejected': ({ t, who }) => wordingWithCode(t('{who} rejected the change or query.', { who }), 'open-log'),
  'login-rate': (facts) => wordingWithCode(signInRateMessage(facts), 'again'),
} satisfies Partial<Record<FailureReason, MakeWording>>;

function signInRateMessage({ t, who, failure: { retryAfter } }: Facts): string {
  return retryAfter === undefined
    ? t('Too many sign-in attempts at {who}. Try again later.', { who })
    : t('Too many sign-in attempts at {who}. Try again in {time}.', { who, time: formatDuration(retryAfter, t) });
}
