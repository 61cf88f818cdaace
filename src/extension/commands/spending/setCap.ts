/** Set Spending Cap: the maximum spending per day or per month. */
import type * as vscode from 'vscode';
import { sameUnit, type CapPeriod, type CapState, type Money } from '../../../shared/model/money';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { changeMoneyList } from '../../providers/moneySettings';
import { isRecord } from '../../parameters/parseArguments';
import { ask, pick } from '../../quickInput/pick';
import { t } from '../../platform/translate';
import { formatCapState, formatMoney, parseMoney, formatTotal } from '../../messages/money';

interface CapItem extends vscode.QuickPickItem {
  period: CapPeriod;
  /** The cap to change; undefined for a new one. */
  cap?: CapState;
}

/** @returns Whether the setting was written; undefined if the user dismissed a step. */
export async function setCap(services: ExtensionServices): Promise<boolean | undefined> {
  try {
    const easel = await services.engine.get();
    const title = t('Set Spending Cap');
    const now = new Date(services.clock.now());
    const month = new Date(now.getFullYear(), now.getMonth(), 1).getTime();
    const { caps, totals, unknown } = easel.spending.summary({ from: month, to: now.getTime() + 1 });
    const placeholder =
      totals.length === 0 && unknown === 0
        ? t('Nothing spent this month')
        : t('Spent this month: {total}', { total: formatTotal(totals, unknown, t) });
    const picked = await pick({ title, items: itemsFor(caps), placeholder });
    if (picked.kind !== 'item') return undefined;
    const { period, cap } = picked.item;
    const asked = await ask({
      title,
      prompt: t('For example, 10 CNY or 200 credits. Also applies to agents. Leave empty for no cap.'),
      value: cap ? `${cap.cap} ${cap.currency}` : '',
      check: (text) =>
        text.trim() === '' || (parseMoney(text)?.currency ?? '') !== ''
          ? undefined
          : t('Enter an amount and a currency, such as 0.03 CNY or 12 credits.'),
    });
    if (asked.kind !== 'text') return undefined;
    const money = parseMoney(asked.text);
    return await changeMoneyList('spending.caps', (entries) => {
      const others = cap ? withoutCap(entries, period, cap.currency) : [...entries];
      return money ? withCap(others, period, money) : others;
    });
  } catch (thrown) {
    void showThrown(thrown);
    return undefined;
  }
}

function itemsFor(caps: readonly CapState[]): CapItem[] {
  const existing = caps.map((cap): CapItem => ({
    label: nameOf(cap),
    description: formatCapState(cap, t),
    period: cap.period,
    cap,
  }));
  const isFirst = (period: CapPeriod): boolean => !caps.some((cap) => cap.period === period);
  return [
    ...existing,
    { label: isFirst('day') ? t('Add Daily Cap…') : t('Add Another Daily Cap…'), period: 'day' },
    { label: isFirst('month') ? t('Add Monthly Cap…') : t('Add Another Monthly Cap…'), period: 'month' },
  ];
}

function nameOf({ period, cap, currency }: CapState): string {
  const amount = formatMoney({ amount: cap, currency }, t);
  return period === 'day' ? t('{amount} per day', { amount }) : t('{amount} per month', { amount });
}

const fieldOf = { day: 'perDay', month: 'perMonth' } as const;

function isOf(entry: unknown, currency: string): entry is Record<string, unknown> {
  return isRecord(entry) && typeof entry['currency'] === 'string' && sameUnit(entry['currency']) === currency;
}

function withoutCap(entries: readonly unknown[], period: CapPeriod, currency: string): unknown[] {
  return entries.flatMap((entry) => {
    if (!isOf(entry, currency)) return [entry];
    const { [fieldOf[period]]: _removed, ...rest } = entry;
    return rest['perDay'] === undefined && rest['perMonth'] === undefined ? [] : [rest];
  });
}

function withCap(entries: readonly unknown[], period: CapPeriod, { amount, currency }: Money): unknown[] {
  const unit = sameUnit(currency);
  const at = entries.findIndex((entry) => isOf(entry, unit));
  const before = entries[at];
  const field = { [fieldOf[period]]: amount };
  return isRecord(before) ? entries.with(at, { ...before, ...field }) : [...entries, { currency: unit, ...field }];
}
