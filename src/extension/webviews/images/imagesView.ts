/** What the page *Pictures* shows, made from the jobs; no vscode in it. */
import type { Easel } from '../../../engine/domain/easel';
import { requestedFrom, expectedSize } from '../../../shared/model/comparison';
import type { ImagesView } from '../../../shared/protocol/admin';
import type { ImageItem } from '../../../shared/protocol/views';
import type { ImageView, JobView } from '../../../shared/model/jobs';
import { isRecord } from '../../parameters/parseArguments';

/** The latest job that has pictures, together with those that were started with it. */
export function latestJobIds(easel: Pick<Easel, 'images' | 'job' | 'jobs'>): string[] {
  const [latest] = easel.images({ limit: 1 });
  if (!latest) return [];
  const { groupId } = easel.job(latest.jobId);
  if (groupId === undefined) return [latest.jobId];
  const group = easel.jobs({ limit: 50 }).filter((job) => job.groupId === groupId);
  return group.map(({ id }) => id).reverse();
}

/** The jobs that the page was about before the window was reloaded; the page's word is not trusted. */
export function keptJobIds(state: unknown): string[] {
  const ids: unknown = isRecord(state) ? state['jobIds'] : undefined;
  if (!Array.isArray(ids)) return [];
  const isId = (id: unknown): id is string => typeof id === 'string' && id.length <= 100;
  return (ids as unknown[]).filter(isId).slice(0, 100);
}

/** Whether the history still has the job: it may have been cleaned up meanwhile. */
export function isKnown(easel: Pick<Easel, 'job'>, jobId: string): boolean {
  try {
    easel.job(jobId);
    return true;
  } catch {
    return false;
  }
}

/** @param urlOf Where the page loads a picture from. */
export function imagesView(jobs: readonly JobView[], urlOf: (image: ImageView) => string): ImagesView | undefined {
  const [first] = jobs;
  if (!first) return undefined;
  const duration = durationOf(jobs);
  return {
    jobIds: jobs.map(({ id }) => id),
    prompt: first.request.prompt,
    providerName: [...new Set(jobs.map(({ providerName }) => providerName))].join(', '),
    ...(duration === undefined ? {} : { duration }),
    pictures: jobs.flatMap((job) => job.images.map((image) => imageItem(image, job, urlOf(image)))),
  };
}

/** @param url Where the page loads the picture from. */
export function imageItem(
  image: ImageView,
  { request, warnings }: Pick<JobView, 'request' | 'warnings'>,
  url: string,
): ImageItem {
  const { id, prompt, fileName, mimeType, size, width, height, hasAlpha } = image;
  const asked = requestedFrom(request, expectedSize(warnings, image));
  return { id, prompt, fileName, mimeType, size, width, height, hasAlpha, url, asked };
}

function durationOf(jobs: readonly JobView[]): number | undefined {
  const starts = jobs.flatMap(({ submittedAt }) => submittedAt ?? []);
  const ends = jobs.flatMap(({ finishedAt }) => finishedAt ?? []);
  return starts.length > 0 && ends.length > 0 ? Math.max(...ends) - Math.min(...starts) : undefined;
}
