/** Asks before a request starts: whether to exceed a spending cap, and for missing secrets. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { Estimate } from '../../shared/model/money';
import { t } from '../platform/translate';
import { overCapMessage } from '../messages/money';
import { ensureSecrets } from '../quickInput/secretInput';
import { estimateDraft, type RequestOutline } from './requestDraft';

/** The warning about a cap, for use in another question; empty if no cap is exceeded. */
export function capWarning({ overCap, amount = 0 }: Estimate): string {
  return overCap ? overCapMessage(overCap, amount, t) : '';
}

/** @throws EaselError `cap` if all requests together would exceed a cap that refuses, before any of them starts. */
export function refuseOverCap({ overCap, amount = 0 }: Estimate): void {
  if (overCap?.atCap !== 'refuse') return;
  const { period, currency, cap, spent } = overCap;
  const values = { currency, cap, spent, needed: amount };
  throw fail('cap', { reason: period === 'day' ? 'cap-day' : 'cap-month', values, maybeReceived: false });
}

/**
 * Confirms a draft before it starts: asks whether to exceed a cap that only warns, and for secrets that the provider lacks.
 * Asks nothing if neither is the case.
 * @param agreed Set if the user agreed to the cost in another question.
 * @throws EaselError `cap` if several requests together would exceed a cap that refuses, before any of them starts. A single
 * one is left to the engine, which keeps it in the history with its failure.
 */
export async function confirmRequest(easel: Easel, outline: RequestOutline, agreed?: 'cost-agreed'): Promise<boolean> {
  if (agreed === undefined && !(await confirmCost(easel, outline))) return false;
  return ensureSecrets(easel, outline.selection.provider);
}

async function confirmCost(easel: Easel, outline: RequestOutline): Promise<boolean> {
  const estimate = estimateIfFitting(() => estimateDraft(easel, outline));
  if (!estimate) return true;
  if (Math.max(1, outline.images.length) * outline.prompts.length > 1) refuseOverCap(estimate);
  return confirmOverCap(estimate);
}

/** The same before a job's request is started again. */
export async function confirmRegenerate(easel: Easel, jobId: string): Promise<boolean> {
  const { request, plan } = easel.jobs.get(jobId);
  const [providerId] = plan;
  const estimate = estimateIfFitting(() =>
    easel.spending.estimate(request, providerId === undefined ? {} : { providerId }),
  );
  return estimate ? confirmOverCap(estimate) : true;
}

/** Asks whether to exceed a cap that only warns. */
async function confirmOverCap(estimate: Estimate): Promise<boolean> {
  if (estimate.overCap?.atCap !== 'warn') return true;
  const start = t('Start');
  const change = t('Change Cap');
  const question = t('Exceed your spending cap?');
  const options = { modal: true, detail: capWarning(estimate) };
  const chosen = await vscode.window.showWarningMessage(question, options, start, change);
  if (chosen === change) await vscode.commands.executeCommand('easel.setCap');
  return chosen === start;
}

function estimateIfFitting(estimate: () => Estimate): Estimate | undefined {
  try {
    return estimate();
  } catch (thrown) {
    // The request isn't supported; starting it reports why.
    if (failureFrom(thrown).kind === 'internal') throw thrown;
    return undefined;
  }
}
