/** The line under the prompt that says what Enter will do: `sketch · 16:9 · 1 picture · free → images/`. Pure. */
import type { Choices } from '../choices';
import type { Translate } from './translate';

export type Price = { amount: number; currency: string; asOf: string } | 'free';

export interface PromptLineFacts {
  providerName: string;
  choices: Choices;
  /** What the model makes when nothing is chosen. */
  defaultRatio?: string;
  /** Of one picture; undefined: not known. */
  price?: Price;
  /** Where the pictures will stand, as the person wrote it; undefined when no folder is open. */
  folder?: string;
}

export function promptLine(facts: PromptLineFacts, t: Translate): string {
  const { choices } = facts;
  const count = choices.count ?? 1;
  const parts = [facts.providerName, shapeWords(facts), countWords(count, t)];
  if (choices.seed !== undefined) parts.push(t('seed {seed}', { seed: choices.seed }));
  parts.push(priceWords(facts.price, count, t));
  const line = parts.filter((part) => part !== '').join(' · ');
  return `${line} → ${facts.folder === undefined ? t('kept in the history: no folder is open') : withSlash(facts.folder)}`;
}

/** Ratio or size, and the size class. */
export function shapeWords(facts: Pick<PromptLineFacts, 'choices' | 'defaultRatio'>): string {
  const { aspectRatio, size, resolution } = facts.choices;
  const shape = size ? `${size.width} × ${size.height}` : (aspectRatio ?? facts.defaultRatio ?? '');
  return [shape, resolution ?? ''].filter((part) => part !== '').join(' ');
}

export function countWords(count: number, t: Translate): string {
  return count === 1 ? t('1 picture') : t('{count} pictures', { count });
}

/** What `count` pictures cost, in words. */
export function priceWords(price: Price | undefined, count: number, t: Translate): string {
  if (price === undefined) return t('price unknown');
  if (price === 'free') return t('free');
  return t('about {amount} {currency}', { amount: roundedUp(price.amount * count), currency: price.currency });
}

function roundedUp(amount: number): string {
  return amount >= 0.1 ? amount.toFixed(2) : String(Number(amount.toPrecision(2)));
}

function withSlash(folder: string): string {
  const clean = folder.trim();
  return clean === '' || clean === '.' ? './' : clean.replace(/[\\/]*$/, '/');
}
