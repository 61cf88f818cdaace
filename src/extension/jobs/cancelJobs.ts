/** Cancels one job or all jobs, and shows a message if they continue at the provider. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import { isFinal, type JobView } from '../../shared/model/jobs';
import { isFreeMoney } from '../../shared/model/money';
import { cancelAndWait } from './cancelOutcome';
import { showThrown, showNotice } from '../notifications/messages';
import { t } from '../platform/translate';

export async function cancelJob(easel: Easel, clock: Clock, jobId: string): Promise<void> {
  try {
    const job = await cancelAndWait(easel, clock, jobId);
    if (!isFinal(job.state)) await showStillRunning(easel, job);
  } catch (thrown) {
    await showThrown(thrown);
  }
}

export async function cancelAllJobs(easel: Easel, clock: Clock): Promise<void> {
  // Rarely used, so loaded on first use.
  const { cancelAll } = await import('./cancelAll');
  const confirm = async (question: string, detail: string): Promise<boolean> => {
    const yes = t('Stop All');
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  };
  await cancelAll({ easel, clock, t, confirm, show: showNotice });
}

async function showStillRunning(easel: Easel, job: JobView): Promise<void> {
  await showNotice(stillRunningMessage(easel, job));
}

function stillRunningMessage(easel: Easel, job: JobView): string {
  const { cancellable, providerId, providerName: provider } = job;
  const view = easel.providers.list().find(({ config }) => config.id === providerId);
  // Offline providers finish within moments and are free.
  if (view?.offline === true) {
    return t("This job can't be canceled anymore because it's almost done. The image is saved when it's ready.");
  }
  if (isFreeMoney(job.money)) {
    return cancellable === 'no'
      ? t(
          "{provider} can't cancel this job anymore. It counts against your quota; the image is saved when it's ready.",
          {
            provider,
          },
        )
      : t("{provider} hasn't confirmed the cancellation. The job may continue and count against your quota.", {
          provider,
        });
  }
  if (cancellable !== 'no')
    return t("{provider} hasn't confirmed the cancellation. The job may continue, and you may be charged.", {
      provider,
    });
  if (view?.stopsJobs === false) {
    return t(
      "{provider} can't cancel jobs that it has accepted. You may still be charged; the image is saved when it's ready.",
      { provider },
    );
  }
  return t("{provider} can't cancel this job anymore. You may still be charged; the image is saved when it's ready.", {
    provider,
  });
}
