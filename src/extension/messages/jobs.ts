/** Words the state, the progress, the providers and the result of a job. Pure. */
import type { ImageView, JobProgress, JobView } from '../../shared/model/jobs';
import { withoutControls } from '../../shared/format/plainText';
import { factLine } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

/** The state of a job, with its progress. */
export function jobStateMessage(job: JobView, t: Translate): string {
  switch (job.state) {
    case 'queued':
      return queuedMessage(job, t);
    case 'submitting':
      return t('Submitting');
    case 'running':
      // A job that can't be canceled keeps running, so its progress is shown.
      return job.cancelRequested && job.cancellable !== 'no' ? t('Canceling') : progressMessage(job.progress, t);
    case 'receiving':
      return t('Downloading');
    case 'overdue':
      return t('Overdue');
    case 'lost':
      return job.progress?.waitsFor === 'network' ? t('Status unknown. Checking automatically.') : t('Status unknown');
    case 'done':
      return t('Done');
    case 'failed':
      return t('Failed');
    case 'cancelled':
      return t('Canceled');
  }
}

function queuedMessage({ progress, providerName }: JobView, t: Translate): string {
  switch (progress?.waitsFor) {
    case 'network':
      return t('Offline. Will resume automatically.');
    case 'disk':
      return t("Can't write to Easel's storage. Retrying automatically.");
    case 'provider':
      return t('{provider} is busy. Retrying automatically.', { provider: providerName });
    case undefined:
      return t('Queued');
  }
}

function progressMessage(progress: JobProgress | undefined, t: Translate): string {
  if (progress?.position === 0) return t('Next in queue');
  if (progress?.position === 1) return t('1 job ahead');
  if (progress?.position !== undefined) return t('{count} jobs ahead', { count: progress.position });
  if (progress?.waiting === 1) return t('1 job waiting at the service');
  if (progress?.waiting !== undefined && progress.waiting > 1) {
    return t('{count} jobs waiting at the service', { count: progress.waiting });
  }
  if (progress?.fraction !== undefined && progress.fraction > 0) {
    return t('Generating… {percent}%', { percent: Math.round(progress.fraction * 100) });
  }
  return progress?.phase === 'waiting' ? t('Queued at the provider') : t('Generating…');
}

/** A span of time: `8 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatDuration(milliseconds: number, t: Translate): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('{seconds} s', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('{minutes} min {seconds} s', { minutes, seconds: seconds % 60 });
  return t('{hours} h {minutes} min', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Time since the job was created, or until it finished. */
export function formatElapsed(job: JobView, now: number, t: Translate): string {
  return formatDuration((job.finishedAt ?? now) - job.createdAt, t);
}

/**
 * The providers that were tried, with the result of each: `RunningHub 421 → KIE ✓`. An attempt without a failure before
 * the last one never reached its provider, because its window closed, so it isn't named.
 */
export function formatAttempts(job: JobView): string {
  const attempts = job.attempts.filter((attempt, index, { length }) => attempt.failure || index === length - 1);
  const last = attempts.at(-1);
  if (!last) return job.providerName;
  const names = attempts.map(({ providerName, failure }) =>
    failure ? `${providerName} ${failureMark(failure)}` : providerName,
  );
  const succeeded = job.state === 'done' && !last.failure && attempts.length > 1;
  return succeeded ? `${names.join(' → ')} ✓` : names.join(' → ');
}

/** For a job that several providers failed at, whose failure is that of the first; empty for others. */
export function triedMessage(job: JobView, t: Translate): string {
  const names = new Set(job.attempts.map(({ providerName }) => providerName));
  return names.size > 1 ? t('Tried: {providers}.', { providers: formatAttempts(job) }) : '';
}

/** A code such as `502`, or `✗` where there is none. */
export function failureMark(failure: { code?: string; status?: number }): string {
  if (failure.code !== undefined && failure.code.length <= 6) return failure.code;
  return failure.status === undefined || failure.status < 400 ? '✗' : String(failure.status);
}

/** `a-red-fox.png · 1664 × 928 · Qwen`, or for several `4 images · 1664 × 928 · RunningHub 421 → KIE ✓`. */
export function resultMessage(images: readonly ImageView[], trail: string, t: Translate): string {
  const [first] = images;
  if (!first) return trail;
  const name = images.length === 1 ? first.fileName : t('{count} images', { count: images.length });
  const isOneSize = images.every((image) => image.width === first.width && image.height === first.height);
  return factLine([name, isOneSize ? formatSize(first) : '', trail]);
}

export function formatSize(size: { width: number; height: number }): string {
  return `${size.width} × ${size.height}`;
}

/** Cuts a text to a number of characters, with an ellipsis in place of the rest. */
export function truncate(text: string, longest: number): string {
  const line = withoutControls(text).replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
