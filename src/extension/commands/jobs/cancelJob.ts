/** Cancel Job: cancels the only unfinished job, or one that the user selects. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import { cancelJob as cancel } from '../../jobs/cancelJobs';
import type { ExtensionServices } from '../../platform/services';
import { jobLabel } from '../../jobs/jobItems';
import { showThrown } from '../../notifications/messages';
import { parseId } from '../../parameters/parseArguments';
import { pick } from '../../quickInput/pick';
import { t } from '../../platform/translate';
import type { JobView } from '../../../shared/model/jobs';
import { openStates } from '../../../shared/model/jobs';

export async function cancelJob(services: ExtensionServices, value?: unknown): Promise<void> {
  try {
    const easel = await services.engine.get();
    const jobId = parseId(value) ?? (await chooseJob(services, easel));
    if (jobId !== undefined) await cancel(easel, services.clock, jobId);
  } catch (thrown) {
    await showThrown(thrown);
  }
}

async function chooseJob(services: ExtensionServices, easel: Easel): Promise<string | undefined> {
  const jobs = unfinished(easel);
  const [first, second] = jobs;
  if (!first) {
    void vscode.window.showInformationMessage(t('No jobs are running.'));
    return undefined;
  }
  if (!second) return first.id;
  const items = jobs.map((job) => ({ ...jobLabel(job, services.clock.now()), id: job.id }));
  const picked = await pick({ title: t('Cancel Job'), items, placeholder: t('Select a job to cancel') });
  return picked.kind === 'item' ? picked.item.id : undefined;
}

function unfinished(easel: Easel): JobView[] {
  return easel.jobs.list({ states: openStates, limit: 100 });
}
