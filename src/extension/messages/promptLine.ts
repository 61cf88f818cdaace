/** The line under the prompt that says what Enter will do: `sketch · 16:9 · 1 picture · free → images/`. Pure. */
import type { Price } from '../../shared/model/money';
import type { Choices } from '../parameters/parameters';
import { formatPrice } from './money';
import type { Translate } from '../../shared/format/translate';

export interface PromptLineFacts {
  providerName: string;
  choices: Choices;
  /** What the model makes when nothing is chosen. */
  defaultRatio?: string;
  /** Undefined: not known. */
  price?: Price;
  /** Calls that it takes; 1 when nothing is said. */
  calls?: number;
  /** Where the pictures will stand, as the person wrote it; undefined when no folder is open. */
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
  const line = parts.filter((part) => part !== '').join(' · ');
  return `${line} → ${formatFolder(facts.folder, t)}`;
}

/** Where new pictures will stand. @param folder Undefined: no folder is open. */
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
