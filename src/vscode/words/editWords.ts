/** What is said of an edit before it starts. Pure. */
import type { Choices } from '../choices';
import { countWords, priceWords, shapeWords, type Price } from './promptLine';
import type { Translate } from './translate';

export interface EditLineFacts {
  /** Names of the pictures to be edited. */
  names: readonly string[];
  /** How many more pictures each edit looks at. */
  references: number;
  providerName: string;
  choices: Choices;
  calls: number;
  /** Pictures that will come. */
  results: number;
  price?: Price;
  /** Where the results go, when the person said so. */
  folder?: string;
}

/** `fox.png · Qwen · 1 picture · free → beside the original` */
export function editLine(facts: EditLineFacts, t: Translate): string {
  const { names, references, choices, folder } = facts;
  const parts = [
    namesWords(names, t),
    references === 0 ? '' : referenceWords(references, t),
    facts.providerName,
    shapeWords({ choices }),
    facts.results === 0 ? '' : effortWords(facts, t),
  ];
  const where = folder ?? (names.length === 1 ? t('beside the original') : t('beside the originals'));
  return `${parts.filter((part) => part !== '').join(' · ')} → ${where}`;
}

/** `6 pictures · 3 calls · about 0.18 CNY` */
export function effortWords(facts: { calls: number; results: number; price?: Price }, t: Translate): string {
  const calls = facts.calls === facts.results ? '' : callWords(facts.calls, t);
  return [countWords(facts.results, t), calls, priceWords(facts.price, facts.results, t)]
    .filter((part) => part !== '')
    .join(' · ');
}

export function callWords(calls: number, t: Translate): string {
  return calls === 1 ? t('1 call') : t('{count} calls', { count: calls });
}

/** `a.png, b.png and 3 more` */
export function namesWords(names: readonly string[], t: Translate): string {
  const shown = names.length > 3 ? names.slice(0, 2) : names;
  const list = shown.join(', ');
  return shown.length === names.length ? list : t('{names} and {count} more', { names: list, count: names.length - 2 });
}

function referenceWords(count: number, t: Translate): string {
  return count === 1 ? t('1 reference') : t('{count} references', { count });
}

/** What a confirmation says of money: `12 paid calls to Qwen, about 0.36 CNY (price of 2026-03-03).` */
export function spendingWords(
  facts: { calls: number; results: number; price?: Price; providerName: string },
  t: Translate,
): string {
  const { calls, results, price, providerName } = facts;
  if (price === 'free')
    return t('{calls} to {provider}, free.', { calls: callWords(calls, t), provider: providerName });
  const values = { calls: callWords(calls, t), provider: providerName, price: priceWords(price, results, t) };
  return price === undefined
    ? t('{calls} to {provider}, each of which may be paid: {price}.', values)
    : t('{calls} to {provider}, {price} (price of {date}).', { ...values, date: price.asOf });
}
