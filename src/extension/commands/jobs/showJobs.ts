/** Show Jobs: a list of all jobs that updates while it is open. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { JobAction } from '../../../shared/protocol/views/entries';
import type { JobView } from '../../../shared/model/jobs';
import { isFinal } from '../../../shared/model/jobs';
import { cancelJob } from '../../jobs/cancelJobs';
import type { ExtensionServices } from '../../platform/services';
import { reopenJob } from '../../requests/editing/reopenJob';
import { jobButton, jobLabel } from '../../jobs/jobItems';
import { jobActionsOf } from '../../jobs/jobActions';
import { showFailure, showThrown } from '../../notifications/messages';
import { openImages } from '../../workspaceImages/imageActions';
import { t } from '../../platform/translate';

/** Maximum number of listed jobs. */
const maxJobs = 100;
/** Milliseconds between updates of elapsed times. */
const refreshInterval = 1000;

interface JobItem extends vscode.QuickPickItem {
  job?: JobView;
  isEmpty?: boolean;
  actions: Map<vscode.QuickInputButton, JobAction>;
}

interface JobListContext {
  services: ExtensionServices;
  easel: Easel;
}

export async function showJobs(services: ExtensionServices): Promise<void> {
  try {
    openList(services, await services.engine.get());
  } catch (thrown) {
    await showThrown(thrown);
  }
}

function openList(services: ExtensionServices, easel: Easel): void {
  const list = vscode.window.createQuickPick<JobItem>();
  const buttons = {
    generate: { iconPath: new vscode.ThemeIcon('add'), tooltip: t('Generate Image…') },
    log: { iconPath: new vscode.ThemeIcon('output'), tooltip: t('Open Log') },
  };
  list.title = t('Jobs');
  list.placeholder = t('Select a job to open, or type to filter');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.keepScrollPosition = true;
  list.buttons = Object.values(buttons);

  const run = (work: Promise<unknown>): void => void work.catch((thrown: unknown) => showThrown(thrown));
  // The items are recreated; the active one stays active.
  const refresh = (): void => {
    const activeId = list.activeItems[0]?.job?.id;
    const items = itemsOf(easel, services.clock.now());
    list.items = items;
    const active = items.find((item) => item.job?.id === activeId);
    if (active && activeId !== undefined) list.activeItems = [active];
  };
  const refreshSoon = debounced(refresh);
  const events = easel.onEvent((event) => {
    if (event.kind === 'job-changed' || event.kind === 'history-changed') refreshSoon.call();
  });
  const timer = setInterval(() => {
    if (list.items.some((item) => item.job && !isFinal(item.job.state))) refresh();
  }, refreshInterval);

  list.onDidTriggerButton((button) => {
    if (button === buttons.log) return services.log.show(true);
    list.hide();
    run(Promise.resolve(vscode.commands.executeCommand('easel.generate')));
  });
  list.onDidTriggerItemButton(({ item, button }) => {
    const action = item.actions.get(button);
    if (!item.job || !action) return;
    if (action === 'open' || action === 'again') list.hide();
    run(act({ services, easel }, item.job, action));
  });
  list.onDidAccept(() => {
    const [item] = list.selectedItems;
    if (!item) return;
    list.hide();
    run(
      item.job
        ? accept({ services, easel }, item.job)
        : Promise.resolve(vscode.commands.executeCommand('easel.generate')),
    );
  });
  list.onDidHide(() => {
    clearInterval(timer);
    refreshSoon.dispose();
    events.dispose();
    list.dispose();
  });
  refresh();
  list.show();
}

function itemsOf(easel: Easel, now: number): JobItem[] {
  const items = easel.jobs.list({ limit: maxJobs }).map((job) => {
    const actions = new Map(jobActionsOf(job).map((action) => [jobButton(action), action]));
    return { ...jobLabel(job, now), job, actions, buttons: [...actions.keys()] };
  });
  if (items.length > 0) return items;
  const label = `$(add) ${t('Generate Your First Image…')}`;
  return [
    {
      label,
      detail: t('No jobs yet. Generate an image to get started.'),
      alwaysShow: true,
      isEmpty: true,
      actions: new Map(),
    },
  ];
}

/** Opens the job's images if it has any, shows its failure if it failed, or its progress if it is running. */
async function accept(context: JobListContext, job: JobView): Promise<void> {
  const { services, easel } = context;
  if (job.images.length > 1) return services.showImages([job.id]);
  if (job.images.length === 1) return openImages(easel, job.images);
  if (job.failure) {
    return showFailure(job.failure, {
      again: () => services.jobFollower.regenerate(job.id),
      ...(job.canLookUp ? { 'look-again': () => act(context, job, 'lookAgain') } : {}),
      'change-prompt': () => reopenJob(job, {}),
      'choose-provider': () => reopenJob(job, { chooseProvider: true }),
    });
  }
  if (job.state === 'overdue') return act(context, job, 'resume');
  return isFinal(job.state) ? services.jobFollower.regenerate(job.id) : services.jobFollower.follow([job.id]);
}

async function act({ services, easel }: JobListContext, job: JobView, action: JobAction): Promise<void> {
  switch (action) {
    case 'cancel':
    case 'giveUp':
      return cancelJob(easel, services.clock, job.id);
    case 'open':
      return job.images.length > 1 ? services.showImages([job.id]) : openImages(easel, job.images);
    case 'again':
      return services.jobFollower.regenerate(job.id);
    case 'resume':
    case 'lookAgain':
      await easel.jobs.resume(job.id);
      return services.jobFollower.follow([job.id]);
  }
}

/** Calls at most every 150 ms, and always after the last change. */
function debounced(run: () => void): { call(): void; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    call() {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, 150);
    },
    dispose: () => clearTimeout(timer),
  };
}
