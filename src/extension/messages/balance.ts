/** What an account has left, in words. Pure. */
import type { Balance } from '../../providers/contract/administration';
import { nameAndText } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

/** `Qwen: 88 of 100 pictures left today · 912 of 1000 left this month`; a service that told nothing says so. */
export function formatBalances(name: string, balances: readonly Balance[], t: Translate): string {
  if (balances.length === 0) return t("{provider} didn't report a balance.", { provider: name });
  return nameAndText(name, formatRemaining(balances, t), t);
}

/** `88 of 100 pictures left today · 912 of 1000 left this month` */
export function formatRemaining(balances: readonly Balance[], t: Translate): string {
  return balances.map((balance) => oneBalance(balance, t)).join(' · ');
}

function oneBalance({ unit, remaining, limit, used }: Balance, t: Translate): string {
  switch (unit) {
    case 'pictures-today':
      if (remaining === undefined) return t('unlimited images today');
      return limit === undefined
        ? t('{remaining} images left today', { remaining })
        : t('{remaining} of {limit} images left today', { remaining, limit });
    case 'pictures-this-month':
      if (remaining === undefined) return t('unlimited this month');
      return limit === undefined
        ? t('{remaining} left this month', { remaining })
        : t('{remaining} of {limit} left this month', { remaining, limit });
    case 'credits':
      return remaining === undefined ? t('unlimited credits') : t('{remaining} credits', { remaining });
    case 'coins':
      return remaining === undefined ? t('unlimited coins') : t('{remaining} coins', { remaining });
    default:
      if (remaining !== undefined) return amount(remaining, unit);
      return used === undefined ? unit : t('{used} used', { used: amount(used, unit) });
  }
}

const signs: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€' };

/** `¥12.50`, `300 coins` */
function amount(value: number, unit: string): string {
  const sign = signs[unit];
  return sign === undefined ? `${value} ${unit}` : `${sign}${value.toFixed(2)}`;
}
