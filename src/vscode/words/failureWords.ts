/**
 * The words for everything that can go wrong, in one place: what happened, whose it is, what next. Pure; `messages.ts`
 * shows them. Each kind and each reason has its own sentence, so the compiler misses one that is forgotten.
 */
import type { Failure, FailureKind, FailureReason } from '../../shared/failure';
import type { CapPeriod } from '../../shared/money';
import { durationWords } from './jobWords';
import { overCapWords } from './moneyWords';
import { parameterWords } from './parameterWords';
import type { Translate } from './translate';

/** What a person can do about a failure; each becomes a button. */
export type FailureAction =
  | 'set-key'
  | 'set-password'
  | 'edit-provider'
  | 'test-provider'
  | 'choose-provider'
  | 'change-cap'
  | 'add-provider'
  | 'open-settings'
  | 'open-log'
  | 'change-prompt'
  | 'again'
  | 'look-again'
  | 'keep-waiting'
  | 'save-as';

export interface FailureWords {
  /** One or two sentences without markup. */
  sentence: string;
  /** The likeliest first. */
  actions: FailureAction[];
}

export function failureWords(failure: Failure, t: Translate): FailureWords {
  const facts = readFacts(failure, t);
  const exact = failure.reason && reasonWords[failure.reason](facts);
  // A service that gives a reason without its figures would leave gaps in the sentence: the kind's own has none.
  const { reason: _reason, ...plain } = failure;
  const isWhole = exact !== undefined && !facts.hasGap();
  const core = isWhole ? exact : kindWords[failure.kind](facts);
  const parts = [core.sentence, said(isWhole ? failure : plain, facts), billing(isWhole ? failure : plain, facts)];
  const sentence = parts.filter((part) => part !== '').join(' ');
  // Whatever cut the answer off: what may be paid already is looked for, not made again.
  return { sentence, actions: failure.kind === 'lost' ? kindWords.lost(facts).actions : core.actions };
}

interface Facts {
  t: Translate;
  failure: Failure;
  /** The provider by name, or a word for it. */
  who: string;
  host: string;
  /** ` (401)`: the service's code or the status, where there is one. */
  mark: string;
  value(name: string): string;
  has(name: string): boolean;
  /** True once a value was asked for that the failure does not have. */
  hasGap(): boolean;
}

function readFacts(failure: Failure, t: Translate): Facts {
  const who = failure.providerName ?? t('The provider');
  const code = failure.code ?? refusingStatus(failure);
  const values = failure.values ?? {};
  let hasGap = false;
  return {
    t,
    failure,
    who,
    host: failure.host ?? who,
    mark: code === undefined ? '' : ` (${code})`,
    value: (name) => {
      hasGap ||= values[name] === undefined;
      return String(values[name] ?? '?');
    },
    has: (name) => values[name] !== undefined && values[name] !== '',
    hasGap: () => hasGap,
  };
}

/** The HTTP status where it says something: many a service tells of failures with a status of success. */
function refusingStatus({ status }: Failure): number | undefined {
  return status !== undefined && status >= 400 ? status : undefined;
}

const kindsWithDetail: readonly FailureKind[] = [
  'policy',
  'bad-request',
  'server',
  'bad-answer',
  'quota',
  'auth',
  'settings',
];

/** Reasons whose sentence is better for the service's own words; the others say it all. */
const reasonsWithDetail: readonly FailureReason[] = ['task-failed', 'model-unknown', 'setting-invalid', 'credit'];

function said({ kind, reason, detail }: Failure, { t }: Facts): string {
  const isWanted = reason === undefined ? kindsWithDetail.includes(kind) : reasonsWithDetail.includes(reason);
  if (!isWanted || detail === undefined || detail === '') return '';
  return t('It said: “{detail}”.', { detail: detail.replace(/[.。\s]+$/u, '') });
}

/** Reasons that only a job has that the service took. */
const reasonsOfTaken: readonly FailureReason[] = ['task-failed', 'task-vanished', 'no-images'];

function billing(failure: Failure, { t }: Facts): string {
  const { kind, reason, maybeReceived } = failure;
  if (kind === 'expired') return t('It may have been billed.');
  if (maybeReceived !== true || kind === 'cancelled' || (kind === 'lost' && reason === undefined)) return '';
  const wasTaken = kind === 'policy' || (reason !== undefined && reasonsOfTaken.includes(reason));
  if (wasTaken) return t('It may be billed all the same.');
  return t('The request may have been received all the same, and may be billed.');
}

type Words = (facts: Facts) => FailureWords;

function words(sentence: string, ...actions: FailureAction[]): FailureWords {
  return { sentence, actions };
}

const kindWords: Record<FailureKind, Words> = {
  auth: ({ t, who, mark }) =>
    words(
      t('{who} refused access{mark}: the account may not do this.', { who, mark }),
      'set-key',
      'edit-provider',
      'open-log',
    ),
  quota: ({ t, who, mark }) =>
    words(t('The quota of your account at {who} is used up{mark}.', { who, mark }), 'choose-provider', 'open-log'),
  cap: ({ t }) => words(t('A cap of yours on spending is reached. Nothing was sent.'), 'change-cap', 'choose-provider'),
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
        ? t('Easel made a mistake of its own: {detail}', { detail: failure.detail })
        : t('Easel made a mistake of its own.'),
      'open-log',
    ),
};

function whenAgain({ failure, t }: Facts): string {
  if (failure.retryAfter === undefined) return t('try again a little later');
  return t('try again in {time}', { time: durationWords(failure.retryAfter, t) });
}

function capWords({ t, value }: Facts, period: CapPeriod): FailureWords {
  const state = { period, currency: value('currency'), cap: Number(value('cap')), spent: Number(value('spent')) };
  const sentence = `${overCapWords(state, Number(value('needed')), t)} ${t('Nothing was sent.')}`;
  return words(sentence, 'change-cap', 'choose-provider');
}

function megabytes(bytes: string): string {
  const size = Number(bytes);
  return Number.isFinite(size) ? `${(size / 1_000_000).toFixed(1)} MB` : bytes;
}

const reasonWords: Record<FailureReason, Words> = {
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
  'daily-quota': ({ t, who, has, value }) =>
    words(
      has('remaining')
        ? t("Today's quota of your account at {who} does not suffice: {remaining} left. Fewer pictures may go.", {
            who,
            remaining: value('remaining'),
          })
        : t("Today's quota of your account at {who} is used up. Tomorrow there is more.", { who }),
      'choose-provider',
      'change-prompt',
    ),
  credit: ({ t, who, mark }) =>
    words(
      t('The credit of your account at {who} is used up{mark}. Top it up there.', { who, mark }),
      'choose-provider',
      'open-log',
    ),
  'key-limit': ({ t, who, mark }) =>
    words(
      t('The limit that was set for this key at {who} is reached{mark}. Raise it there, or use another key.', {
        who,
        mark,
      }),
      'choose-provider',
      'set-key',
    ),
  'cap-day': (facts) => capWords(facts, 'day'),
  'cap-month': (facts) => capWords(facts, 'month'),
  'cap-unreadable': ({ t }) =>
    words(
      t("A cap in “easel.spending.caps” can't be read, so nothing is sent that may cost money."),
      'change-cap',
      'choose-provider',
    ),
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
        'The certificate of {host} is signed by nobody that this computer trusts{mark}. Behind a proxy of your company, have its root certificate installed where VS Code runs, and restart VS Code; else the administrator of {host} has to mend it.',
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
  'ratio-unknown': ({ t, who, value }) =>
    words(
      t('{who} does not make pictures in {ratio}. It takes {allowed}.', {
        who,
        ratio: value('ratio'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'value-out-of-range': ({ t, who, value }) =>
    words(
      t('{who} does not take {value} for “{name}”. It takes {allowed}.', {
        who,
        name: parameterWords(value('name'), t),
        value: value('value'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'prompt-missing': ({ t }) => words(t('A prompt is missing: say what the picture should show.'), 'change-prompt'),
  'prompt-too-long': ({ t, who, value }) =>
    words(
      t('The prompt has {length} characters; {who} takes at most {max}.', {
        who,
        length: value('length'),
        max: value('max'),
      }),
      'change-prompt',
    ),
  'prompt-has-separator': ({ t, who, value }) =>
    words(
      t('A prompt of a batch may not have “{separator}” in it: {who} divides prompts there.', {
        who,
        separator: value('separator'),
      }),
      'change-prompt',
    ),
  'image-type': ({ t, who, value }) =>
    words(
      t('{who} does not take {name} ({type}). It takes {allowed}.', {
        who,
        name: value('name'),
        type: value('type'),
        allowed: value('allowed'),
      }),
    ),
  'image-too-big': ({ t, who, value }) =>
    words(
      t('{name} has {size}; {who} takes at most {max}.', {
        who,
        name: value('name'),
        size: megabytes(value('size')),
        max: megabytes(value('max')),
      }),
    ),
  'upload-too-big': ({ t, who, mark }) =>
    words(
      t('{who} does not take so much at once{mark}. Fewer or smaller pictures may pass.', { who, mark }),
      'open-log',
    ),
  'image-count': ({ t, who, value }) =>
    words(
      t('{who} takes {min} to {max} pictures here, not {count}.', {
        who,
        min: value('min'),
        max: value('max'),
        count: value('count'),
      }),
    ),
  'image-missing': ({ t }) =>
    words(t("The picture's file is gone from Easel's store. It has to be made again."), 'again', 'open-log'),
  'model-missing': ({ t, who }) => words(t('No model is chosen for {who}.', { who }), 'edit-provider'),
  'model-unknown': ({ t, who, has, value }) =>
    words(
      has('model')
        ? t('{who} does not know the model “{model}”.', { who, model: value('model') })
        : t('{who} does not know this model, or has not loaded it.', { who }),
      'edit-provider',
      'open-log',
    ),
  'no-images': ({ t, who }) =>
    words(t('{who} says that it is done, and sent no picture.', { who }), 'again', 'open-log'),
  'not-an-image': ({ t, who, failure, has, value }) => {
    if (failure.kind !== 'bad-request')
      return words(t('What {who} sent is not a picture.', { who }), 'again', 'open-log');
    return has('name')
      ? words(t('{name} is no picture that Easel can read.', { name: value('name') }))
      : words(t("{who} can't read a picture that was sent to it.", { who }), 'open-log');
  },
  'provider-unknown': ({ t, value, has, who }) =>
    words(
      t('There is no provider “{provider}” in your settings (any more).', {
        provider: has('provider') ? value('provider') : who,
      }),
      'choose-provider',
      'open-settings',
    ),
  'provider-disabled': ({ t, who }) =>
    words(t('{who} is switched off in your settings.', { who }), 'choose-provider', 'edit-provider'),
  'no-provider': ({ t }) => words(t('No provider can do this yet. Add one.'), 'add-provider', 'open-settings'),
  'host-missing': ({ t, who }) => words(t('{who} has no address yet.', { who }), 'edit-provider', 'open-settings'),
  'setting-invalid': ({ t, who, value, has }) =>
    words(
      has('field')
        ? t('The setting “{field}” of {who} is not right.', { who, field: value('field') })
        : t('The settings of {who} are not right.', { who }),
      'edit-provider',
      'open-settings',
    ),
  'url-refused': ({ t, who, host }) =>
    words(
      t('{who} named an address that Easel does not open for safety: {host}.', { who, host }),
      'edit-provider',
      'open-log',
    ),
  'too-large': ({ t, who }) => words(t('What {who} sent is larger than Easel takes.', { who }), 'open-log'),
  'redirect-refused': ({ t, host, has, value, failure }) => {
    // Of a result, no key goes along.
    if (failure.kind === 'bad-answer')
      return words(t('{host} sends on and on, and never to the picture.', { host }), 'open-log');
    return words(
      has('target')
        ? t(
            '{host} sends on to {target}. Easel does not follow with your key; if that is right, enter it as the address.',
            { host, target: value('target') },
          )
        : t('{host} sends on to another address, and Easel does not follow with your key.', { host }),
      'edit-provider',
      'open-log',
    );
  },
  maintenance: ({ t, who, mark }) =>
    words(
      t('{who} is being maintained just now{mark}. Nothing was charged; try again a little later.', { who, mark }),
      'again',
      'choose-provider',
    ),
  'task-vanished': ({ t, who }) =>
    words(
      t('{who} does not know the job any more; it was probably restarted or cleaned up.', { who }),
      'again',
      'open-log',
    ),
  'task-failed': ({ t, who, mark }) =>
    words(
      t('{who} took the job and failed at it{mark}. The fault is with the service.', { who, mark }),
      'again',
      'choose-provider',
      'open-log',
    ),
  'disk-full': ({ t }) =>
    words(
      t('The disk is full. The picture is kept as soon as there is room; free some and try again.'),
      'again',
      'save-as',
    ),
  'read-only': ({ t, has, value }) =>
    words(
      has('folder')
        ? t("{folder} can't be written to.", { folder: value('folder') })
        : t("The folder can't be written to."),
      'save-as',
      'open-settings',
    ),
  'no-folder': ({ t, has, value }) =>
    words(
      has('folder')
        ? t('{folder} is not there (any more).', { folder: value('folder') })
        : t('The folder is not there (any more).'),
      'save-as',
      'open-settings',
    ),
  'leads-out': ({ t, value }) =>
    words(
      t('{folder} leads out of this workspace by a link, and the workspace is not trusted: nothing is written there.', {
        folder: value('folder'),
      }),
      'save-as',
      'open-settings',
    ),
  database: ({ t, mark, failure, has }) => {
    if (has('version')) {
      return words(t("Easel's history was made by a newer version of Easel. Update Easel to open it."), 'open-log');
    }
    return failure.code === 'in-use'
      ? words(
          t("Easel's own history is damaged. Close all other windows and reload this one: then it is mended."),
          'open-log',
        )
      : words(t("Easel's own history can't be read or written{mark}. The log says more.", { mark }), 'open-log');
  },
  'job-unknown': ({ t }) => words(t('This job is not in the history any more.')),
  'image-unknown': ({ t }) => words(t('This picture is not in the history any more.')),
  'already-running': ({ t }) => words(t('This job is running already.')),
  'already-final': ({ t }) => words(t('This job is over; there is nothing to stop.')),
};

/** Every reason and kind that has words, which is every one that there is. */
export const wordedReasons = Object.keys(reasonWords) as FailureReason[];
export const wordedKinds = Object.keys(kindWords) as FailureKind[];

/** The button's words. */
export function actionWords(action: FailureAction, t: Translate): string {
  switch (action) {
    case 'set-key':
      return t('Set Key');
    case 'set-password':
      return t('Set Password');
    case 'edit-provider':
      return t('Edit Provider');
    case 'test-provider':
      return t('Test Provider');
    case 'choose-provider':
      return t('Choose Provider');
    case 'change-cap':
      return t('Change Cap');
    case 'add-provider':
      return t('Add Provider');
    case 'open-settings':
      return t('Open Settings');
    case 'open-log':
      return t('Open Log');
    case 'change-prompt':
      return t('Change');
    case 'again':
      return t('Try Again');
    case 'look-again':
      return t('Look Again');
    case 'keep-waiting':
      return t('Keep Waiting');
    case 'save-as':
      return t('Save As…');
  }
}
