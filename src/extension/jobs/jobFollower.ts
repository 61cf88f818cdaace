/**
 * Follows jobs that the user started in this window: one progress notification while they run, one notification with the
 * result. Other jobs only appear in the status bar and the list of jobs.
 */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import { isFinal, type JobView } from '../../shared/model/jobs';
import { confirmRegenerate } from '../requests/confirmRequest';
import { cancelJob } from './cancelJobs';
import type { ShowImages, JobFollower } from '../platform/services';
import type { Engine } from '../platform/engine/engine';
import type { UserState } from '../platform/userState';
import { showThrown } from '../notifications/messages';
import { showJobNotification, type JobNotification } from './jobNotification';
import type { DocumentAnchor } from '../platform/documents/documentAnchor';
import { progressDelay } from '../notifications/slowProgress';
import { t } from '../platform/translate';
import { factLine } from '../../shared/format/sentences';
import { escapeLinks } from '../../shared/format/sanitize';
import { formatElapsed, truncate, jobStateMessage, formatAttempts } from '../messages/jobs';

/** Milliseconds between updates of the elapsed time. */
const refreshInterval = 1000;

interface FollowerServices {
  engine: Engine;
  clock: Clock;
  userState: UserState;
  showImages: ShowImages;
}

export function createJobFollower({ engine, clock, userState, showImages }: FollowerServices): JobFollower {
  const end = new AbortController();
  let hideProgress: (() => void) | undefined;

  async function follow(jobIds: readonly string[], anchor?: DocumentAnchor): Promise<void> {
    const easel = await engine.get();
    const ended = Promise.all(jobIds.map((id) => easel.jobs.finished(id, end.signal)));
    // Only the latest jobs have a progress notification; earlier ones stay in the status bar.
    hideProgress?.();
    hideProgress = showProgress({ easel, clock, jobIds, ended });
    try {
      await showResult(easel, await ended, anchor);
    } catch (thrown) {
      if (!end.signal.aborted) await showThrown(thrown);
    } finally {
      anchor?.dispose();
    }
  }

  async function showResult(easel: Easel, jobs: readonly JobView[], anchor: DocumentAnchor | undefined): Promise<void> {
    const notification: JobNotification = {
      easel,
      userState,
      jobs,
      ...(anchor ? { anchor } : {}),
      regenerate: (jobIds) => regenerateAll(jobIds, anchor),
      keepWaiting: async (jobId) => {
        await easel.jobs.resume(jobId);
        await follow([jobId], anchor);
      },
      chooseImage: () =>
        showImages(
          jobs.map((job) => job.id),
          anchor,
        ),
    };
    await showJobNotification(notification);
  }

  function regenerate(jobId: string, anchor?: DocumentAnchor): Promise<void> {
    return regenerateAll([jobId], anchor);
  }

  async function regenerateAll(jobIds: readonly string[], anchor?: DocumentAnchor): Promise<void> {
    try {
      const easel = await engine.get();
      const started: string[] = [];
      for (const jobId of jobIds)
        if (await confirmRegenerate(easel, jobId)) started.push(...(await easel.jobs.regenerate(jobId)));
      if (started.length > 0) await follow(started, anchor);
    } catch (thrown) {
      await showThrown(thrown);
    }
  }

  return { follow, regenerate, dispose: () => end.abort() };
}

interface ProgressParts {
  easel: Easel;
  clock: Clock;
  jobIds: readonly string[];
  ended: Promise<readonly JobView[]>;
}

/** Shows the notification unless the jobs end quickly. @returns A function that hides it. */
function showProgress({ easel, clock, jobIds, ended }: ProgressParts): () => void {
  let isOver = false;
  let hide = (): void => undefined;
  const hidden = new Promise<void>((resolve) => (hide = resolve));
  const settled = ended.then(
    () => undefined,
    () => undefined,
  );
  void settled.then(() => (isOver = true));
  const delay = clock.after(progressDelay, () => {
    if (!isOver) void runProgress({ easel, clock, jobIds, until: Promise.race([settled, hidden]) });
  });
  return () => {
    delay.dispose();
    hide();
  };
}

async function runProgress(parts: {
  easel: Easel;
  clock: Clock;
  jobIds: readonly string[];
  until: Promise<void>;
}): Promise<void> {
  const { easel, clock, jobIds, until } = parts;
  const first = easel.jobs.get(jobIds[0] ?? '');
  const title = escapeLinks(factLine([truncate(first.request.prompt, 50), first.providerName]));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const jobs = (): JobView[] => jobIds.map((id) => easel.jobs.get(id));
    const report = (): void => progress.report({ message: progressLine(jobs(), clock.now()) });
    const events = easel.onEvent((event) => {
      if (event.kind === 'job-changed' && jobIds.includes(event.id)) report();
    });
    const timer = setInterval(report, refreshInterval);
    token.onCancellationRequested(() => {
      for (const job of jobs()) if (!isFinal(job.state)) void cancelJob(easel, clock, job.id);
    });
    report();
    await until;
    clearInterval(timer);
    events.dispose();
  });
}

/** `2 jobs ahead · 12 s`; for several jobs `2 of 4 done · 12 s`. */
function progressLine(jobs: readonly JobView[], now: number): string {
  const [job] = jobs;
  if (!job) return '';
  const elapsed = formatElapsed({ ...job, finishedAt: now }, now, t);
  if (jobs.length > 1) {
    const done = jobs.filter((one) => isFinal(one.state)).length;
    return factLine([t('{done} of {count} done', { done, count: jobs.length }), elapsed]);
  }
  return factLine([jobStateMessage(job, t), job.attempts.length > 1 ? formatAttempts(job) : '', elapsed]);
}
