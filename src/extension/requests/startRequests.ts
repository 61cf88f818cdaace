/**
 * The last step of the request path: starts the jobs of a draft. The engine validates and fits each request, and checks the
 * caps.
 */
import type { Easel } from '../../engine/surface/easel';
import { EaselError } from '../../shared/model/easelError';
import type { ReferenceImage } from '../../shared/model/jobs';
import { destinationOf } from './destinations';
import { imageRequestsOf, type RequestDraft } from './requestDraft';

export interface StartedRequests {
  jobIds: string[];
  /** Images whose request the engine rejected. */
  rejected: { name: string; error: EaselError }[];
}

/** Some requests of several were started before one was rejected. */
export class PartlyStarted extends EaselError {
  readonly jobIds: readonly string[];

  constructor(error: EaselError, jobIds: readonly string[]) {
    super(error.failure, error);
    this.jobIds = jobIds;
  }
}

/**
 * Starts the jobs, image by image; stops at the first request that is rejected.
 * @returns IDs of the jobs, in the order of the images.
 * @throws EaselError `bad-request`, `unsupported`, `settings`, `cap`; PartlyStarted if jobs were started before.
 */
export async function startRequests(easel: Easel, draft: RequestDraft): Promise<string[]> {
  const jobIds: string[] = [];
  const images = draft.images.length > 0 ? draft.images : [undefined];
  for (const image of images) {
    try {
      await startFor(easel, { draft, image }, jobIds);
    } catch (thrown) {
      throw jobIds.length > 0 && thrown instanceof EaselError ? new PartlyStarted(thrown, jobIds) : thrown;
    }
  }
  return jobIds;
}

/** As {@link startRequests}, but continues with the other images. */
export async function startEachImage(easel: Easel, draft: RequestDraft): Promise<StartedRequests> {
  const started: StartedRequests = { jobIds: [], rejected: [] };
  for (const image of draft.images) {
    try {
      await startFor(easel, { draft, image }, started.jobIds);
    } catch (thrown) {
      if (!(thrown instanceof EaselError)) throw thrown;
      started.rejected.push({ name: image.name, error: thrown });
    }
  }
  return started;
}

async function startFor(
  easel: Easel,
  { draft, image }: { draft: RequestDraft; image: ReferenceImage | undefined },
  jobIds: string[],
): Promise<void> {
  const { selection, placement } = draft;
  const options = { providerId: selection.provider.config.id, destination: destinationOf(placement, image) };
  for (const imageRequest of imageRequestsOf(draft, image)) {
    jobIds.push(...(await easel.jobs.start(imageRequest, options)));
  }
}
