/** What is said of an edit before it starts. Pure. */
import type { Price } from '../../shared/model/money';
import type { Choices } from '../parameters/parameters';
import { formatCalls, formatDatedCost, formatPrice, formatShortPrice, type Pay } from './money';
import { formatCount, formatShape } from './promptLine';
import type { Translate } from '../../shared/format/translate';

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
    formatNames(names, t),
    references === 0 ? '' : referenceWords(references, t),
    facts.providerName,
    formatShape({ choices }),
    facts.results === 0 ? '' : formatEffort(facts, t),
  ];
  const where = folder ?? (names.length === 1 ? t('next to the original') : t('next to the originals'));
  return `${parts.filter((part) => part !== '').join(' · ')} → ${where}`;
}

/** `6 pictures · 3 calls, about ¥0.18 (price of 3 March 2026, yours to edit)` */
export function formatEffort(pay: Pay, t: Translate): string {
  return `${formatCount(pay.results, t)} · ${formatPrice(pay, t)}`;
}

/** `6 pictures · 3 calls, about ¥0.18`, for where it stands many times. */
export function formatShortEffort(pay: Pay, t: Translate): string {
  return `${formatCount(pay.results, t)} · ${formatShortPrice(pay, t)}`;
}

/** `a.png, b.png and 3 more` */
export function formatNames(names: readonly string[], t: Translate): string {
  const shown = names.length > 3 ? names.slice(0, 2) : names;
  const list = shown.join(', ');
  return shown.length === names.length ? list : t('{names} and {count} more', { names: list, count: names.length - 2 });
}

/** What became of files that are no pictures. */
export function omittedMessage(names: readonly string[], t: Translate): string {
  return names.length === 1
    ? t("Skipped {names}. Easel can't read it as an image.", { names: formatNames(names, t) })
    : t("Skipped {names}. Easel can't read them as images.", { names: formatNames(names, t) });
}

function referenceWords(count: number, t: Translate): string {
  return count === 1 ? t('1 reference image') : t('{count} reference images', { count });
}

/** What a confirmation says of money: `12 calls to KIE, about ¥0.36 (price of 3 March 2026, yours to edit).` */
export function spendingMessage({ providerName, ...pay }: Pay & { providerName: string }, t: Translate): string {
  const { calls, results, price } = pay;
  const values = { calls: formatCalls(calls, t), provider: providerName };
  if (price === 'free') return t('{calls} to {provider}, free.', values);
  const cost = formatDatedCost(price, { calls, images: results }, t);
  return price === undefined
    ? t('{calls} to {provider}. Each call may be charged: {price}.', { ...values, price: cost })
    : t('{calls} to {provider}, {price}.', { ...values, price: cost });
}
