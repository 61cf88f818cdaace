/** Who the service takes the person for: keys, passwords, users and what they may do. */
import type { FailureReason } from '../../../shared/model/failure';
import { whenAgain, words, type Words } from './facts';

export const accountReasons = {
  'key-missing': ({ t, who }) => words(t('{who} needs a key, and none is set yet.', { who }), 'set-key'),
  'key-for-other-host': ({ t, who, host }) =>
    words(
      t(
        'The key of {who} was entered for another address, so it is not sent to {host}. Enter it again if the new address is right.',
        { who, host },
      ),
      'set-key',
      'edit-provider',
    ),
  'key-refused': ({ t, who, mark, host }) =>
    words(
      t('{who} refused the key{mark}. Does the key belong to {host}?', { who, mark, host }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  'password-wrong': ({ t, who, mark, host, has, value }) =>
    words(
      has('user')
        ? t('{who} refused the password{mark}. Does it belong to the user “{user}” at {host}?', {
            who,
            mark,
            host,
            user: value('user'),
          })
        : t('{who} refused the password{mark}. Does it belong to your user at {host}?', { who, mark, host }),
      'set-password',
      'edit-provider',
      'open-log',
    ),
  'password-missing': ({ t, who, has, value }) =>
    words(
      has('user')
        ? t('{who} asks for the password of the user “{user}”, and none is set yet.', { who, user: value('user') })
        : t('{who} asks for a password, and none is set yet.', { who }),
      'set-password',
      'edit-provider',
    ),
  'user-disabled': ({ t, who, mark }) =>
    words(
      t('{who} has switched your user off{mark}. Its administrator can switch it on again.', { who, mark }),
      'choose-provider',
    ),
  'email-unverified': ({ t, who, mark }) =>
    words(
      t('{who} wants the e-mail address of your account confirmed first{mark}. Look for its message in your mailbox.', {
        who,
        mark,
      }),
      'again',
    ),
  'registration-closed': ({ t, who, mark }) =>
    words(
      t('{who} lets nobody register by themselves{mark}. Its administrator can make an account for you.', {
        who,
        mark,
      }),
      'edit-provider',
    ),
  'admin-needed': ({ t, who, mark }) =>
    words(t('{who} lets only administrators do this{mark}.', { who, mark }), 'edit-provider'),
  'membership-needed': ({ t, who, mark }) =>
    words(
      t('{who} takes keys of paying members only{mark}. The account has to become one first.', { who, mark }),
      'set-key',
      'choose-provider',
    ),
  'enterprise-key-needed': ({ t, who, mark }) =>
    words(
      t('{who} lets only keys of an enterprise account use this{mark}; this one is a personal key.', { who, mark }),
      'set-key',
      'choose-provider',
    ),
  'login-rate': (facts) =>
    words(
      facts.t('{who} takes no more log-ins just now{mark}; {when}.', {
        who: facts.who,
        mark: facts.mark,
        when: whenAgain(facts),
      }),
      'again',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
