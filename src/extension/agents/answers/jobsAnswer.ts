/** What an agent is told about jobs and their images: facts first, then what to do next. Pure. */
import { isFreeMoney } from '../../../shared/model/money';
import type { ImageView, JobView } from '../../../shared/model/jobs';
import { failureMessage } from '../../messages/failure/failureMessage';
import {
  formatDuration,
  formatElapsed,
  formatSize,
  jobStateMessage,
  formatAttempts,
  triedMessage,
} from '../../messages/jobs';
import { formatCount } from '../../messages/promptLine';
import { factLine, formatList, joinSentences, nameAndText } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';
import { unsupportedMessage, warningMessage } from '../../messages/warnings';
import { failureAnswer } from './failureAnswer';

/** The file of an image. */
export interface ImageFile {
  /** Relative to the workspace, or absolute. */
  path: string;
  uri: string;
}

export interface AnswerFacts {
  jobs: readonly JobView[];
  /** By the IDs of the images. */
  files: ReadonlyMap<string, ImageFile>;
  /** Milliseconds since 1970. */
  now: number;
  /** True when the wait was canceled, not the jobs. */
  isStopped: boolean;
  /** Types of providers that draw placeholders without a network. */
  offlineTypes: readonly string[];
  /** Additional lines. */
  notes?: readonly string[];
}

/** The complete answer about one job or several that were started together. */
export function jobsAnswer(facts: AnswerFacts, t: Translate): string {
  const { jobs, notes = [] } = facts;
  const done = jobs.filter((job) => job.state === 'done');
  const failed = jobs.filter((job) => job.state === 'failed' || job.state === 'cancelled' || job.state === 'lost');
  const pending = jobs.filter((job) => !done.includes(job) && !failed.includes(job));
  return [
    ...(done.length > 0 ? doneLines(done, facts, t) : []),
    ...failed.flatMap((job) => failedLines(job, t)),
    ...(pending.length > 0 ? pendingLines(pending, facts, t) : []),
    ...notes,
    jobLine(jobs, t),
  ].join('\n');
}

function jobLine(jobs: readonly JobView[], t: Translate): string {
  const ids = jobs.map(({ id }) => id).join(', ');
  return jobs.length === 1 ? t('Job: {ids}', { ids }) : t('Jobs: {ids}', { ids });
}

function doneLines(jobs: readonly JobView[], facts: AnswerFacts, t: Translate): string[] {
  const images = jobs.flatMap((job) => job.images);
  const [first] = jobs;
  if (!first) return [];
  const by = first.model === undefined ? formatAttempts(first) : `${formatAttempts(first)} (${first.model})`;
  const time = formatDuration(Math.max(...jobs.map((job) => (job.finishedAt ?? facts.now) - job.createdAt)), t);
  return [
    factLine([formatCount(images.length, t), by, time]),
    ...images.map((image) => imageLine(image, facts.files.get(image.id), t)),
    ...undeliveredLines(jobs, t),
    ...new Set(jobs.flatMap((job) => differenceLines(job, t))),
    ...(facts.offlineTypes.includes(first.providerType)
      ? [t("{provider} draws placeholders offline. These aren't AI images.", { provider: first.providerName })]
      : []),
    ...costLines(jobs, t),
  ];
}

/** `- images/fox.png (file:///project/images/fox.png): 1664 × 928 px, PNG, 1.2 MB, opaque` */
function imageLine(image: ImageView, file: ImageFile | undefined, t: Translate): string {
  const alpha = image.hasAlpha ? t('with an alpha channel') : t('opaque, without an alpha channel');
  const format = (image.mimeType.split('/')[1] ?? image.extension).replace(/\+.*$/, '').toUpperCase();
  const name = file ? `${file.path} (${file.uri})` : image.fileName;
  const measured = formatList([`${formatSize(image)} px`, format, formatBytes(image.size), alpha], t);
  return `- ${nameAndText(name, measured, t)}`;
}

function undeliveredLines(jobs: readonly JobView[], t: Translate): string[] {
  return jobs.flatMap((job) => {
    const warning = job.warnings.find(({ code }) => code === 'not-delivered');
    if (!warning) return [];
    const why = failureMessage(job.failure ?? { kind: 'storage', values: { folder: warning.subject } }, t).sentence;
    return [
      joinSentences([t("Generated and kept in Easel's history, but not saved to the workspace."), why]),
      t('To save it elsewhere, call easel_image_job with this job and a path in another folder. This is free.'),
    ];
  });
}

function isMoneyWarning({ code }: JobView['warnings'][number]): boolean {
  return code === 'over-cap' || code === 'dearer';
}

/** Differences between the requested and the actual images. */
function differenceLines(job: JobView, t: Translate): string[] {
  const dropped = job.warnings.filter((warning) => warning.code === 'unsupported');
  const moneyMessages = job.warnings.flatMap((warning) =>
    isMoneyWarning(warning) ? (warningMessage(warning, t) ?? []) : [],
  );
  const others = job.warnings.filter((warning) => !isMoneyWarning(warning));
  const descriptions = others.flatMap((warning) =>
    warning.code === 'provider' && warning.detail ? [warning.detail] : (warningMessage(warning, t) ?? []),
  );
  return [
    ...(dropped.length === 0 ? [] : [unsupportedMessage(dropped, job.providerName, t)]),
    ...descriptions.map((what) => t('Not as requested: {what}', { what })),
    ...moneyMessages,
  ];
}

function costLines(jobs: readonly JobView[], t: Translate): string[] {
  const sums = new Map<string, number>();
  for (const { cost } of jobs) if (cost) sums.set(cost.unit, (sums.get(cost.unit) ?? 0) + cost.amount);
  return [...sums].map(([unit, amount]) => t('Cost: {amount} {unit}', { amount: Number(amount.toPrecision(6)), unit }));
}

function failedLines(job: JobView, t: Translate): string[] {
  if (job.state === 'cancelled') {
    const wasBilled = job.cancelRequested && job.submittedAt !== undefined && !isFreeMoney(job.money);
    return [
      t('The job was canceled.'),
      ...(wasBilled ? [t('The job had already been submitted, so it may still be charged.')] : []),
    ];
  }
  const kind = job.state === 'lost' ? 'lost' : 'internal';
  const answer = failureAnswer(job.failure ?? { kind, providerName: job.providerName }, t);
  return [joinSentences([answer, triedMessage(job, t)])];
}

function pendingLines(jobs: readonly JobView[], { now, isStopped }: AnswerFacts, t: Translate): string[] {
  const lines = jobs.map(
    (job) => `- ${factLine([job.providerName, jobStateMessage(job, t), formatElapsed(job, now, t)])}`,
  );
  const ids = JSON.stringify(jobs.map(({ id }) => id));
  return [
    isStopped
      ? t("Only the wait was canceled. The job continues, and its images are saved when they're ready.")
      : t("Not ready yet. This isn't an error: the job continues, and its images are saved when they're ready."),
    ...lines,
    t("To check again, call easel_image_job with jobIds {ids}. Don't start it again, or it's charged twice.", {
      ids,
    }),
    t('To cancel it, call easel_image_job with the same jobIds and cancel: true.'),
  ];
}

/** `840 kB`, `1.2 MB` */
export function formatBytes(bytes: number): string {
  return bytes < 999_500 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
