/** How many calls a wish comes to, and how many pictures: said before they are paid. Pure. */
import type { KindLimits } from '../../../providers/contract/model';

export interface EditLimits {
  edit?: KindLimits;
  batch?: KindLimits;
}

export interface Amount {
  /** Pictures to be edited, each for itself. */
  pictures: number;
  prompts: readonly string[];
  /** Results for each picture and prompt. */
  count: number;
  /** Further pictures that each edit looks at. */
  references: number;
}

export interface Effort {
  calls: number;
  results: number;
}

/**
 * How the prompts of one picture are handed in: `batch` for all of them together (the engine makes several edits of it where
 * the service can't), `edit` for each by itself.
 */
export function kindFor({ prompts, references }: Amount, limits: EditLimits): 'edit' | 'batch' {
  if (limits.edit === undefined) return 'batch';
  if (prompts.length < 2) return 'edit';
  const most = limits.batch?.references?.max ?? Number.POSITIVE_INFINITY;
  return references + 1 > most ? 'edit' : 'batch';
}

export function effortOf(amount: Amount, limits: EditLimits): Effort {
  const { pictures, prompts, count } = amount;
  if (prompts.length === 0) return { calls: 0, results: 0 };
  return { calls: pictures * callsForOne(amount, limits), results: pictures * prompts.length * count };
}

function callsForOne(amount: Amount, limits: EditLimits): number {
  const { prompts, count } = amount;
  const { batch, edit } = limits;
  const separator = batch?.promptSeparator;
  const isCut = separator !== undefined && prompts.some((prompt) => prompt.includes(separator));
  if (batch && !isCut && kindFor(amount, limits) === 'batch') {
    return Math.ceil(prompts.length / (batch.prompts ?? prompts.length)) * Math.ceil(count / batch.count);
  }
  return prompts.length * Math.ceil(count / (edit?.count ?? 1));
}
