/** The question before a cap is passed that only warns; one that refuses is the engine's affair. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ImageRequestInput } from '../../shared/model/jobs';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { Estimate } from '../../shared/model/money';
import { t } from '../platform/translate';
import { overCapMessage } from '../messages/money';

/** What is said of money in another question, when that question is asked anyway; empty when there is nothing to say. */
export function capWarning({ overCap, amount = 0 }: Estimate): string {
  return overCap ? overCapMessage(overCap, amount, t) : '';
}

/** @throws EaselError `cap` when all of it together would pass a cap that refuses: then nothing of it is begun. */
export function refuseOverCap({ overCap, amount = 0 }: Estimate): void {
  if (overCap?.atCap !== 'refuse') return;
  const { period, currency, cap, spent } = overCap;
  const values = { currency, cap, spent, needed: amount };
  throw fail('cap', { reason: period === 'day' ? 'cap-day' : 'cap-month', values, maybeReceived: false });
}

/**
 * Whether to go on. Nothing is asked while no cap is passed.
 * @throws EaselError `cap` as {@link refuseOverCap} does.
 */
export async function confirmOverCap(estimate: Estimate): Promise<boolean> {
  if (!estimate.overCap) return true;
  refuseOverCap(estimate);
  const start = t('Start');
  const change = t('Change Cap');
  const question = t('Go beyond your cap?');
  const options = { modal: true, detail: capWarning(estimate) };
  const chosen = await vscode.window.showWarningMessage(question, options, start, change);
  if (chosen === change) await vscode.commands.executeCommand('easel.setCap');
  return chosen === start;
}

/** The same before a single wish is handed in; what the engine would refuse it is left to refuse, and to keep. */
export async function confirmStart(
  easel: Easel,
  imageRequest: ImageRequestInput,
  providerId?: string,
): Promise<boolean> {
  const estimate = estimateOf(easel, imageRequest, providerId);
  return estimate?.overCap?.atCap === 'warn' ? confirmOverCap(estimate) : true;
}

/** The same before a job's request is started once more. */
export function confirmRegenerate(easel: Easel, jobId: string): Promise<boolean> {
  const { request, plan } = easel.jobs.get(jobId);
  return confirmStart(easel, request, plan[0]);
}

function estimateOf(
  easel: Easel,
  imageRequest: ImageRequestInput,
  providerId: string | undefined,
): Estimate | undefined {
  try {
    return easel.spending.estimate(imageRequest, providerId === undefined ? {} : { providerId });
  } catch (thrown) {
    // It does not fit: starting it says so.
    if (failureFrom(thrown).kind === 'internal') throw thrown;
    return undefined;
  }
}
