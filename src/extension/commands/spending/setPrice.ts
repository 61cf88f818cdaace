/** Set Price: the price that a provider charges, with today's date. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ProviderView } from '../../../engine/surface/providers';
import { sameUnit, type Money, type Price } from '../../../shared/model/money';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { changeMoneyList } from '../../providers/moneySettings';
import { isRecord } from '../../parameters/parseArguments';
import { ask, pick } from '../../quickInput/pick';
import { chooseProvider } from '../../quickInput/providerPick';
import { runSteps, type StepResult } from '../../quickInput/steps';
import { t } from '../../platform/translate';
import { formatCost, formatDatedCost, formatMoney, parseMoney } from '../../messages/money';
import { factLine, nameAndText } from '../../../shared/format/sentences';

/** The answers so far. */
interface Answers {
  provider: ProviderView;
  /** Empty for all models. */
  model: string;
  /** Null if not asked yet; undefined removes the entry. */
  money: Money | undefined | null;
  per: 'image' | 'call';
}

/** @returns Whether a price was written; undefined if the user dismissed a step. */
export async function setPrice(services: ExtensionServices, value?: unknown): Promise<boolean | undefined> {
  try {
    const easel = await services.engine.get();
    const title = t('Set Price');
    const filter = ({ offline }: ProviderView): boolean => !offline;
    const none = t('None of your providers charges for images.');
    const provider = await chooseProvider(easel, value, { title, filter, none });
    if (!provider) return undefined;
    const answers: Answers = { provider, model: '', money: null, per: 'image' };
    if (!(await runSteps(stepsFor(easel, answers)))) return undefined;
    const asOf = today(services.clock.now());
    const isWritten = await changeMoneyList('prices', (entries) => withPrice(entries, answers, asOf));
    if (isWritten) vscode.window.setStatusBarMessage(confirmationText(answers), 5000);
    return isWritten;
  } catch (thrown) {
    void showThrown(thrown);
    return undefined;
  }
}

function stepsFor(easel: Easel, answers: Answers): Parameters<typeof runSteps>[0] {
  const { config, models } = answers.provider;
  const title = t('Set Price: {provider}', { provider: config.name });
  const priceOf = (model: string): Price | undefined =>
    easel.spending.price(config.id, 'generate', model === '' ? undefined : model);
  return [
    {
      applies: () => models.length > 1,
      ask: async ({ now, of, hasBack }) => {
        const all = { label: t('All models'), name: '' };
        const rest = models.map(({ name }) => ({ label: name, name, description: priceText(priceOf(name)) }));
        const items = [all, ...rest];
        const active = items.find(({ name }) => name === answers.model);
        const placeholder = t('Select the model this price is for');
        const picked = await pick({ title, items, active, placeholder, hasBack, step: { now, of } });
        if (picked.kind === 'item') answers.model = picked.item.name;
        return stepResult(picked.kind);
      },
    },
    {
      applies: () => true,
      ask: async ({ now, of, hasBack }) => {
        const known = priceOf(answers.model);
        if (answers.money === null && typeof known === 'object') answers.per = known.per;
        const asked = await ask({
          title,
          prompt: t('For example, 0.03 CNY, $0.04, 12 credits, or free. Leave empty if the price is unknown.'),
          value: answers.money ? amountText(answers.money) : editablePrice(known),
          hasBack,
          step: { now, of },
          check: (text) =>
            text.trim() === '' || parseMoney(text)
              ? undefined
              : t('Enter an amount and a currency, such as 0.03 CNY or 12 credits.'),
        });
        if (asked.kind === 'text') answers.money = parseMoney(asked.text);
        return stepResult(asked.kind);
      },
    },
    {
      // Counted as a step until a free price is entered.
      applies: () => answers.money === null || (answers.money?.amount ?? 0) > 0,
      ask: async ({ now, of, hasBack }) => {
        const { money } = answers;
        if (!money) return 'next';
        const amount = formatMoney(money, t);
        const items = [
          { label: t('{amount} per image', { amount }), per: 'image' as const },
          { label: t('{amount} per call, regardless of the number of images', { amount }), per: 'call' as const },
        ];
        const active = items.find(({ per }) => per === answers.per);
        const picked = await pick({ title, items, active, hasBack, step: { now, of } });
        if (picked.kind === 'item') answers.per = picked.item.per;
        return stepResult(picked.kind);
      },
    },
  ];
}

function stepResult(kind: 'item' | 'text' | 'back' | 'dismissed'): StepResult {
  return kind === 'back' || kind === 'dismissed' ? kind : 'next';
}

/** The price shown beside a model; empty if there is none. */
function priceText(price: Price | undefined): string {
  return price === undefined ? '' : formatDatedCost(price, { calls: 1, images: 1 }, t);
}

function editablePrice(price: Price | undefined): string {
  return price === undefined ? '' : amountText(price === 'free' ? { amount: 0, currency: '' } : price);
}

/** As typed in the input box, with a currency code that can be parsed. */
function amountText({ amount, currency }: Money): string {
  return amount === 0 ? t('free') : `${amount} ${currency}`;
}

/** Replaces the entry of the same provider and model; entries for a kind of job are kept. */
function withPrice(entries: readonly unknown[], { provider, model, money, per }: Answers, asOf: string): unknown[] {
  const { id } = provider.config;
  const others = entries.filter(
    (entry) =>
      !isRecord(entry) || entry['provider'] !== id || (entry['model'] ?? '') !== model || entry['kind'] !== undefined,
  );
  if (!money) return others;
  return [
    ...others,
    {
      provider: id,
      ...(model === '' ? {} : { model }),
      amount: money.amount,
      currency: money.currency === '' ? 'CNY' : sameUnit(money.currency),
      ...(per === 'call' ? { per } : {}),
      asOf,
    },
  ];
}

/** The local date: `2026-03-03`. */
function today(now: number): string {
  const date = new Date(now);
  const twoDigits = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function confirmationText({ provider, model, money }: Answers): string {
  const name = factLine([provider.config.name, model]);
  const paid = money && money.amount > 0 ? ({ ...money, per: 'image', asOf: '' } as const) : undefined;
  const price: Price | undefined = money?.amount === 0 ? 'free' : paid;
  return nameAndText(name, formatCost(price, { calls: 1, images: 1 }, t), t);
}
