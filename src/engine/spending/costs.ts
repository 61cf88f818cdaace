/** The usage of a call, and the failures and warnings about its cost. Pure. */
import type { Failure } from '../../shared/model/failure';
import type { JobKind, Warning } from '../../shared/model/jobs';
import { rounded, type CapState, type Money, type Price, type Usage } from '../../shared/model/money';
import type { Job } from '../domain/job';

/** A call for which there is no job yet. */
export interface PlannedCall {
  kind: JobKind;
  model?: string | undefined;
  count?: number | undefined;
  prompts?: readonly string[] | undefined;
}

/** Tolerance in the currency's main unit, so that three times 0.1 is not above 0.3. */
export const tolerance = 1e-6;

export function usageOf({ count = 1, prompts }: Pick<PlannedCall, 'count' | 'prompts'>): Usage {
  return { calls: 1, images: count * Math.max(1, prompts?.length ?? 1) };
}

export function isPaid(price: Price | undefined): price is Exclude<Price, 'free'> {
  return price !== undefined && price !== 'free';
}

export function withProvider(failure: Failure, { providerId, providerName }: Job): Failure {
  return { ...failure, providerId, providerName };
}

export function capFailure({ period, currency, cap, spent }: CapState, needed: number): Failure {
  const values = { currency, cap, spent, needed: rounded(needed) };
  return { kind: 'cap', reason: period === 'day' ? 'cap-day' : 'cap-month', values, maybeReceived: false };
}

/** A fallback that costs more than the estimate is reported even below the caps. */
export function moreExpensiveWarning({ providerName }: Job, before: Money | undefined, now: Money): Warning[] {
  if (before?.currency !== now.currency || now.amount <= before.amount + tolerance) return [];
  const detail = `${before.amount} ${before.currency} → ${now.amount} ${now.currency}`;
  return [{ code: 'dearer', subject: providerName, detail }];
}

export function capWarning({ period, currency, cap, spent }: CapState, needed: number): Warning {
  return { code: 'over-cap', subject: period, detail: `${spent} + ${rounded(needed)} > ${cap} ${currency}` };
}
