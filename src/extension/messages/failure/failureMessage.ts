/**
 * The text of a failure: what happened, what to do, what the service said, whether it may be charged, and the code. The
 * sentences are in the other files of this folder, one for each kind and each reason; a missing one is a type error.
 */
import type { Failure, FailureKind, FailureReason } from '../../../shared/model/failure';
import { withoutControls } from '../../../shared/format/plainText';
import { accountReasons } from './accountReasons';
import type { FailureAction } from './actions';
import { connectionReasons } from './connectionReasons';
import { readFacts, type Facts, type MakeWording } from './facts';
import { localReasons } from './localReasons';
import { kindMessages } from './kinds';
import { moneyReasons } from './moneyReasons';
import { providerReasons } from './providerReasons';
import { requestReasons } from './requestReasons';
import { taskReasons } from './taskReasons';
import { joinSentences } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';

const reasonMessages: Record<FailureReason, MakeWording> = {
  ...accountReasons,
  ...moneyReasons,
  ...connectionReasons,
  ...requestReasons,
  ...providerReasons,
  ...taskReasons,
  ...localReasons,
};

/** Every reason and kind, for tests that go through all sentences. */
export const describedReasons = Object.keys(reasonMessages) as FailureReason[];
export const describedKinds = Object.keys(kindMessages) as FailureKind[];

export interface FailureMessage {
  /** Whole sentences without markup. */
  sentence: string;
  /** The likeliest first. */
  actions: FailureAction[];
}

export function failureMessage(failure: Failure, t: Translate): FailureMessage {
  const facts = readFacts(failure, t);
  const exact = failure.reason && reasonMessages[failure.reason](facts);
  // A reason without the values that its sentence names: the sentence of the kind names none.
  const isWhole = exact !== undefined && !facts.hasGap();
  const { reason: _reason, ...plain } = failure;
  const described = isWhole ? failure : plain;
  const core = isWhole ? exact : kindMessages[failure.kind](facts);
  const sentence = joinSentences([
    core.sentence,
    detailSentence(described, facts),
    chargeSentence(described, facts),
    core.showsCode && facts.code !== undefined ? t('({code})', { code: facts.code }) : '',
  ]);
  // The job may be running and charged: it is polled, not started again, whatever cut the answer off.
  return { sentence, actions: failure.kind === 'lost' ? kindMessages.lost(facts).actions : core.actions };
}

/** Kinds whose sentence is better for the service's own text. */
const kindsWithResponse: readonly FailureKind[] = ['policy', 'bad-request', 'server', 'quota', 'auth', 'settings'];

/** Kinds whose detail is Easel's own: a field that is missing in an answer, an error that was thrown. */
const kindsWithDetail: readonly FailureKind[] = ['bad-answer', 'internal'];

/** Reasons whose sentence is better for the service's own text; the others are exact without it. */
const reasonsWithResponse: readonly FailureReason[] = [
  'task-failed',
  'model-unknown',
  'setting-invalid',
  'credit',
  'call-rejected',
];

function detailSentence({ kind, reason, detail = '' }: Failure, { t }: Facts): string {
  const clean = withoutControls(detail).replace(/[.。\s]+$/u, '');
  if (clean === '') return '';
  if (reason === undefined && kindsWithDetail.includes(kind)) return t('Details: {detail}.', { detail: clean });
  const isResponse = reason === undefined ? kindsWithResponse.includes(kind) : reasonsWithResponse.includes(reason);
  return isResponse ? t('Response: "{detail}".', { detail: clean }) : '';
}

/** Reasons that only a job has that the service accepted. */
const reasonsOfAccepted: readonly FailureReason[] = [
  'task-failed',
  'task-vanished',
  'no-images',
  'not-an-image',
  'svg-result',
];

function chargeSentence({ kind, reason, maybeReceived, isFree }: Failure, { t }: Facts): string {
  if (kind === 'expired') return isFree ? t('It counts against your quota.') : t('You may have been charged.');
  if (maybeReceived !== true || kind === 'cancelled' || (kind === 'lost' && reason === undefined)) return '';
  const wasAccepted = kind === 'policy' || (reason !== undefined && reasonsOfAccepted.includes(reason));
  if (wasAccepted) return isFree ? t('It counts against your quota.') : t('You may still be charged.');
  if (isFree) return t('The request may have reached the service and count against your quota.');
  return t('The request may have reached the service, so you may be charged.');
}
