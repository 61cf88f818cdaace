/** Words the line under the prompt, which says what Enter does: `Sketch · 16:9 · 1 image · free → images/`. Pure. */
import type { Price } from '../../shared/model/money';
import type { Choices } from '../parameters/parameters';
import { formatPrice } from './money';
import { factLineTo } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

export interface PromptLineFacts {
  providerName: string;
  choices: Choices;
  /** Aspect ratio of the model when none is chosen. */
  defaultRatio?: string;
  /** Undefined: unknown. */
  price?: Price;
  /** Default: 1. */
  calls?: number;
  /** Folder for the images, as the user wrote it; undefined when no folder is open. */
  folder?: string;
}

export function promptLine(facts: PromptLineFacts, t: Translate): string {
  const { choices } = facts;
  const count = choices.count ?? 1;
  const parts = [facts.providerName, formatShape(facts), formatCount(count, t)];
  if (choices.seed !== undefined) parts.push(t('seed {seed}', { seed: choices.seed }));
  parts.push(
    formatPrice({ calls: facts.calls ?? 1, results: count, ...(facts.price ? { price: facts.price } : {}) }, t),
  );
  return factLineTo(parts, formatFolder(facts.folder, t));
}

/** Where new images are saved. @param folder Undefined: no folder is open. */
export function formatFolder(folder: string | undefined, t: Translate): string {
  return folder === undefined ? t('kept in the history (no folder is open)') : withSlash(folder);
}

/** Ratio or size, and the size class. */
export function formatShape(facts: Pick<PromptLineFacts, 'choices' | 'defaultRatio'>): string {
  const { aspectRatio, size, resolution } = facts.choices;
  const shape = size ? `${size.width} × ${size.height}` : (aspectRatio ?? facts.defaultRatio ?? '');
  return [shape, resolution ?? ''].filter((part) => part !== '').join(' ');
}

export function formatCount(count: number, t: Translate): string {
  return count === 1 ? t('1 image') : t('{count} images', { count });
}

function withSlash(folder: string): string {
  const clean = folder.trim();
  return clean === '' || clean === '.' ? './' : clean.replace(/[\\/]*$/, '/');
}
