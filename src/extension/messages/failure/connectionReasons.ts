/** The way to the service: names, certificates, proxies, and answers of somebody else. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const connectionReasons = {
  'host-not-found': ({ t, host }) =>
    words(
      t("Can't find {host}. Check the address of the provider and your network.", { host }),
      'edit-provider',
      'again',
    ),
  'connection-refused': ({ t, who, host }) =>
    words(
      t("Can't connect to {host}. Make sure {who} is running.", { who, host }),
      'again',
      'edit-provider',
      'open-log',
    ),
  'connection-lost': ({ t, host }) => words(t('Lost the connection to {host}.', { host }), 'again', 'open-log'),
  certificate: ({ t, host, mark }) =>
    words(
      t(
        "The certificate of {host} isn't trusted by this computer{mark}. If you're behind a company proxy, install its root certificate where VS Code runs and restart VS Code; otherwise, contact the administrator of {host}.",
        { host, mark },
      ),
      'edit-provider',
      'open-log',
    ),
  'certificate-expired': ({ t, host, mark }) =>
    words(
      t(
        "The certificate of {host} has expired or isn't valid yet{mark}. If this computer's clock is right, ask the administrator of {host} to renew it.",
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  'certificate-host': ({ t, host, mark }) =>
    words(
      t(
        'The certificate of {host} is for a different name{mark}. Check the address of the provider; another server may be responding.',
        { host, mark },
      ),
      'edit-provider',
      'open-log',
    ),
  'no-tls': ({ t, host, mark }) =>
    words(
      t("{host} doesn't support https{mark}. Check the address; it may need http or a different port.", {
        host,
        mark,
      }),
      'edit-provider',
      'open-log',
    ),
  'proxy-login': ({ t, host, mark }) =>
    words(
      t(
        'The proxy for {host} requires a user name and password{mark}. Add them to the "http.proxy" setting, or ask your proxy administrator.',
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  'proxy-unreachable': ({ t, host, mark }) =>
    words(
      t(
        'The proxy for {host} isn\'t responding{mark}. Check the "http.proxy" setting, and make sure the proxy is running.',
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  offline: ({ t, host }) => words(t("You're offline. Easel can't reach {host}.", { host }), 'again'),
  'html-answer': ({ t, who, host, mark }) =>
    words(
      t('{host} returned a web page{mark}, possibly from a proxy, instead of a response from {who}.', {
        who,
        host,
        mark,
      }),
      'edit-provider',
      'open-log',
    ),
  'cut-answer': ({ t, host }) => words(t('Incomplete response from {host}.', { host }), 'again', 'open-log'),
  'not-this-service': ({ t, who, host, mark }) =>
    words(
      t("{host} doesn't appear to be a {who} server{mark}. Check the address and paths of the provider.", {
        who,
        host,
        mark,
      }),
      'edit-provider',
      'open-log',
    ),
  'url-refused': ({ t, who, host }) =>
    words(
      t('{who} returned an address that Easel blocks for security: {host}.', { who, host }),
      'edit-provider',
      'open-log',
    ),
  'redirect-refused': ({ t, host, has, value, failure }) => {
    // Of a result, no key goes along.
    if (failure.kind === 'bad-answer') return words(t('Too many redirects at {host}.', { host }), 'open-log');
    return words(
      has('target')
        ? t(
            "{host} redirects to {target}. Easel doesn't forward your key; if {target} is correct, set it as the address.",
            { host, target: value('target') },
          )
        : t("{host} redirects to another address. Easel doesn't forward your key.", { host }),
      'edit-provider',
      'open-log',
    );
  },
} satisfies Partial<Record<FailureReason, Words>>;
