/** What the sentences of all failures are made from. */
import type { Failure } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import { formatDuration } from '../jobs';
import type { Translate } from '../../../shared/format/translate';
import type { FailureAction } from './actions';

export interface FailureMessage {
  /** One or two sentences without markup. */
  sentence: string;
  /** The likeliest first. */
  actions: FailureAction[];
}

/** A failure as its sentences read it: names and values turn none of our own words around. */
export interface Facts {
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

export function readFacts(failure: Failure, t: Translate): Facts {
  const who = withoutControls(failure.providerName ?? t('The provider'));
  const code = failure.code ?? refusingStatus(failure);
  const values = failure.values ?? {};
  let hasGap = false;
  return {
    t,
    failure,
    who,
    host: failure.host ?? who,
    mark: code === undefined ? '' : t(' ({code})', { code }),
    value: (name) => {
      hasGap ||= values[name] === undefined;
      return withoutControls(String(values[name] ?? '?'));
    },
    has: (name) => values[name] !== undefined && values[name] !== '',
    hasGap: () => hasGap,
  };
}

/** The HTTP status where it says something: many a service tells of failures with a status of success. */
function refusingStatus({ status }: Failure): number | undefined {
  return status !== undefined && status >= 400 ? status : undefined;
}

export type Words = (facts: Facts) => FailureMessage;

export function words(sentence: string, ...actions: FailureAction[]): FailureMessage {
  return { sentence, actions };
}

export function whenAgain({ failure, t }: Facts): string {
  if (failure.retryAfter === undefined) return t('try again later');
  return t('try again in {time}', { time: formatDuration(failure.retryAfter, t) });
}
