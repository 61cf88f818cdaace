/** Who the service takes the person for: keys, passwords, users and what they may do. */
import type { FailureReason } from '../../../shared/model/failure';
import { whenAgain, words, type Words } from './facts';

export const accountReasons = {
  'key-missing': ({ t, who }) => words(t('{who} has no API key. Set one to continue.', { who }), 'set-key'),
  'key-for-other-host': ({ t, who, host }) =>
    words(
      t(
        "The key for {who} was entered for a different address, so it isn't sent to {host}. If the new address is correct, enter the key again.",
        { who, host },
      ),
      'set-key',
      'edit-provider',
    ),
  'key-refused': ({ t, who, mark, host }) =>
    words(
      t('{who} rejected the key{mark}. Make sure the key is for {host}.', { who, mark, host }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  'password-wrong': ({ t, who, mark, host, has, value }) =>
    words(
      has('user')
        ? t('{who} rejected the password{mark}. Check the password of user "{user}" at {host}.', {
            who,
            mark,
            host,
            user: value('user'),
          })
        : t('{who} rejected the password{mark}. Check your user name and password at {host}.', { who, mark, host }),
      'set-password',
      'edit-provider',
      'open-log',
    ),
  'password-missing': ({ t, who, has, value }) =>
    words(
      has('user')
        ? t('{who} has no password for user "{user}". Set one to continue.', { who, user: value('user') })
        : t('{who} has no password. Set one to continue.', { who }),
      'set-password',
      'edit-provider',
    ),
  'user-disabled': ({ t, who, mark }) =>
    words(
      t('{who} has disabled your account{mark}. Ask its administrator to enable it.', { who, mark }),
      'choose-provider',
    ),
  'email-unverified': ({ t, who, mark }) =>
    words(
      t('{who} requires a verified email address{mark}. Verify yours with the message in your inbox, then try again.', {
        who,
        mark,
      }),
      'again',
    ),
  'registration-closed': ({ t, who, mark }) =>
    words(
      t("{who} doesn't allow self-registration{mark}. Ask its administrator for an account.", {
        who,
        mark,
      }),
      'edit-provider',
    ),
  'admin-needed': ({ t, who, mark }) =>
    words(t('Only administrators of {who} can do this{mark}.', { who, mark }), 'edit-provider'),
  'membership-needed': ({ t, who, mark }) =>
    words(
      t('{who} requires a paid membership{mark}. Upgrade your account, then try again.', { who, mark }),
      'set-key',
      'choose-provider',
    ),
  'enterprise-key-needed': ({ t, who, mark }) =>
    words(
      t('{who} requires an enterprise account key for this{mark}. Your key is a personal key.', { who, mark }),
      'set-key',
      'choose-provider',
    ),
  'login-rate': (facts) =>
    words(
      facts.t('Too many sign-in attempts at {who}{mark}; {when}.', {
        who: facts.who,
        mark: facts.mark,
        when: whenAgain(facts),
      }),
      'again',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
