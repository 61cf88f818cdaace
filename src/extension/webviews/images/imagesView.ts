/** The view of the images panel, made from jobs. Pure. */
import type { Easel } from '../../../engine/surface/easel';
import { requestedFrom, expectedSize } from '../../../shared/model/comparison';
import type { ImagesView } from '../../../shared/protocol/pages/images';
import type { ImageItem } from '../../../shared/protocol/views/entries';
import type { ImageView, JobView } from '../../../shared/model/jobs';
import { formatList } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';
import { isRecord } from '../../parameters/parseArguments';

interface ImageSource {
  images: Pick<Easel['images'], 'list'>;
  jobs: Pick<Easel['jobs'], 'get' | 'list'>;
}

/** The latest job that has images, together with those that were started with it. */
export function latestJobIds(easel: ImageSource): string[] {
  const [latest] = easel.images.list({ limit: 1 });
  if (!latest) return [];
  const { groupId } = easel.jobs.get(latest.jobId);
  if (groupId === undefined) return [latest.jobId];
  const group = easel.jobs.list({ limit: 50 }).filter((job) => job.groupId === groupId);
  return group.map(({ id }) => id).reverse();
}

/** The jobs that the page showed before the window was reloaded; the state is not trusted. */
export function storedJobIds(state: unknown): string[] {
  const ids: unknown = isRecord(state) ? state['jobIds'] : undefined;
  if (!Array.isArray(ids)) return [];
  const isId = (id: unknown): id is string => typeof id === 'string' && id.length <= 100;
  return (ids as unknown[]).filter(isId).slice(0, 100);
}

/** Whether the history still has the job. */
export function isKnown({ jobs }: { jobs: Pick<Easel['jobs'], 'get'> }, jobId: string): boolean {
  try {
    jobs.get(jobId);
    return true;
  } catch {
    return false;
  }
}

/** @param urlOf Where the page loads an image from. */
export function imagesView(
  jobs: readonly JobView[],
  urlOf: (image: ImageView) => string,
  t: Translate,
): ImagesView | undefined {
  const [first] = jobs;
  if (!first) return undefined;
  const duration = durationOf(jobs);
  return {
    jobIds: jobs.map(({ id }) => id),
    prompt: first.request.prompt,
    providerName: formatList([...new Set(jobs.map(({ providerName }) => providerName))], t),
    ...(duration === undefined ? {} : { duration }),
    images: jobs.flatMap((job) => job.images.map((image) => imageItem(image, job, urlOf(image)))),
  };
}

/** @param url Where the page loads the image from. */
export function imageItem(
  image: ImageView,
  { request, warnings }: Pick<JobView, 'request' | 'warnings'>,
  url: string,
): ImageItem {
  const { id, prompt, fileName, mimeType, size, width, height, hasAlpha } = image;
  const requested = requestedFrom(request, expectedSize(warnings, image));
  return { id, prompt, fileName, mimeType, size, width, height, hasAlpha, url, requested };
}

function durationOf(jobs: readonly JobView[]): number | undefined {
  const starts = jobs.flatMap(({ submittedAt }) => submittedAt ?? []);
  const ends = jobs.flatMap(({ finishedAt }) => finishedAt ?? []);
  return starts.length > 0 && ends.length > 0 ? Math.max(...ends) - Math.min(...starts) : undefined;
}
