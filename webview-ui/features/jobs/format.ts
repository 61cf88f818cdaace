/** How all pages show a job. */
import type { JobLine, JobAction } from '../../../src/shared/protocol/views/entries';
import type { AdminStrings } from '../../../src/shared/protocol/strings';
import type { IconName } from '../../lib/controls/icons';
import { namedText, plainText } from '../../lib/format/format';

export function glyphOf(job: Pick<JobLine, 'state' | 'isWaiting'>): IconName {
  switch (job.state) {
    case 'done':
      return 'check';
    case 'failed':
      return 'error';
    case 'cancelled':
      return 'stopped';
    case 'lost':
      return 'lost';
    case 'overdue':
      return 'overdue';
    case 'receiving':
      return 'receiving';
    case 'queued':
      return 'waiting';
    case 'submitting':
    case 'running':
      return job.isWaiting ? 'waiting' : 'sync';
  }
}

/** Accessible name of a button that each job has: the action and the job. */
export function namedFor({ prompt }: Pick<JobLine, 'prompt'>, label: string, strings: AdminStrings): string {
  const text = plainText(prompt);
  return namedText(label, text.length > 60 ? `${text.slice(0, 59)}…` : text, strings);
}

/** Labels of the actions of a job. */
export function actionLabels(strings: AdminStrings): Record<JobAction, string> {
  const { cancel, giveUp, keepWaiting: resume, lookAgain, again, open } = strings;
  return { cancel, giveUp, resume, lookAgain, again, open };
}
