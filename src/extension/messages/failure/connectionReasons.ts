/** The way to the service: names, certificates, proxies, and answers of somebody else. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const connectionReasons = {
  'host-not-found': ({ t, host }) =>
    words(
      t("{host} can't be found. Check the address of the provider, or the network.", { host }),
      'edit-provider',
      'again',
    ),
  'connection-refused': ({ t, who, host }) =>
    words(t('Nothing answers at {host}. Is {who} running there?', { who, host }), 'again', 'edit-provider', 'open-log'),
  'connection-lost': ({ t, host }) => words(t('The connection to {host} broke.', { host }), 'again', 'open-log'),
  certificate: ({ t, host, mark }) =>
    words(
      t(
        'The certificate of {host} is signed by nobody that this computer trusts{mark}. Behind a proxy of your company, have its root certificate installed where VS Code runs, and restart VS Code; else the administrator of {host} has to fix it.',
        { host, mark },
      ),
      'edit-provider',
      'open-log',
    ),
  'certificate-expired': ({ t, host, mark }) =>
    words(
      t(
        "The certificate of {host} is out of date, or not valid yet{mark}. If this computer's clock is right, its administrator has to renew it.",
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  'certificate-host': ({ t, host, mark }) =>
    words(
      t(
        'The certificate of {host} was made for another name{mark}. Check the address of the provider; somebody else may be answering there.',
        { host, mark },
      ),
      'edit-provider',
      'open-log',
    ),
  'no-tls': ({ t, host, mark }) =>
    words(
      t('{host} does not speak https{mark}. Check the address: it may have to begin with http, or need another port.', {
        host,
        mark,
      }),
      'edit-provider',
      'open-log',
    ),
  'proxy-login': ({ t, host, mark }) =>
    words(
      t(
        'The proxy between this computer and {host} asks for a name and a password{mark}. Put them into the setting “http.proxy” of VS Code, or ask who runs the proxy.',
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  'proxy-unreachable': ({ t, host, mark }) =>
    words(
      t(
        'The proxy between this computer and {host} does not answer{mark}. Check the setting “http.proxy” of VS Code, and whether the proxy runs.',
        { host, mark },
      ),
      'again',
      'open-log',
    ),
  offline: ({ t, host }) => words(t("This computer is offline, so {host} can't be reached.", { host }), 'again'),
  'html-answer': ({ t, who, host, mark }) =>
    words(
      t('{host} answered with a web page{mark}, perhaps that of a proxy, and not with an answer of {who}.', {
        who,
        host,
        mark,
      }),
      'edit-provider',
      'open-log',
    ),
  'cut-answer': ({ t, host }) => words(t('The answer of {host} came only in part.', { host }), 'again', 'open-log'),
  'not-this-service': ({ t, who, host, mark }) =>
    words(
      t('What answers at {host} is not {who}{mark}. Check address and paths of the provider.', { who, host, mark }),
      'edit-provider',
      'open-log',
    ),
  'url-refused': ({ t, who, host }) =>
    words(
      t('{who} named an address that Easel does not open for safety: {host}.', { who, host }),
      'edit-provider',
      'open-log',
    ),
  'redirect-refused': ({ t, host, has, value, failure }) => {
    // Of a result, no key goes along.
    if (failure.kind === 'bad-answer')
      return words(t('{host} redirects again and again, and never to the picture.', { host }), 'open-log');
    return words(
      has('target')
        ? t(
            '{host} redirects to {target}. Easel does not follow with your key; if that is right, enter it as the address.',
            { host, target: value('target') },
          )
        : t('{host} redirects to another address, and Easel does not follow with your key.', { host }),
      'edit-provider',
      'open-log',
    );
  },
} satisfies Partial<Record<FailureReason, Words>>;
