/** Text of the tool results: facts about images and jobs first, then the next step. Pure. */
import type { KindLimits, ProviderView } from '../../../engine/surface/providers';
import { failureOwnerOf, type Failure, type FailureOwner } from '../../../shared/model/failure';
import type { ImageView, JobView } from '../../../shared/model/jobs';
import { failureMessage } from '../../messages/failure/failureMessage';
import {
  formatDuration,
  formatElapsed,
  truncate,
  formatSize,
  jobStateMessage,
  formatAttempts,
} from '../../messages/jobs';
import { formatDatedCost } from '../../messages/money';
import { formatCount } from '../../messages/promptLine';
import { factLine, factLineTo, formatList, joinSentences, nameAndText } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';
import { unsupportedMessage, warningMessage } from '../../messages/warnings';

/** Location of an image's file. */
export interface ImageFile {
  /** For display: relative to the workspace, or absolute. */
  path: string;
  uri: string;
}

export interface AnswerFacts {
  jobs: readonly JobView[];
  /** By image ID. */
  files: ReadonlyMap<string, ImageFile>;
  /** Milliseconds since 1970. */
  now: number;
  /** True if the wait was canceled, not the jobs. */
  isStopped: boolean;
  /** Types of providers that draw placeholders without a network. */
  offlineTypes: readonly string[];
  /** Further lines for the answer. */
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
    const wasBilled = job.cancelRequested && job.submittedAt !== undefined;
    return [
      t('The job was canceled.'),
      ...(wasBilled ? [t('The job had already been submitted, so it may still be charged.')] : []),
    ];
  }
  const kind = job.state === 'lost' ? 'lost' : 'internal';
  return [failureAnswer(job.failure ?? { kind, providerName: job.providerName }, t)];
}

/** The failure, its cause, and the next step for the agent. */
export function failureAnswer(failure: Failure, t: Translate): string {
  if (failure.kind === 'cancelled') return t('The job was canceled.');
  return joinSentences([t('No image was generated.'), failureMessage(failure, t).sentence, nextStep(failure, t)]);
}

function nextStep(failure: Failure, t: Translate): string {
  if (failure.kind === 'lost') {
    return t(
      "Don't start it again, because it may already have been charged. Call easel_image_job with this job to check it.",
    );
  }
  if (failure.kind === 'cap') {
    return t(
      "The cause is a spending cap that the user has set. Don't try again. Tell the user, who can change the cap, or use a free provider.",
    );
  }
  if (failure.kind === 'policy') {
    return t('The cause is the prompt (content policy). Rephrase it, or tell the user.');
  }
  return nextStepByOwner[failureOwnerOf(failure)](t);
}

const nextStepByOwner: Record<FailureOwner, (t: Translate) => string> = {
  request: (t) => t('The cause is the request. Change what is named here and call again.'),
  account: (t) =>
    t(
      "The cause is the provider account. Calling again doesn't help until the user fixes it. Another provider may work.",
    ),
  settings: (t) =>
    t('The cause is the Easel settings. The user can fix them with "Easel: Add Provider" or "Easel: Edit Provider".'),
  provider: (t) =>
    t('The cause is the service, not the request. The same call may work later or with another provider.'),
  network: (t) => t('The cause is the connection. Tell the user, or use another provider.'),
  machine: (t) => t('The cause is this computer (disk or folder). Tell the user, or use another path.'),
  easel: (t) => t('The cause is Easel itself. Tell the user to run "Easel: Open Log".'),
  nobody: (t) => t('No action is needed.'),
};

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

export interface ProviderFacts {
  provider: ProviderView;
  /** True for the provider that is used if a request names none. */
  isDefault: boolean;
  /** True if all required keys are set. */
  isReady: boolean;
  generate?: KindLimits;
  edit?: KindLimits;
}

/** One provider with the values that it supports, for a model to choose from. */
export function providerAnswer({ provider, isDefault, isReady, generate, edit }: ProviderFacts, t: Translate): string {
  const { config, models, offline } = provider;
  const model = models.find((one) => one.name === config.model) ?? models[0];
  const marks = [
    ...(isDefault ? [t('default when no provider is named')] : []),
    ...(offline ? [t('placeholder drawings, not AI')] : []),
    ...(isReady ? [] : [t('its key isn\'t set; the user can set it with "Easel: Set Provider Key"')]),
  ];
  const others = models.map((one) => one.name).filter((name) => name !== model?.name);
  const details = [
    t('Price per image: {price}', { price: formatDatedCost(model?.price, { calls: 1, images: 1 }, t) }),
    ...(model ? [nameAndText('model', [model.name, ...others.slice(0, 12)].join(', '), t)] : []),
    ...(generate ? [nameAndText(t('New images'), limitsLine(generate), t)] : []),
    ...(edit ? [nameAndText(t('Edits'), limitsLine(edit), t)] : []),
  ];
  return [
    factLine([`${config.name} (provider: ${JSON.stringify(config.id)})`, ...marks]),
    ...details.map((detail) => `  ${detail}`),
  ].join('\n');
}

/** Uses the argument names of the tools, so that models can copy them. */
function limitsLine(limits: KindLimits): string {
  const list = (name: string, values: readonly string[] | undefined): string[] =>
    values && values.length > 0 ? [`${name} ${values.join(' | ')}`] : [];
  const { freeSize, references } = limits;
  return [
    ...list('aspectRatio', limits.ratios),
    ...(freeSize ? [`size ${freeSize.min}–${freeSize.max} px, multiples of ${freeSize.multipleOf}`] : []),
    ...list('resolution', limits.resolutions),
    ...list('quality', limits.qualities),
    ...list('background', limits.backgrounds),
    ...list('outputFormat', limits.outputFormats),
    ...(limits.negativePrompt ? ['negativePrompt'] : []),
    ...(limits.seed ? ['seed'] : []),
    ...(references ? [`images and references ≤ ${references.max}`] : []),
    ...(limits.promptLength === undefined ? [] : [`prompt ≤ ${limits.promptLength}`]),
  ].join('; ');
}

/** What a confirmation shows. */
export interface ConfirmationFacts {
  prompt: string;
  /** File names of the images to edit; empty for new images. */
  names: readonly string[];
  providerName: string;
  shape: string;
  /** Images, calls and price, formatted. */
  effort: string;
  where: string;
  /** Further lines, such as warnings about spending. */
  notes: readonly string[];
}

export function confirmationLines({
  prompt,
  names,
  providerName,
  shape,
  effort,
  where,
  notes,
}: ConfirmationFacts): string[] {
  return [`"${truncate(prompt, 300)}"`, factLineTo([...names, providerName, shape, effort], where), ...notes];
}
