/** Words an edit before it starts: the line under the prompt, names of files, the confirmation. Pure. */
import { amountOf, type Price } from '../../shared/model/money';
import type { Choices } from '../parameters/parameters';
import { factLine, factLineTo, formatList, joinSentences } from '../../shared/format/sentences';
import { formatDay, formatMoney, formatPrice, formatShortPrice, type Charge } from './money';
import { formatCount, formatShape } from './promptLine';
import type { Translate } from '../../shared/format/translate';

export interface EditLineFacts {
  /** Names of the images that are edited. */
  names: readonly string[];
  /** Number of reference images of each edit. */
  references: number;
  providerName: string;
  choices: Choices;
  calls: number;
  /** Images that will be returned. */
  results: number;
  price?: Price;
  /** Folder for the results, if one was chosen. */
  folder?: string;
}

/** `fox.png · Qwen · 1 image · free → next to the original` */
export function editLine(facts: EditLineFacts, t: Translate): string {
  const { names, references, choices, folder } = facts;
  const parts = [
    formatNames(names, t),
    references === 0 ? '' : formatReferences(references, t),
    facts.providerName,
    formatShape({ choices }),
    facts.results === 0 ? '' : formatEffort(facts, t),
  ];
  const where = folder ?? (names.length === 1 ? t('next to the original') : t('next to the originals'));
  return factLineTo(parts, where);
}

/** `6 images · 3 calls · about ¥0.18 (your price from Mar 3, 2026)` */
export function formatEffort(charge: Charge, t: Translate): string {
  return factLine([formatCount(charge.results, t), formatPrice(charge, t)]);
}

/** `6 images · 3 calls · about ¥0.18`, for lists. */
export function formatShortEffort(charge: Charge, t: Translate): string {
  return factLine([formatCount(charge.results, t), formatShortPrice(charge, t)]);
}

/** `a.png, b.png, and 3 more` */
export function formatNames(names: readonly string[], t: Translate): string {
  const shown = names.length > 3 ? names.slice(0, 2) : names;
  const list = formatList(shown, t);
  return shown.length === names.length
    ? list
    : t('{names}, and {count} more', { names: list, count: names.length - 2 });
}

/** Files that were left out because they can't be read as images. */
export function omittedMessage(names: readonly string[], t: Translate): string {
  return names.length === 1
    ? t("Skipped {names}. Easel can't read it as an image.", { names: formatNames(names, t) })
    : t("Skipped {names}. Easel can't read them as images.", { names: formatNames(names, t) });
}

function formatReferences(count: number, t: Translate): string {
  return count === 1 ? t('1 reference image') : t('{count} reference images', { count });
}

/** What a confirmation says of money: `3 calls to KIE. About ¥0.09 (your price from Mar 3, 2026).` */
export function spendingMessage({ providerName, ...charge }: Charge & { providerName: string }, t: Translate): string {
  const { calls } = charge;
  const callsSentence =
    calls === 1
      ? t('1 call to {provider}.', { provider: providerName })
      : t('{count} calls to {provider}.', { count: calls, provider: providerName });
  return joinSentences([callsSentence, costSentence(charge, t)]);
}

function costSentence({ calls, results, price }: Charge, t: Translate): string {
  const value = amountOf(price, { calls, images: results });
  if (price === 'free') return t('Free.');
  if (price === undefined || value === undefined) {
    return t('The price is unknown. You may be charged for each call.');
  }
  const amount = formatMoney({ amount: value, currency: price.currency }, t);
  return price.asOf === ''
    ? t('About {amount} (your price, undated).', { amount })
    : t('About {amount} (your price from {date}).', { amount, date: formatDay(price.asOf, t) });
}
