/**
 * The words for everything that can go wrong: what happened, whose it is, what next. Pure; `messages.ts` shows them. The
 * sentences stand in `failure/`, one for each kind and each reason, so the compiler misses one that is forgotten.
 */
import type { Failure, FailureKind, FailureReason } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import { accountReasons } from './accountReasons';
import { connectionReasons } from './connectionReasons';
import { readFacts, type Facts, type FailureMessage, type Words } from './facts';
import { localReasons } from './localReasons';
import { kindMessages } from './kinds';
import { moneyReasons } from './moneyReasons';
import { providerReasons } from './providerReasons';
import { requestReasons } from './requestReasons';
import { taskReasons } from './taskReasons';
import { joinSentences } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';

const reasonWords: Record<FailureReason, Words> = {
  ...accountReasons,
  ...moneyReasons,
  ...connectionReasons,
  ...requestReasons,
  ...providerReasons,
  ...taskReasons,
  ...localReasons,
};

/** Every reason and kind that has words, which is every one that there is. */
export const describedReasons = Object.keys(reasonWords) as FailureReason[];
export const describedKinds = Object.keys(kindMessages) as FailureKind[];

export function failureMessage(failure: Failure, t: Translate): FailureMessage {
  const facts = readFacts(failure, t);
  const exact = failure.reason && reasonWords[failure.reason](facts);
  // A service that gives a reason without its figures would leave gaps in the sentence: the kind's own has none.
  const { reason: _reason, ...plain } = failure;
  const isWhole = exact !== undefined && !facts.hasGap();
  const core = isWhole ? exact : kindMessages[failure.kind](facts);
  const parts = [core.sentence, said(isWhole ? failure : plain, facts), billing(isWhole ? failure : plain, facts)];
  const sentence = joinSentences(parts);
  // Whatever cut the answer off: what may be paid already is looked for, not made again.
  return { sentence, actions: failure.kind === 'lost' ? kindMessages.lost(facts).actions : core.actions };
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
  return t('Response: "{detail}".', { detail: withoutControls(detail).replace(/[.。\s]+$/u, '') });
}

/** Reasons that only a job has that the service took. */
const reasonsOfTaken: readonly FailureReason[] = ['task-failed', 'task-vanished', 'no-images'];

function billing(failure: Failure, { t }: Facts): string {
  const { kind, reason, maybeReceived } = failure;
  if (kind === 'expired') return t('You may have been charged.');
  if (maybeReceived !== true || kind === 'cancelled' || (kind === 'lost' && reason === undefined)) return '';
  const wasTaken = kind === 'policy' || (reason !== undefined && reasonsOfTaken.includes(reason));
  if (wasTaken) return t('You may still be charged.');
  return t('The request may have reached the service, so you may be charged.');
}
