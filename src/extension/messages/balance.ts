/** Words what an account at a service has left. Pure. */
import type { Balance } from '../../engine/surface/providers';
import { factLine, nameAndText } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';
import { formatCoins, formatCredits, formatMoney } from './money';

/** `Qwen: 88 of 100 images left today · 912 of 1000 left this month` */
export function formatBalances(name: string, balances: readonly Balance[], t: Translate): string {
  if (balances.length === 0) return t("{provider} didn't report a balance.", { provider: name });
  return nameAndText(name, formatRemaining(balances, t), t);
}

/** `88 of 100 images left today · 912 of 1000 left this month` */
export function formatRemaining(balances: readonly Balance[], t: Translate): string {
  return factLine(balances.map((balance) => formatBalance(balance, t)));
}

function formatBalance({ unit, remaining, limit, used }: Balance, t: Translate): string {
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
      return remaining === undefined ? t('unlimited credits') : formatCredits(remaining, t);
    case 'coins':
      return remaining === undefined ? t('unlimited coins') : formatCoins(remaining, t);
    default:
      if (remaining !== undefined) return formatMoney({ amount: remaining, currency: unit }, t);
      return used === undefined ? unit : t('{used} used', { used: formatMoney({ amount: used, currency: unit }, t) });
  }
}
