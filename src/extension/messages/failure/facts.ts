/** What the sentences about a failure are filled with: the names, the host and the values of the failure. */
import type { Failure } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import type { Translate } from '../../../shared/format/translate';
import type { FailureAction } from './actions';

/** A failure as the sentences read it: names and values contain no characters that reorder the text around them. */
export interface Facts {
  t: Translate;
  failure: Failure;
  /** Name of the provider. */
  who: string;
  /** Host and port, else the name of the provider. */
  host: string;
  /** Code of the service, else the HTTP status of a refusal. */
  code: string | undefined;
  value(name: string): string;
  has(name: string): boolean;
  /** True once a value was read that the failure doesn't have. */
  hasGap(): boolean;
}

export function readFacts(failure: Failure, t: Translate): Facts {
  const values = failure.values ?? {};
  const who = withoutControls(
    failure.providerName ?? String(values['provider'] ?? failure.providerId ?? failure.host ?? t('(unknown provider)')),
  );
  const code = failure.code ?? refusalStatus(failure);
  let hasGap = false;
  return {
    t,
    failure,
    who,
    host: failure.host ?? who,
    code: code === undefined ? undefined : withoutControls(String(code)),
    value: (name) => {
      hasGap ||= values[name] === undefined;
      return withoutControls(String(values[name] ?? '?'));
    },
    has: (name) => values[name] !== undefined && values[name] !== '',
    hasGap: () => hasGap,
  };
}

/** The HTTP status, unless it is one of success: many services report failures with status 200. */
function refusalStatus({ status }: Failure): number | undefined {
  return status !== undefined && status >= 400 ? status : undefined;
}

/** What a failure of one kind or reason is described with. */
export interface Wording {
  /** Whole sentences: what happened, then what to do. */
  sentence: string;
  /** The likeliest first. */
  actions: FailureAction[];
  /** True where the code of the service, shown in parentheses at the end, tells something that the sentence doesn't. */
  showsCode: boolean;
}

export type MakeWording = (facts: Facts) => Wording;

export function wording(sentence: string, ...actions: FailureAction[]): Wording {
  return { sentence, actions, showsCode: false };
}

export function wordingWithCode(sentence: string, ...actions: FailureAction[]): Wording {
  return { sentence, actions, showsCode: true };
}
