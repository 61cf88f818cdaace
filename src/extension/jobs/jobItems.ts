/** A job as an item of a quick pick. */
import * as vscode from 'vscode';
import type { JobAction } from '../../shared/protocol/views/entries';
import type { JobState, JobView } from '../../shared/model/jobs';
import { failureText } from '../notifications/messages';
import { t } from '../platform/translate';
import { factLine } from '../../shared/format/sentences';
import { escapeIcons } from '../../shared/format/sanitize';
import { formatShortJobMoney } from '../messages/money';
import { formatElapsed, truncate, formatSize, jobStateMessage, formatAttempts } from '../messages/jobs';

const icons: Record<JobState, string> = {
  queued: 'clockface',
  submitting: 'sync~spin',
  running: 'sync~spin',
  receiving: 'cloud-download',
  overdue: 'history',
  lost: 'question',
  done: 'check',
  failed: 'error',
  cancelled: 'circle-slash',
};

/** A job that waits in the provider's queue has the icon of a queued job. */
function iconOf({ state, progress }: JobView): string {
  const isQueued =
    state === 'running' &&
    (progress?.phase === 'waiting' || progress?.position !== undefined || progress?.waiting !== undefined);
  return isQueued ? icons.queued : icons[state];
}

export interface JobLabel {
  label: string;
  description: string;
  detail?: string;
}

/**
 * Label: icon and prompt. Description: state, elapsed time, provider, with the least important last, because narrow windows
 * truncate it. Detail: the failure.
 */
export function jobLabel(job: JobView, now: number): JobLabel {
  const parts = [jobStateMessage(job, t), formatElapsed(job, now, t), formatAttempts(job)];
  const [image] = job.images;
  if (job.images.length > 1) parts.push(t('{count} images', { count: job.images.length }));
  if (image && job.images.length === 1) parts.push(image.fileName, formatSize(image));
  const cost = job.money && formatShortJobMoney(job.money, t);
  if (cost !== undefined) parts.push(cost);
  const detail = job.failure && job.failure.kind !== 'cancelled' ? failureText(job.failure) : undefined;
  return {
    label: `$(${iconOf(job)}) ${escapeIcons(truncate(job.request.prompt, 48))}`,
    description: factLine(parts),
    ...(detail === undefined ? {} : { detail }),
  };
}

export function jobButton(action: JobAction): vscode.QuickInputButton {
  switch (action) {
    case 'cancel':
      return { iconPath: new vscode.ThemeIcon('debug-stop'), tooltip: t('Cancel') };
    case 'giveUp':
      return { iconPath: new vscode.ThemeIcon('debug-stop'), tooltip: t('Stop Waiting') };
    case 'open':
      return { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: t('Open') };
    case 'again':
      return { iconPath: new vscode.ThemeIcon('refresh'), tooltip: t('Regenerate') };
    case 'resume':
      return { iconPath: new vscode.ThemeIcon('debug-continue'), tooltip: t('Keep Waiting') };
    case 'lookAgain':
      return { iconPath: new vscode.ThemeIcon('search'), tooltip: t('Check Again') };
  }
}
