/** The notification when followed jobs have ended: their images with actions, or their failures. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { Failure } from '../../shared/model/failure';
import type { ImageView, JobView } from '../../shared/model/jobs';
import { reopenJob } from '../requests/editing/reopenJob';
import { originalsOf } from '../platform/replacement';
import { insertImages, openEditor } from '../insertion/insertImages';
import type { UserState } from '../platform/userState';
import { failureText, showFailure } from '../notifications/messages';
import { openImages, revealImage, saveImageAs } from '../workspaceImages/imageActions';
import type { DocumentAnchor } from '../platform/documents/documentAnchor';
import { afterGenerate, openSetting } from '../platform/settings';
import { t } from '../platform/translate';
import { formatNames } from '../messages/edits';
import { factLine, joinSentences } from '../../shared/format/sentences';
import { escapeLinks } from '../../shared/format/sanitize';
import { formatDuration, resultMessage, formatAttempts, triedMessage } from '../messages/jobs';
import { unsupportedMessage, warningMessage } from '../messages/warnings';

export interface JobNotification {
  easel: Easel;
  userState: UserState;
  jobs: readonly JobView[];
  anchor?: DocumentAnchor;
  /** Starts the jobs' requests again and follows the new jobs together. */
  regenerate(jobIds: readonly string[]): Promise<void>;
  keepWaiting(jobId: string): Promise<void>;
  /** Shows the images side by side to choose from. */
  chooseImage(): Promise<void>;
}

/** Resolves when the user has chosen an action or the notification was closed. */
export async function showJobNotification(notification: JobNotification): Promise<void> {
  const { jobs } = notification;
  const done = jobs.filter((job) => job.state === 'done');
  const images = done.flatMap((job) => job.images);
  const unresolved = jobs.find((job) => job.state === 'overdue' || job.state === 'lost');
  const failed = jobs.filter((job) => job.state === 'failed');
  const shown: Promise<void>[] = [];
  if (images.length > 0) shown.push(showResults(notification, done, images));
  if (unresolved) shown.push(showUnresolved(notification, unresolved));
  const [first] = failed;
  if (first?.failure) shown.push(showFailedJobs(notification, failed, { job: first, failure: first.failure }));
  await Promise.all(shown);
}

async function showResults(
  notification: JobNotification,
  done: readonly JobView[],
  images: readonly ImageView[],
): Promise<void> {
  const { easel, anchor } = notification;
  const undelivered = done.find((job) => job.warnings.some((warning) => warning.code === 'not-delivered'));
  const action = afterGenerate();
  if (!undelivered && action === 'nothing') return;
  if (!undelivered && action === 'open') return openImages(easel, images);
  // The original of an edit is already in place.
  const isNew = done.some((job) => job.request.kind === 'generate');
  if (!undelivered && action === 'insert' && isNew) {
    await insertImages(easel, images, anchor);
    return;
  }
  await (undelivered
    ? showUndelivered(notification, images, undelivered)
    : showImageActions(notification, done, images));
}

type Button = readonly [label: string, run: () => unknown];

async function showImageActions(
  notification: JobNotification,
  done: readonly JobView[],
  images: readonly ImageView[],
): Promise<void> {
  const { easel, anchor } = notification;
  const [image] = images;
  const [job] = done;
  if (!image || !job) return;
  const isOne = images.length === 1;
  const insert: Button = [isOne ? t('Insert') : t('Insert All'), () => insertImages(easel, images, anchor)];
  const open: Button = [t('Open'), () => openImages(easel, images)];
  const replace = replaceButton(notification, done);
  // Without an open editor there is nothing to insert into.
  const first = anchor || openEditor() ? [insert, open] : [open, insert];
  const buttons: Button[] = [
    ...(isOne ? [] : [[t('Choose Image…'), () => notification.chooseImage()] as const]),
    // The result of an edit is next to its original, so Open comes first and Reveal isn't needed.
    ...(replace ? [open, replace, ...(isOne ? [insert] : [])] : first),
    ...(replace ? [] : [[t('Reveal'), () => revealImage(easel, image)] as const]),
    ...(image.deliveredTo === undefined ? [[t('Save As…'), () => saveImageAs(easel, image)] as const] : []),
    [t('Regenerate'), () => notification.regenerate(done.map((one) => one.id))],
  ];
  const text = factLine([resultMessage(images, formatAttempts(job), t), ...notesOf(done)]);
  await ask(vscode.window.showInformationMessage, text, buttons);
}

function replaceButton({ easel, userState }: JobNotification, done: readonly JobView[]): Button | undefined {
  const originals = originalsOf(done).length;
  if (originals === 0) return undefined;
  return [
    originals === 1 ? t('Replace Original') : t('Replace Originals'),
    // Rarely used, so loaded on first use.
    async () => (await import('../workspaceImages/replaceOriginal')).replaceOriginals({ easel, userState }, done),
  ];
}

async function showUndelivered(
  notification: JobNotification,
  images: readonly ImageView[],
  undelivered: JobView,
): Promise<void> {
  const { easel, anchor } = notification;
  const isOne = images.length === 1;
  const text = isOne
    ? t("Couldn't save the image to the workspace. It's kept in Easel's history.")
    : t("Couldn't save the images to the workspace. They're kept in Easel's history.");
  await ask(vscode.window.showWarningMessage, joinSentences([text, deliveryProblem(undelivered)]), [
    [t('Save As…'), () => saveAll(easel, images)],
    [isOne ? t('Insert') : t('Insert All'), () => insertImages(easel, images, anchor)],
    [t('Open'), () => openImages(easel, images)],
    [t('Open Settings'), () => openSetting('output.folder')],
  ]);
}

async function saveAll(easel: Easel, images: readonly ImageView[]): Promise<void> {
  for (const image of images) if (!(await saveImageAs(easel, image))) return;
}

/** A job whose images couldn't be saved to the workspace is done, and has the reason as its failure. */
function deliveryProblem(job: JobView): string {
  const folder = job.warnings.find((warning) => warning.code === 'not-delivered')?.subject;
  return failureText(job.failure ?? { kind: 'storage', ...(folder ? { values: { folder } } : {}) });
}

/** Maximum number of notes in one message: an image can differ in shape, resolution, format and background. */
const maxNotes = 4;

/** Differences between the requested and the actual images, and unsupported parameters. */
function notesOf(jobs: readonly JobView[]): string[] {
  const warnings = jobs.flatMap((job) => job.warnings);
  const dropped = warnings.filter((warning) => warning.code === 'unsupported');
  const other = new Set(warnings.flatMap((warning) => warningMessage(warning, t) ?? []));
  return [
    ...(dropped.length === 0 ? [] : [unsupportedMessage(dropped, jobs[0]?.providerName ?? '', t)]),
    ...[...other].slice(0, maxNotes),
  ];
}

async function showUnresolved(notification: JobNotification, job: JobView): Promise<void> {
  if (job.state === 'lost') {
    return showFailure(job.failure ?? { kind: 'lost', providerName: job.providerName, providerId: job.providerId }, {
      ...(job.canLookUp ? { 'look-again': () => notification.keepWaiting(job.id) } : {}),
    });
  }
  // The provider is done; the result waits for disk space.
  if (job.failure?.kind === 'storage') {
    return showFailure(job.failure, { again: () => notification.keepWaiting(job.id) });
  }
  const time = formatDuration(Date.now() - (job.submittedAt ?? job.createdAt), t);
  const still = t("Still running at {provider} after {time}. You won't lose the result.", {
    provider: job.providerName,
    time,
  });
  // Polling failed, for example because of a rejected key or a lost connection.
  if (job.failure) {
    const keepWaiting = (): Promise<void> => notification.keepWaiting(job.id);
    return showFailure(job.failure, { again: keepWaiting, 'keep-waiting': keepWaiting }, still);
  }
  await ask(vscode.window.showInformationMessage, still, [
    [t('Keep Waiting'), () => notification.keepWaiting(job.id)],
    [t('Check Later'), () => undefined],
    [t('Stop Waiting'), () => notification.easel.jobs.cancel(job.id)],
  ]);
}

/** Shows the failure of the first job and the names of all failed ones; Try Again restarts all of them. */
async function showFailedJobs(
  notification: JobNotification,
  failed: readonly JobView[],
  { job, failure }: { job: JobView; failure: Failure },
): Promise<void> {
  const again = (): Promise<void> => notification.regenerate(failed.map((one) => one.id));
  const setSecret = async (): Promise<void> => {
    const isSet = await vscode.commands.executeCommand('easel.setProviderKey', failure.providerId ?? job.providerId);
    if (isSet === true) await again();
  };
  const handlers = {
    again,
    'set-key': setSecret,
    'set-password': setSecret,
    'change-prompt': () => reopenJob(job, failure.providerId ? { provider: failure.providerId } : {}),
    'choose-provider': () => reopenJob(job, { chooseProvider: true }),
  };
  const lead = joinSentences([failedCountMessage(notification.jobs, failed) ?? '', triedMessage(job, t)]);
  await showFailure(failure, handlers, lead);
}

function failedCountMessage(jobs: readonly JobView[], failed: readonly JobView[]): string | undefined {
  if (jobs.length === 1) return undefined;
  const names = new Set(failed.flatMap((job) => job.request.references[0]?.name ?? []));
  const values = { failed: failed.length, count: jobs.length, names: formatNames([...names], t) };
  return names.size > 0
    ? t('{failed} of {count} jobs failed ({names}).', values)
    : t('{failed} of {count} jobs failed.', values);
}

type Show = (message: string, ...items: string[]) => Thenable<string | undefined>;

async function ask(show: Show, text: string, buttons: readonly Button[]): Promise<void> {
  const chosen = await show(escapeLinks(text), ...buttons.map(([label]) => label));
  await buttons.find(([label]) => label === chosen)?.[1]();
}
