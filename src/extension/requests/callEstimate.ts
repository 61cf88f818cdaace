/** Number of calls and images of a request, which is shown before they are paid. Pure. */
import type { JobKind } from '../../shared/model/jobs';
import type { KindLimits } from '../../engine/surface/providers';

/** Limits of a model by kind: `generate` for new images; for edits `edit`, `batch` or both. */
export type LimitsByKind = { [Kind in JobKind]?: KindLimits };

export interface RequestSize {
  /** Number of images to edit; 0 for new images. */
  images: number;
  prompts: readonly string[];
  /** Results for each image and prompt. */
  count: number;
  /** Number of reference images of each edit. */
  references: number;
}

export interface Effort {
  calls: number;
  results: number;
}

/**
 * The kind of the requests for one image: `batch` for all prompts together (which the engine splits if the service doesn't
 * support it), `edit` for one request per prompt.
 */
export function kindFor({ prompts, references }: RequestSize, limits: LimitsByKind): JobKind {
  if (limits.generate) return 'generate';
  if (limits.edit === undefined) return 'batch';
  if (prompts.length < 2) return 'edit';
  const maxReferences = limits.batch?.references?.max ?? Number.POSITIVE_INFINITY;
  return references + 1 > maxReferences ? 'edit' : 'batch';
}

export function effortOf(size: RequestSize, limits: LimitsByKind): Effort {
  const { prompts, count } = size;
  const times = Math.max(1, size.images);
  if (prompts.length === 0) return { calls: 0, results: 0 };
  return { calls: times * callsForOne(size, limits), results: times * prompts.length * count };
}

function callsForOne(size: RequestSize, limits: LimitsByKind): number {
  const { prompts, count } = size;
  const { batch, edit, generate } = limits;
  const separator = batch?.promptSeparator;
  const isCut = separator !== undefined && prompts.some((prompt) => prompt.includes(separator));
  if (batch && !isCut && kindFor(size, limits) === 'batch') {
    return Math.ceil(prompts.length / (batch.prompts ?? prompts.length)) * Math.ceil(count / batch.count);
  }
  return prompts.length * Math.ceil(count / ((generate ?? edit)?.count ?? 1));
}
