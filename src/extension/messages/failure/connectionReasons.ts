/** Sentences about the connection to a service: names, certificates, proxies, and answers that aren't the service's. */
import type { FailureReason } from '../../../shared/model/failure';
import { wordingWithCode, wording, type MakeWording } from './facts';

export const connectionReasons = {
  'host-not-found': ({ t, host }) =>
    wording(
      t("Can't find {host}. Check the address of the provider and your network.", { host }),
      'edit-provider',
      'again',
    ),
  'connection-refused': ({ t, who, host }) =>
    wording(
      t("Can't connect to {host}. Make sure {who} is running.", { who, host }),
      'again',
      'edit-provider',
      'open-log',
    ),
  'connection-lost': ({ t, host }) => wording(t('Lost the connection to {host}.', { host }), 'again', 'open-log'),
  certificate: ({ t, host }) =>
    wordingWithCode(
      t(
        "The certificate of {host} isn't trusted by this computer. If you're behind a company proxy, install its root certificate where VS Code runs and restart VS Code; otherwise, contact the administrator of {host}.",
        { host },
      ),
      'edit-provider',
      'open-log',
    ),
  'certificate-expired': ({ t, host }) =>
    wordingWithCode(
      t(
        "The certificate of {host} has expired or isn't valid yet. If this computer's clock is right, ask the administrator of {host} to renew it.",
        { host },
      ),
      'again',
      'open-log',
    ),
  'certificate-host': ({ t, host }) =>
    wordingWithCode(
      t(
        'The certificate of {host} is for a different name. Check the address of the provider; another server may be responding.',
        { host },
      ),
      'edit-provider',
      'open-log',
    ),
  'no-tls': ({ t, host }) =>
    wordingWithCode(
      t("{host} doesn't support https. Check the address; it may need http or a different port.", {
        host,
      }),
      'edit-provider',
      'open-log',
    ),
  'proxy-login': ({ t, host }) =>
    wordingWithCode(
      t(
        'The proxy for {host} requires a user name and password. Add them to the "http.proxy" setting, or ask your proxy administrator.',
        { host },
      ),
      'again',
      'open-log',
    ),
  'proxy-unreachable': ({ t, host }) =>
    wordingWithCode(
      t('The proxy for {host} isn\'t responding. Check the "http.proxy" setting, and make sure the proxy is running.', {
        host,
      }),
      'again',
      'open-log',
    ),
  offline: ({ t, host }) => wording(t("You're offline. Easel can't reach {host}.", { host }), 'again'),
  'html-answer': ({ t, who, host }) =>
    wordingWithCode(
      t('{host} returned a web page instead of a response from {who}. Check the address; a proxy may be in between.', {
        who,
        host,
      }),
      'edit-provider',
      'open-log',
    ),
  'cut-answer': ({ t, host }) => wording(t('Incomplete response from {host}.', { host }), 'again', 'open-log'),
  'not-this-service': ({ t, who, host }) =>
    wordingWithCode(
      t("{host} doesn't appear to be a {who} server. Check the address and paths of the provider.", {
        who,
        host,
      }),
      'edit-provider',
      'open-log',
    ),
  'edits-missing': ({ t, who, host }) =>
    wordingWithCode(
      t(
        '{who} has no path for edits at {host}. If it takes input images in requests for new images, set "Image transfer" to "inline" in the provider.',
        { who, host },
      ),
      'set-option',
      'edit-provider',
      'open-log',
    ),
  'url-refused': ({ t, who, host, has, value }) => {
    if (!has('option'))
      return wording(
        t('{who} returned an address that Easel blocks for security: {host}.', { who, host }),
        'edit-provider',
        'open-log',
      );
    return wording(
      t(
        '{who} returned an address that Easel blocks for security: {host}. To get the next image in the response itself, set "{option}" to "{value}".',
        { who, host, option: value('option'), value: value('value') },
      ),
      'set-option',
      'edit-provider',
      'open-log',
    );
  },
  'redirect-refused': ({ t, host, has, value, failure }) => {
    // Of a result, no key goes along.
    if (failure.kind === 'bad-answer') return wording(t('Too many redirects at {host}.', { host }), 'open-log');
    return wording(
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
} satisfies Partial<Record<FailureReason, MakeWording>>;
